using System.Globalization;

namespace Maillage.Features.Places.Editing;

/// <summary>The state of a place as a form carries it (« vu »), so that what somebody else saved meanwhile is noticed.</summary>
internal static class SeenState
{
    public static string SeenInForm(this Place place) => place.ModifiedAt.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>The instant of a form; one that no place bears where it is missing or no number.</summary>
    public static DateTime AsSeen(this string? seen) =>
        long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : default;
}

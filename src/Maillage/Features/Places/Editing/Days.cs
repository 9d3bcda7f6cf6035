using System.Globalization;

namespace Maillage.Features.Places.Editing;

/// <summary>Days on the desk's pages: « 24 novembre 2026 ».</summary>
internal static class Days
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string Of(DateOnly day) =>
        (day.Day == 1 ? "1er " : $"{day.Day} ") + day.ToString("MMMM yyyy", French);
}

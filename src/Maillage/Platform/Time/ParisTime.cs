using System.Globalization;
using Maillage.Platform.Text;

namespace Maillage.Platform.Time;

/// <summary>The clock of the network's own days: rights, terms and dates shown to its people (heure de Paris).</summary>
public static class ParisTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The day in Paris at an instant, UTC.</summary>
    public static DateOnly DayAt(DateTime utc) => DateOnly.FromDateTime(At(utc));

    /// <summary>The time on the clocks of Paris at an instant, UTC.</summary>
    public static DateTime At(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);

    /// <summary>An instant, UTC, as people of the network read it: « 24 novembre 2026 à 11 h 35 ».</summary>
    public static string Words(DateTime utc) =>
        $"{FrenchTypography.Day(At(utc), "d MMMM yyyy", French)} à {At(utc).ToString("H 'h' mm", French)}";

    /// <summary>The instant, UTC, at which a day begins in Paris.</summary>
    public static DateTime StartOf(DateOnly day) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);

    /// <summary>
    /// The instant, UTC, at which the clocks of Paris show a time; null in the hour that a spring change leaves out. In
    /// the hour that comes twice in autumn, the first.
    /// </summary>
    public static DateTime? InstantOf(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return Zone.IsInvalidTime(local) ? null
            : Zone.IsAmbiguousTime(local)
                ? DateTime.SpecifyKind(local - Zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, Zone);
    }

    public static DateOnly TodayInParis(this TimeProvider time) => DayAt(time.GetUtcNow().UtcDateTime);
}

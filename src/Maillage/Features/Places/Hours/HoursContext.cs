using System.Collections.Concurrent;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Hours;

/// <summary>Where a place stands in time: its clock, its public holidays, its school zone.</summary>
public sealed class HoursContext(TimeZoneInfo timeZone, PublicHolidays publicHolidays, SchoolHolidays schoolHolidays)
{
    private static readonly ConcurrentDictionary<string, HoursContext> ByDepartement = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<int, ClockGap?> gaps = new();

    /// <summary>Europe/Paris, the eleven national holidays, school zone B (that of Maine-et-Loire).</summary>
    public static HoursContext Metropolitan { get; } = OfDepartement("49");

    public TimeZoneInfo TimeZone { get; } = timeZone;

    public PublicHolidays PublicHolidays { get; } = publicHolidays;

    public SchoolHolidays SchoolHolidays { get; } = schoolHolidays;

    /// <summary>The context of a commune, from its INSEE code (5 characters, overseas 97x and 98x included).</summary>
    public static HoursContext OfCommune(string insee) =>
        OfDepartement(
            insee.StartsWith("97", StringComparison.Ordinal) || insee.StartsWith("98", StringComparison.Ordinal)
                ? insee[..Math.Min(3, insee.Length)]
                : insee[..Math.Min(2, insee.Length)]
        );

    /// <summary>The context of a département or overseas territory, by its official code (« 49 », « 2A », « 974 »).</summary>
    public static HoursContext OfDepartement(string code) =>
        ByDepartement.GetOrAdd(
            code,
            departement => new HoursContext(
                TimeZoneInfo.FindSystemTimeZoneById(TerritoryMap.TimeZoneOf(departement)),
                PublicHolidays.Of(departement),
                SchoolHolidays.Of(departement)
            )
        );

    /// <summary>The day that the place's clock shows.</summary>
    public DateOnly DayAt(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZone));

    /// <summary>The UTC instant of a wall time: the first one where the clock shows it twice, the end of the gap where never.</summary>
    public DateTime ToUtc(DateTime wallTime)
    {
        var onClock = OnClock(wallTime);
        var offset = TimeZone.IsAmbiguousTime(onClock)
            ? TimeZone.GetAmbiguousTimeOffsets(onClock).Max()
            : TimeZone.GetUtcOffset(onClock);
        return DateTime.SpecifyKind(onClock - offset, DateTimeKind.Utc);
    }

    /// <summary>The wall time itself, or the end of the gap when the clock jumps over it.</summary>
    public DateTime OnClock(DateTime wallTime) =>
        gaps.GetOrAdd(wallTime.Year, GapOf) is { } gap && wallTime >= gap.Start && wallTime < gap.End
            ? gap.End
            : wallTime;

    private ClockGap? GapOf(int year)
    {
        var first = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        for (var day = first; day.Year == year; day = day.AddDays(1))
        {
            if (TimeZone.GetUtcOffset(day) >= TimeZone.GetUtcOffset(day.AddDays(1)))
            {
                continue;
            }
            var start = day;
            while (!TimeZone.IsInvalidTime(start))
            {
                start = start.AddMinutes(1);
            }
            var end = start;
            while (TimeZone.IsInvalidTime(end))
            {
                end = end.AddMinutes(1);
            }
            return new ClockGap(start, end);
        }
        return null;
    }

    /// <summary>The hour over which the clock jumps in spring; Start itself is already never shown.</summary>
    private readonly record struct ClockGap(DateTime Start, DateTime End);
}

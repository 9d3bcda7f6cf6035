using Maillage.Features.Places.Hours;

namespace Maillage.Features.Places.Search;

/// <summary>
/// The openings of one text of hours in one territory: weeks are worked out when first asked and kept, so that asking
/// whether 100,000 places are open costs little.
/// </summary>
internal sealed class HoursCalendar(OpeningHours hours, HoursContext context, int zone)
{
    public const int MinutesInDay = 24 * 60;
    private const int Evening = 18 * 60;

    // Two months in a row: stops are looked for up to 30 days ahead. A week in excess is worked out again.
    private readonly Week?[] weeks = new Week?[8];

    public OpeningHours Hours => hours;

    public HoursContext Context => context;

    /// <summary>Number of the time zone among those of the snapshot.</summary>
    public int Zone => zone;

    /// <summary>Whether it is open at a moment, in local minutes since day 0.</summary>
    public bool IsOpenAt(int moment) => StretchAt(moment).IsOpen;

    /// <summary>The stretch of time around a moment during which nothing changes, within its week.</summary>
    public Stretch StretchAt(int moment)
    {
        var week = WeekOf(DateOnly.FromDayNumber(moment / MinutesInDay));
        var monday = week.Monday * MinutesInDay;
        var (from, to) = (0, 7 * MinutesInDay);
        foreach (var (start, end) in week.Openings)
        {
            if (start <= moment - monday && moment - monday < end)
            {
                return new Stretch(monday + start, end - start, IsOpen: true);
            }

            from = end <= moment - monday ? Math.Max(from, end) : from;
            to = start > moment - monday ? Math.Min(to, start) : to;
        }

        return new Stretch(monday + from, to - from, IsOpen: false);
    }

    public bool IsOpenOn(DateOnly day) => (WeekOf(day).OpenDays & Bit(day)) != 0;

    /// <summary>Whether it is open after 18 h on this day, or at any time if it is a Saturday.</summary>
    public bool IsOpenLateOrSaturday(DateOnly day) =>
        day.DayOfWeek == DayOfWeek.Saturday ? IsOpenOn(day) : (WeekOf(day).Evenings & Bit(day)) != 0;

    private Week WeekOf(DateOnly day)
    {
        var monday = day.DayNumber - DayInWeek(day);
        ref var kept = ref weeks[(monday / 7) & 7];
        var week = Volatile.Read(ref kept);
        if (week is null || week.Monday != monday)
        {
            week = WorkOut(monday);
            Volatile.Write(ref kept, week);
        }

        return week;
    }

    private Week WorkOut(int monday)
    {
        var first = DateOnly.FromDayNumber(monday);
        var midnight = first.ToDateTime(TimeOnly.MinValue);
        var openings = hours
            .Intervals(first, 7, context)
            .Where(interval => interval.State is HoursState.Open or HoursState.OpenEnded)
            .Select(interval =>
                ((int)(interval.Start - midnight).TotalMinutes, (int)(interval.End - midnight).TotalMinutes)
            )
            .ToArray();
        int openDays = 0,
            evenings = 0;
        for (var day = 0; day < 7; day++)
        {
            var (start, end) = (day * MinutesInDay, (day + 1) * MinutesInDay);
            openDays |= Array.Exists(openings, o => o.Item1 < end && o.Item2 > start) ? 1 << day : 0;
            evenings |= Array.Exists(openings, o => o.Item1 < end && o.Item2 > start + Evening) ? 1 << day : 0;
        }

        return new Week(monday, openings, openDays, evenings);
    }

    // 1 January of year 1, day number 0, is a Monday.
    private static int DayInWeek(DateOnly day) => day.DayNumber % 7;

    private static int Bit(DateOnly day) => 1 << DayInWeek(day);

    /// <summary>Local minutes since day 0 during which a place stays open, or closed.</summary>
    internal readonly record struct Stretch(int Start, int Length, bool IsOpen);

    private sealed record Week(int Monday, (int Start, int End)[] Openings, int OpenDays, int Evenings);
}

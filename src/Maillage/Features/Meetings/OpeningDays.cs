using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Maillage.Features.Places.Hours;

namespace Maillage.Features.Meetings;

/// <summary>The days on which an opening takes place: Ical.Net's recurrence, without exceptions and holidays.</summary>
public static class OpeningDays
{
    private static readonly (WeekDays Flag, DayOfWeek Day)[] Week =
    [
        (WeekDays.Monday, DayOfWeek.Monday),
        (WeekDays.Tuesday, DayOfWeek.Tuesday),
        (WeekDays.Wednesday, DayOfWeek.Wednesday),
        (WeekDays.Thursday, DayOfWeek.Thursday),
        (WeekDays.Friday, DayOfWeek.Friday),
        (WeekDays.Saturday, DayOfWeek.Saturday),
        (WeekDays.Sunday, DayOfWeek.Sunday),
    ];

    /// <summary>Both ends included.</summary>
    /// <param name="departement">Whose public and school holidays count: <c>49</c>.</param>
    public static IEnumerable<DateOnly> Between(Opening opening, DateOnly from, DateOnly to, string departement)
    {
        var last = opening.LastDay is { } end && end < to ? end : to;
        if (opening.EveryWeeks == 0)
        {
            last = opening.FirstDay <= last ? opening.FirstDay : DateOnly.MinValue;
        }

        var start = from > opening.FirstDay ? from : opening.FirstDay;
        if (last < start)
        {
            return [];
        }

        var holidays = PublicHolidays.Of(departement);
        var school = SchoolHolidays.Of(departement);
        return Recurring(opening, start, last)
            .Where(day => !opening.Except.Contains(day))
            .Where(day => opening.OnPublicHolidays || holidays.NameOn(day) is null)
            .Where(day => opening.InSchoolHolidays || school?.NameOn(day) is null);
    }

    /// <summary>The days of its rule alone: exceptions and holidays are still among them. Both ends included.</summary>
    public static IEnumerable<DateOnly> Ruled(Opening opening, DateOnly from, DateOnly to) =>
        Recurring(opening, from > opening.FirstDay ? from : opening.FirstDay, to)
            .Where(day => day >= from && day <= to);

    public static IEnumerable<WeekDay> WeekDaysOf(Opening opening) =>
        Week.Where(pair => opening.Days.HasFlag(pair.Flag)).Select(pair => new WeekDay(pair.Day));

    public static WeekDays Of(DayOfWeek day) => Week.First(pair => pair.Day == day).Flag;

    private static IEnumerable<DateOnly> Recurring(Opening opening, DateOnly start, DateOnly last)
    {
        if (opening.EveryWeeks == 0)
        {
            return [opening.FirstDay];
        }

        // Whole days: the clocks change at night, and the hours are put on each day afterwards.
        var calendar = new CalendarEvent
        {
            DtStart = Date(opening.FirstDay),
            RecurrenceRule = new RecurrenceRule(FrequencyType.Weekly, opening.EveryWeeks)
            {
                ByDay = [.. WeekDaysOf(opening)],
                FirstDayOfWeek = DayOfWeek.Monday,
            },
        };
        // Ical.Net gives the first day even where the rule does not.
        var days = opening.Days;
        return calendar
            .GetOccurrences(Date(start))
            .Select(occurrence => DateOnly.FromDateTime(occurrence.Period.StartTime.Value))
            .TakeWhile(day => day <= last)
            .Where(day => day >= start && days.HasFlag(Of(day.DayOfWeek)));
    }

    private static CalDateTime Date(DateOnly day) => new(day);
}

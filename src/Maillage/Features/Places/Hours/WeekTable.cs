namespace Maillage.Features.Places.Hours;

/// <summary>The rows of a week of opening hours, one for each day (semaine d’un lieu).</summary>
public static class WeekTable
{
    /// <summary>An evening that ends before this hour is shown whole on the day on which it began.</summary>
    private static readonly TimeSpan EndOfNight = TimeSpan.FromHours(6);

    /// <summary>Seven rows from the first day given; what runs past midnight stands on the day it began.</summary>
    public static IReadOnlyList<DayRow> Rows(OpeningHours hours, DateOnly firstDay, HoursContext context)
    {
        var rows = new List<DayRow>();
        for (var day = firstDay; day < firstDay.AddDays(7); day = day.AddDays(1))
        {
            rows.Add(new DayRow(day, [], context.PublicHolidays.NameOn(day)));
        }
        // The eve tells which mornings belong to the night before, the day after how the last night ends.
        foreach (var interval in hours.Intervals(firstDay.AddDays(-1), 9, context))
        {
            foreach (var part in PartsByDay(interval))
            {
                var index = DateOnly.FromDateTime(part.Start).DayNumber - firstDay.DayNumber;
                if (index is >= 0 and < 7)
                {
                    rows[index].Intervals.Add(part);
                }
            }
        }
        return rows;
    }

    private static IEnumerable<HoursInterval> PartsByDay(HoursInterval interval)
    {
        var start = interval.Start;
        while (interval.End > start.Date.AddDays(1).Add(EndOfNight))
        {
            yield return interval with
            {
                Start = start,
                End = start.Date.AddDays(1),
            };
            start = start.Date.AddDays(1);
        }
        yield return interval with
        {
            Start = start,
        };
    }
}

/// <summary>One day of the week table, with the name of the public holiday that falls on it.</summary>
public sealed record DayRow(DateOnly Day, List<HoursInterval> Intervals, string? PublicHoliday);

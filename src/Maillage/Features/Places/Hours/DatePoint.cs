namespace Maillage.Features.Places.Hours;

/// <summary>One end of a range of dates: a day of a month, an nth weekday of a month, or Easter; year 0 stands for every year.</summary>
internal readonly record struct DatePoint(DatePointKind Kind, int Year)
{
    public int Month { get; init; }

    public int Day { get; init; }

    public int Weekday { get; init; }

    public int Nth { get; init; }

    public int AddedDays { get; init; }

    public int DayNumber(int currentYear)
    {
        var year = Year == 0 ? currentYear : Year;
        var day = Kind switch
        {
            DatePointKind.Easter => Easter.Sunday(year).DayNumber,
            DatePointKind.NthWeekday => NthWeekdayOf(year),
            // 29 February is 1 March in a common year.
            _ => new DateOnly(year, Month, 1).DayNumber + Day - 1,
        };
        return day + AddedDays;
    }

    /// <summary>The day after the last one; a range « -easter » stops before Easter Sunday, as the reference has it.</summary>
    public int EndDayNumber(int currentYear) => DayNumber(currentYear) + (Kind == DatePointKind.Easter ? 0 : 1);

    private int NthWeekdayOf(int year)
    {
        var firstOfMonth = new DateOnly(year, Month, 1);
        var from = Nth > 0 ? firstOfMonth : firstOfMonth.AddMonths(1);
        var ahead = (Weekday - (int)from.DayOfWeek + 7) % 7;
        return from.DayNumber + ahead + ((Nth > 0 ? Nth - 1 : Nth) * 7);
    }
}

internal enum DatePointKind
{
    MonthDay,
    NthWeekday,
    Easter,
}

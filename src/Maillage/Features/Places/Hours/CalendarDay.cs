using System.Globalization;

namespace Maillage.Features.Places.Hours;

/// <summary>A day taken apart once, so that each rule can be matched against it cheaply (jour).</summary>
internal readonly struct CalendarDay
{
    public CalendarDay(DateOnly date)
    {
        Date = date;
        (Year, Month, Day) = date;
        Weekday = (int)date.DayOfWeek;
    }

    public DateOnly Date { get; }

    public int Year { get; }

    public int Month { get; }

    public int Day { get; }

    /// <summary>Sunday is 0.</summary>
    public int Weekday { get; }

    public int Week => ISOWeek.GetWeekOfYear(Date.ToDateTime(TimeOnly.MinValue));
}

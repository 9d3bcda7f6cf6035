namespace Maillage.Features.Places.Hours;

/// <summary>One condition on the day in an opening-hours rule: « Nov-Dec », « Tu[1] », « PH »…</summary>
internal abstract record DaySelector
{
    public abstract bool Matches(in CalendarDay day, HoursContext context);

    /// <summary>The name of the holiday for which the rule applies, shown as its comment.</summary>
    public virtual string? HolidayName(in CalendarDay day, HoursContext context) => null;
}

internal sealed record YearSelector(int First, int Last, int Period) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context) =>
        day.Year >= First && day.Year <= Last && (day.Year - First) % Period == 0;
}

internal sealed record MonthSelector(int First, int Last) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context) =>
        First <= Last ? day.Month >= First && day.Month <= Last : day.Month >= First || day.Month <= Last;
}

/// <summary>« Dec 24 », « Jan 26-31 », « 2026 Jan 1-31/7 »; year 0 stands for every year.</summary>
internal sealed record MonthDaySelector(int Year, int Month, int First, int Last, int Period) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context) =>
        day.Month == Month
        && day.Day >= First
        && day.Day <= Last
        && (Year == 0 || day.Year == Year)
        && (day.Day - First) % Period == 0;
}

/// <summary>« Dec 24-Jan 02 », « easter -2 days-easter +1 day »: wraps the new year when it ends before it begins.</summary>
internal sealed record DateRangeSelector(DatePoint First, DatePoint Last) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context)
    {
        var first = First.DayNumber(day.Year);
        var end = Last.EndDayNumber(day.Year);
        var number = day.Date.DayNumber;
        return first <= end ? number >= first && number < end : number >= first || number < end;
    }
}

internal sealed record EasterSelector(DatePoint Point) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context) =>
        (Point.Year == 0 || Point.Year == day.Year) && Point.DayNumber(day.Year) == day.Date.DayNumber;
}

internal sealed record WeekSelector(int First, int Last, int Period) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context)
    {
        var week = day.Week;
        return week >= First && week <= Last && (week - First) % Period == 0;
    }
}

/// <summary>« Tu[1] », « Th[-1] », « Sa[2] +1 day »: the nth weekday of the month, moved by some days.</summary>
internal sealed record NthWeekdaySelector(int Weekday, int Nth, int AddedDays) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context)
    {
        var origin = day.Date.AddDays(-AddedDays);
        return (int)origin.DayOfWeek == Weekday
            && (
                Nth > 0
                    ? (origin.Day + 6) / 7 == Nth
                    : (DateTime.DaysInMonth(origin.Year, origin.Month) - origin.Day + 7) / 7 == -Nth
            );
    }
}

internal sealed record PublicHolidaySelector(int AddedDays) : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context) => HolidayName(day, context) is not null;

    public override string? HolidayName(in CalendarDay day, HoursContext context) =>
        context.PublicHolidays.NameOn(day.Date.AddDays(-AddedDays)) is { } name
            ? AddedDays switch
            {
                > 0 => $"Lendemain de jour férié ({name})",
                < 0 => $"Veille de jour férié ({name})",
                _ => name,
            }
            : null;
}

internal sealed record SchoolHolidaySelector : DaySelector
{
    public override bool Matches(in CalendarDay day, HoursContext context) => HolidayName(day, context) is not null;

    public override string? HolidayName(in CalendarDay day, HoursContext context) =>
        context.SchoolHolidays.NameOn(day.Date);
}

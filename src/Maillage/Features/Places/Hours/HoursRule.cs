namespace Maillage.Features.Places.Hours;

/// <summary>One rule of opening hours: on which days, at which times, in which state.</summary>
internal sealed class HoursRule
{
    /// <summary>The kinds of conditions on the day: each kind that is present must be met by one of its selectors.</summary>
    public enum Group
    {
        Year,
        Holiday,
        Month,
        MonthDay,
        Week,
        Weekday,
    }

    private const int GroupCount = 6;

    private List<DaySelector>?[]? selectors;

    /// <summary>One bit for each plain weekday, Sunday being the first.</summary>
    public int Weekdays { get; set; }

    public List<MinuteRange> Times { get; } = [];

    public HoursState State { get; set; } = HoursState.Open;

    public bool HasState { get; set; }

    public string? Comment { get; set; }

    /// <summary>After a comma: adds to the rules before it in place of overriding them.</summary>
    public bool IsAdditional { get; init; }

    /// <summary>After « || »: holds only when the rules before it leave the place closed.</summary>
    public bool IsFallback { get; init; }

    public bool WrapsMidnight { get; set; }

    public bool HasDays => Weekdays != 0 || selectors is not null;

    public void Add(Group group, DaySelector selector)
    {
        selectors ??= new List<DaySelector>?[GroupCount];
        (selectors[(int)group] ??= []).Add(selector);
    }

    public bool Uses<TSelector>()
        where TSelector : DaySelector =>
        selectors?.Any(group => group?.Any(selector => selector is TSelector) == true) == true;

    public bool Uses(Group group) => selectors?[(int)group] is not null || (group == Group.Weekday && Weekdays != 0);

    public bool Matches(in CalendarDay day, HoursContext context)
    {
        if (selectors is null)
        {
            return Weekdays == 0 || IsPlainWeekday(day);
        }
        for (var group = 0; group < GroupCount; group++)
        {
            var alternatives = selectors[group];
            if (group == (int)Group.Weekday && Weekdays != 0 && IsPlainWeekday(day))
            {
                continue;
            }
            if (alternatives is null)
            {
                if (group == (int)Group.Weekday && Weekdays != 0)
                {
                    return false;
                }
                continue;
            }
            if (!AnyMatches(alternatives, day, context))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The comment of the rule, or else the name of the last holiday listed that falls on the day.</summary>
    public string? CommentOn(in CalendarDay day, HoursContext context)
    {
        if (Comment is not null || selectors is null)
        {
            return Comment;
        }
        string? name = null;
        foreach (var alternatives in selectors)
        {
            if (alternatives is null)
            {
                continue;
            }
            foreach (var selector in alternatives)
            {
                name = selector.HolidayName(day, context) ?? name;
            }
        }
        return name;
    }

    private bool IsPlainWeekday(in CalendarDay day) => (Weekdays & (1 << day.Weekday)) != 0;

    private static bool AnyMatches(List<DaySelector> alternatives, in CalendarDay day, HoursContext context)
    {
        foreach (var selector in alternatives)
        {
            if (selector.Matches(day, context))
            {
                return true;
            }
        }
        return false;
    }
}

namespace Maillage.Features.Places.Hours;

/// <summary>Works out the states of a place along one day, minute by minute where they change (frise d’une journée).</summary>
internal readonly struct DayTimeline(IReadOnlyList<HoursRule> rules, HoursContext context)
{
    private const int MostMarks = 128;

    /// <summary>Adds the stretches of this day that are not closed, joined to the last one where nothing changes.</summary>
    public void Append(DateOnly date, List<HoursInterval> intervals)
    {
        var day = new CalendarDay(date);
        var eve = new CalendarDay(date.AddDays(-1));
        var ranked = new ActiveRule[2 * rules.Count];
        var active = ActiveOn(day, eve, ranked);
        if (active.Length == 0)
        {
            return;
        }
        Span<int> marks = stackalloc int[MostMarks];
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        marks = Marks(active, marks);
        for (var index = 0; index + 1 < marks.Length; index++)
        {
            var (state, comment) = StateFrom(marks[index], active, day, eve);
            if (state != HoursState.Closed)
            {
                Add(
                    intervals,
                    new HoursInterval(
                        midnight.AddMinutes(marks[index]),
                        midnight.AddMinutes(marks[index + 1]),
                        state,
                        comment
                    )
                );
            }
        }
    }

    private void Add(List<HoursInterval> intervals, HoursInterval stretch)
    {
        var next = stretch with { Start = context.OnClock(stretch.Start), End = context.OnClock(stretch.End) };
        if (next.Start == next.End)
        {
            return;
        }
        if (
            intervals.Count > 0
            && intervals[^1] is var last
            && last.End == next.Start
            && last.State == next.State
            && string.Equals(last.Comment, next.Comment, StringComparison.Ordinal)
        )
        {
            intervals[^1] = last with { End = next.End };
        }
        else
        {
            intervals.Add(next);
        }
    }

    /// <summary>The rules that apply on the day, and those of the eve that run past midnight, in order.</summary>
    private ReadOnlySpan<ActiveRule> ActiveOn(in CalendarDay day, in CalendarDay eve, Span<ActiveRule> ranked)
    {
        var count = 0;
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            if (rule.Matches(day, context))
            {
                if (Overrides(index))
                {
                    count = 0;
                }
                ranked[count++] = new ActiveRule(rule, FromEve: false);
            }
            if (rule.WrapsMidnight && rule.Matches(eve, context))
            {
                ranked[count++] = new ActiveRule(rule, FromEve: true);
            }
        }
        return ranked[..count];
    }

    /// <summary>Whether a rule, where it applies, sets aside the rules before it for the whole day.</summary>
    private bool Overrides(int index)
    {
        var rule = rules[index];
        return !rule.IsAdditional
            && !rule.IsFallback
            && rule.State != HoursState.Closed
            && (rule.HasDays || (index > 0 && rule.State == HoursState.Open && !rules[index - 1].HasDays));
    }

    /// <summary>The minutes at which the state may change, in order, from 0 to 1,440.</summary>
    private static Span<int> Marks(ReadOnlySpan<ActiveRule> active, Span<int> buffer)
    {
        var needed = 2;
        foreach (var rule in active)
        {
            needed += 2 * rule.Rule.Times.Count;
        }
        var marks = needed <= buffer.Length ? buffer : new int[needed];
        marks[0] = 0;
        marks[1] = MinuteRange.Day;
        var count = 2;
        foreach (var rule in active)
        {
            foreach (var time in rule.Rule.Times)
            {
                var (from, to) = rule.On(time);
                if (from < to)
                {
                    marks[count++] = from;
                    marks[count++] = to;
                }
            }
        }
        marks = marks[..count];
        marks.Sort();
        var kept = 1;
        for (var index = 1; index < marks.Length; index++)
        {
            if (marks[index] != marks[kept - 1])
            {
                marks[kept++] = marks[index];
            }
        }
        return marks[..kept];
    }

    private (HoursState State, string? Comment) StateFrom(
        int minute,
        ReadOnlySpan<ActiveRule> active,
        in CalendarDay day,
        in CalendarDay eve
    )
    {
        var state = HoursState.Closed;
        var deciding = -1;
        for (var index = 0; index < active.Length; index++)
        {
            var rule = active[index].Rule;
            if (rule.IsFallback && state != HoursState.Closed)
            {
                continue;
            }
            if (active[index].StateFrom(minute) is { } decided)
            {
                state = decided;
                deciding = index;
            }
        }
        if (state == HoursState.Closed)
        {
            return (state, null);
        }
        var decider = active[deciding];
        return (
            state,
            decider.FromEve ? CommentAfterMidnight(decider.Rule, day, eve) : decider.Rule.CommentOn(day, context)
        );
    }

    /// <summary>The name of a holiday is dropped at midnight when the holiday ends there.</summary>
    private string? CommentAfterMidnight(HoursRule rule, in CalendarDay day, in CalendarDay eve)
    {
        var comment = rule.CommentOn(eve, context);
        return string.Equals(comment, rule.CommentOn(day, context), StringComparison.Ordinal) ? comment : null;
    }

    /// <summary>A rule on one day; FromEve when it is what runs past midnight since the day before.</summary>
    private readonly record struct ActiveRule(HoursRule Rule, bool FromEve)
    {
        /// <summary>The minutes of this day that a range covers; an empty range when none.</summary>
        public (int From, int To) On(MinuteRange time) =>
            FromEve ? (0, time.To - MinuteRange.Day) : (Math.Max(time.From, 0), Math.Min(time.To, MinuteRange.Day));

        /// <summary>The state that the rule sets at a minute, or null when it says nothing of it.</summary>
        public HoursState? StateFrom(int minute)
        {
            if (Rule.Times.Count == 0)
            {
                return FromEve ? null : Rule.State;
            }
            HoursState? state = null;
            for (var index = 0; index < Rule.Times.Count; index++)
            {
                var time = Rule.Times[index];
                var (from, to) = On(time);
                if (minute < from || minute >= to)
                {
                    continue;
                }
                if (Rule.IsFallback && state is not (null or HoursState.Closed))
                {
                    break;
                }
                state =
                    !time.IsOpenEnded ? Rule.State
                    : IsEndedByNextRange(index, minute, from) ? HoursState.Closed
                    : Rule.State == HoursState.Open ? HoursState.OpenEnded
                    : Rule.State;
            }
            return state;
        }

        /// <summary>In « 07:00+,12:00-16:00 » the second range ends what the first left open.</summary>
        private bool IsEndedByNextRange(int index, int minute, int from)
        {
            if (FromEve || minute == from || index + 1 >= Rule.Times.Count)
            {
                return false;
            }
            var next = On(Rule.Times[index + 1]);
            return minute < next.From || minute >= next.To;
        }
    }
}

using System.Buffers;

namespace Maillage.Features.Places.Hours;

/// <summary>Opening hours (horaires) in the OSM syntax: the text as written, and what it means when it is understood.</summary>
/// <remarks>
/// Source: specification of the OSM key opening_hours; where it is silent, the npm library
/// opening_hours 3.15 without coordinates (sunrise at 06:00, sunset at 18:00).
/// </remarks>
public sealed class OpeningHours
{
    /// <summary>How far the next opening is looked for; beyond it a place is simply closed.</summary>
    private const int DaysAhead = 14;

    private const int MostTokensOnStack = 256;

    private readonly IReadOnlyList<HoursRule> rules;

    private OpeningHours(
        string text,
        HoursStatus status,
        IReadOnlyList<HoursRule> rules,
        IReadOnlyList<string> warnings
    )
    {
        Text = text;
        Status = status;
        Warnings = warnings;
        this.rules = rules;
        UsesSchoolHolidays = rules.Any(rule => rule.Uses<SchoolHolidaySelector>());
    }

    /// <summary>The hours as they were written.</summary>
    public string Text { get; }

    public HoursStatus Status { get; }

    /// <summary>French sentences that say how to write the hours better.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public bool UsesSchoolHolidays { get; }

    /// <summary>Reads opening hours; a text that is not understood is kept, with that status, and never throws.</summary>
    public static OpeningHours Parse(string text)
    {
        var warnings = new List<string>();
        var size = HoursLexer.MostTokens(text.Length);
        Token[]? rented = null;
        var tokens =
            size <= MostTokensOnStack
                ? stackalloc Token[MostTokensOnStack]
                : rented = ArrayPool<Token>.Shared.Rent(size);
        try
        {
            var count = new HoursLexer(text, tokens, warnings).Run();
            var rules = count > 0 ? new HoursParser(text, tokens[..count], warnings).Run() : null;
            if (rules is null)
            {
                return new OpeningHours(text, HoursStatus.NotUnderstood, [], []);
            }
            HoursAdvice.AddTo(warnings, rules);
            return new OpeningHours(
                text,
                warnings.Count == 0 ? HoursStatus.Understood : HoursStatus.UnderstoodWithWarning,
                rules,
                warnings
            );
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<Token>.Shared.Return(rented);
            }
        }
    }

    /// <summary>The stretches other than closed, in local wall time, from midnight to midnight.</summary>
    public IReadOnlyList<HoursInterval> Intervals(DateOnly from, int days, HoursContext context)
    {
        var intervals = new List<HoursInterval>();
        var timeline = new DayTimeline(rules, context);
        for (var day = 0; day < days; day++)
        {
            AppendDay(from.AddDays(day), timeline, context, intervals);
        }
        return intervals;
    }

    /// <summary>Whether the place may be used on this local day: at this time, or at any time.</summary>
    public bool IsOpenOn(DateOnly day, TimeOnly? time, HoursContext context)
    {
        foreach (var interval in Intervals(day, 1, context))
        {
            if (interval.State is not (HoursState.Open or HoursState.OpenEnded))
            {
                continue;
            }
            var moment = day.ToDateTime(time ?? TimeOnly.MinValue);
            if (time is null || (interval.Start <= moment && moment < interval.End))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>What the place is at this UTC instant, until when, and when it next opens.</summary>
    public OpeningState StateAt(DateTime utc, HoursContext context)
    {
        var now = TimeZoneInfo.ConvertTimeFromUtc(utc, context.TimeZone);
        var today = DateOnly.FromDateTime(now);
        if (Status == HoursStatus.NotUnderstood)
        {
            return new OpeningState(HoursState.Unknown, now);
        }
        var intervals = new List<HoursInterval>();
        var timeline = new DayTimeline(rules, context);
        // From the eve, so that an interval under way since then keeps its comment and its end.
        for (var day = -1; day <= DaysAhead; day++)
        {
            AppendDay(today.AddDays(day), timeline, context, intervals);
            if (intervals.Count > 1 && context.ToUtc(intervals[^2].Start) > utc)
            {
                break;
            }
        }
        return StateAmong(intervals, now, utc, today.AddDays(DaysAhead + 1), context);
    }

    private static OpeningState StateAmong(
        List<HoursInterval> intervals,
        DateTime now,
        DateTime utc,
        DateOnly horizon,
        HoursContext context
    )
    {
        foreach (var (index, interval) in intervals.Index())
        {
            if (context.ToUtc(interval.End) <= utc)
            {
                continue;
            }
            var startsAt = context.ToUtc(interval.Start);
            if (startsAt > utc)
            {
                return new OpeningState(HoursState.Closed, now)
                {
                    OpensAt = interval.Start,
                    OpensAs = interval.State,
                    ChangesAtUtc = startsAt,
                };
            }
            var isEndless = interval.End >= horizon.ToDateTime(TimeOnly.MinValue);
            return new OpeningState(interval.State, now)
            {
                Until = isEndless ? null : EndOfState(intervals, index),
                Comment = interval.Comment,
                ChangesAtUtc = isEndless ? null : context.ToUtc(interval.End),
                OpensAt = index + 1 < intervals.Count ? intervals[index + 1].Start : null,
                OpensAs = index + 1 < intervals.Count ? intervals[index + 1].State : HoursState.Closed,
            };
        }
        return new OpeningState(HoursState.Closed, now);
    }

    /// <summary>The end of a state that goes on under another comment.</summary>
    private static DateTime EndOfState(List<HoursInterval> intervals, int index)
    {
        while (
            index + 1 < intervals.Count
            && intervals[index + 1].Start == intervals[index].End
            && intervals[index + 1].State == intervals[index].State
        )
        {
            index++;
        }
        return intervals[index].End;
    }

    private void AppendDay(DateOnly day, DayTimeline timeline, HoursContext context, List<HoursInterval> intervals)
    {
        if (UsesSchoolHolidays && !context.SchoolHolidays.Covers(day))
        {
            intervals.Add(
                new HoursInterval(
                    day.ToDateTime(TimeOnly.MinValue),
                    day.AddDays(1).ToDateTime(TimeOnly.MinValue),
                    HoursState.Unknown,
                    "calendrier scolaire non publié"
                )
            );
            return;
        }
        timeline.Append(day, intervals);
    }
}

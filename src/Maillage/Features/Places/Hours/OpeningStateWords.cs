using System.Globalization;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Hours;

/// <summary>Says an opening state in plain words, in French or in English (« Ouvert jusqu’à 17 h »).</summary>
public static class OpeningStateWords
{
    private const string NoBreak = "\u00A0";

    private static readonly TimeSpan ClosingSoon = TimeSpan.FromMinutes(30);

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The sentence for a state; any culture other than English is answered in French.</summary>
    public static string Say(OpeningState state, CultureInfo culture) =>
        IsEnglish(culture) ? SayInEnglish(state) : SayInFrench(state);

    /// <summary>A time of day: « 14 h 30 », « minuit »; in English « 14:30 », « midnight ».</summary>
    public static string Time(DateTime time, CultureInfo culture)
    {
        if (IsEnglish(culture))
        {
            return time is { Hour: 0, Minute: 0 } ? "midnight" : time.ToString("HH:mm", CultureInfo.InvariantCulture);
        }
        return time switch
        {
            { Hour: 0, Minute: 0 } => "minuit",
            { Minute: 0 } => Invariant($"{time.Hour}{NoBreak}h"),
            _ => Invariant($"{time.Hour}{NoBreak}h{NoBreak}{time.Minute:00}"),
        };
    }

    /// <summary>A stretch of the day: « 9 h – 12 h 30 »; the start alone when the end is not given.</summary>
    public static string Range(HoursInterval interval, CultureInfo culture)
    {
        var start = Time(interval.Start, culture);
        if (interval.State == HoursState.OpenEnded)
        {
            return IsEnglish(culture) ? $"from {start}" : $"à partir de {start}";
        }
        if (interval.End - interval.Start == TimeSpan.FromDays(1))
        {
            return IsEnglish(culture) ? "open all day" : "toute la journée";
        }
        return $"{start}{NoBreak}– {Time(interval.End, culture)}";
    }

    private static string SayInFrench(OpeningState state) =>
        state.State switch
        {
            HoursState.Open => OpenInFrench(state),
            HoursState.OpenEnded => "Ouvert, heure de fermeture non précisée",
            HoursState.Unknown => state.Comment is { } comment
                ? $"Horaires à confirmer{NoBreak}: {comment}"
                : "Horaires à confirmer",
            HoursState.Closed => state switch
            {
                { OpensAt: null } => "Fermé",
                { OpensAt: { } opensAt, OpensAs: HoursState.Unknown } =>
                    $"Fermé, à confirmer {MomentInFrench(opensAt, state.Now)}",
                { OpensAt: { } opensAt } => $"Fermé, ouvre {MomentInFrench(opensAt, state.Now)}",
            },
        };

    private static string OpenInFrench(OpeningState state)
    {
        if (state.Until is not { } until)
        {
            return "Ouvert jour et nuit";
        }
        if (until - state.Now <= ClosingSoon)
        {
            return Invariant($"Ferme à {Time(until, French)}, dans {MinutesLeft(state)}{NoBreak}min");
        }
        return IsSameEvening(until, state.Now)
            ? $"Ouvert jusqu’à {Time(until, French)}"
            : $"Ouvert jusqu’à {DayInFrench(LastMinute(until), state.Now)} {Time(until, French)}";
    }

    private static string MomentInFrench(DateTime moment, DateTime now) =>
        moment.Date == now.Date ? $"à {Time(moment, French)}" : $"{DayInFrench(moment, now)} à {Time(moment, French)}";

    private static string DayInFrench(DateTime moment, DateTime now) =>
        (moment.Date - now.Date).Days switch
        {
            1 => "demain",
            < 7 => moment.ToString("dddd", French),
            _ => $"le {FrenchTypography.Day(moment, culture: French).Replace(" ", NoBreak, StringComparison.Ordinal)}",
        };

    private static string SayInEnglish(OpeningState state) =>
        state.State switch
        {
            HoursState.Open => OpenInEnglish(state),
            HoursState.OpenEnded => "Open, closing time not given",
            HoursState.Unknown => state.Comment is { } comment
                ? $"Hours to be confirmed: {comment}"
                : "Hours to be confirmed",
            HoursState.Closed => state switch
            {
                { OpensAt: null } => "Closed",
                { OpensAt: { } opensAt, OpensAs: HoursState.Unknown } =>
                    $"Closed, to be confirmed {MomentInEnglish(opensAt, state.Now)}",
                { OpensAt: { } opensAt } => $"Closed, opens {MomentInEnglish(opensAt, state.Now)}",
            },
        };

    private static string OpenInEnglish(OpeningState state)
    {
        if (state.Until is not { } until)
        {
            return "Open day and night";
        }
        if (until - state.Now <= ClosingSoon)
        {
            return Invariant($"Closes at {Time(until, English)}, in {MinutesLeft(state)} min");
        }
        return IsSameEvening(until, state.Now)
            ? $"Open until {Time(until, English)}"
            : $"Open until {DayInEnglish(LastMinute(until), state.Now)} at {Time(until, English)}";
    }

    private static string MomentInEnglish(DateTime moment, DateTime now) =>
        moment.Date == now.Date
            ? $"at {Time(moment, English)}"
            : $"{DayInEnglish(moment, now)} at {Time(moment, English)}";

    private static string DayInEnglish(DateTime moment, DateTime now) =>
        (moment.Date - now.Date).Days switch
        {
            1 => "tomorrow",
            < 7 => $"on {moment.ToString("dddd", English)}",
            _ => $"on {moment.ToString("d MMMM", English)}",
        };

    /// <summary>Until two in the morning needs no « demain ».</summary>
    private static bool IsSameEvening(DateTime until, DateTime now) =>
        until.Date == now.Date || until <= now.Date.AddDays(1).AddHours(6);

    /// <summary>Midnight is named after the day that it ends.</summary>
    private static DateTime LastMinute(DateTime until) => until.AddMinutes(-1);

    private static int MinutesLeft(OpeningState state) =>
        (int)Math.Ceiling((state.Until!.Value - state.Now).TotalMinutes);

    private static bool IsEnglish(CultureInfo culture) =>
        culture.TwoLetterISOLanguageName.Equals("en", StringComparison.Ordinal);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

using System.Globalization;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Platform.Text;
using Maillage.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Places;

/// <summary>Whether one can go there now, as the chip of a card says it (état).</summary>
/// <param name="ChangesAtUtc">When the words stop being true; null when nothing changes within two weeks.</param>
public sealed record PlaceState(PlaceStateKind Kind, string Words, DateTime? ChangesAtUtc)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(30);

    public string Icon =>
        Kind switch
        {
            PlaceStateKind.Open => "door-open",
            PlaceStateKind.ClosesSoon => "hourglass",
            PlaceStateKind.Closed => "moon",
            PlaceStateKind.ToConfirm => "circle-help",
        };

    public string Class =>
        Kind switch
        {
            PlaceStateKind.Open => "ml-puce ml-puce--ouvert",
            PlaceStateKind.ClosesSoon => "ml-puce ml-puce--bientot",
            PlaceStateKind.Closed => "ml-puce ml-puce--ferme",
            PlaceStateKind.ToConfirm => "ml-puce ml-puce--confirmer",
        };

    /// <summary>True when somebody answers: the call is then the button to press.</summary>
    public bool AnswersNow => Kind is PlaceStateKind.Open or PlaceStateKind.ClosesSoon;

    /// <summary>The state at an instant, in the language of the request.</summary>
    public static PlaceState Of(DirectoryEntry entry, DateTime utcNow, IStringLocalizer texts)
    {
        ref var kept = ref entry.StateIn(Language.IsEnglish);
        if (Volatile.Read(ref kept) is { } last && last.From <= utcNow && utcNow < last.State.ChangesAtUtc)
        {
            return last.State;
        }

        var state = WorkOut(entry, utcNow, texts);
        Volatile.Write(ref kept, new KeptState(utcNow, state));
        return state;
    }

    private static PlaceState WorkOut(DirectoryEntry entry, DateTime utcNow, IStringLocalizer texts)
    {
        var state = entry.Hours?.StateAt(utcNow, entry.HoursContext);
        var today = entry.HoursContext.DayAt(utcNow);
        if (ClosureOf(entry, state, today) is { } closure)
        {
            return new(
                PlaceStateKind.Closed,
                texts["Fermé jusqu’au {0}", FrenchTypography.Day(closure.To)],
                entry.HoursContext.ToUtc(closure.To.AddDays(1).ToDateTime(TimeOnly.MinValue))
            );
        }

        if (state is null)
        {
            return new(PlaceStateKind.ToConfirm, texts["Horaires à confirmer"], StartOfNextClosure(entry, today));
        }

        var kind = state.State switch
        {
            HoursState.Open when state.Until - state.Now <= Soon => PlaceStateKind.ClosesSoon,
            HoursState.Open or HoursState.OpenEnded => PlaceStateKind.Open,
            HoursState.Closed => PlaceStateKind.Closed,
            HoursState.Unknown => PlaceStateKind.ToConfirm,
        };
        var words =
            kind == PlaceStateKind.ToConfirm
                ? texts["Horaires à confirmer"].Value
                : OpeningStateWords.Say(state, CultureInfo.CurrentUICulture);
        return new(kind, words, NextChange(entry, state, utcNow));
    }

    /// <summary>The closure under way, or the one on which the next opening falls.</summary>
    private static Closure? ClosureOf(DirectoryEntry entry, OpeningState? state, DateOnly today)
    {
        var next = state is { State: HoursState.Closed, OpensAt: { } opening } ? DateOnly.FromDateTime(opening) : today;
        return entry.Place.Closures.Find(c => c.From <= today && today <= c.To)
            ?? entry.Place.Closures.Find(c => c.From <= next && next <= c.To);
    }

    private static DateTime? StartOfNextClosure(DirectoryEntry entry, DateOnly today) =>
        entry.Place.Closures.Where(closure => closure.From > today).Min(closure => (DateOnly?)closure.From) is { } day
            ? entry.HoursContext.ToUtc(day.ToDateTime(TimeOnly.MinValue))
            : null;

    /// <summary>The last half hour is counted down, so its words change every minute; « demain » changes at midnight.</summary>
    private static DateTime? NextChange(DirectoryEntry entry, OpeningState state, DateTime utcNow)
    {
        if (state.ChangesAtUtc is not { } change)
        {
            return null;
        }

        if (state.State == HoursState.Open)
        {
            return change - utcNow > Soon ? change - Soon : utcNow.AddMinutes(1);
        }

        var midnight = entry.HoursContext.ToUtc(state.Now.Date.AddDays(1));
        return change < midnight ? change : midnight;
    }
}

/// <summary>A state already worked out, true from an instant (UTC) until it changes.</summary>
internal sealed record KeptState(DateTime From, PlaceState State);

/// <summary>The four states of a place; the only coloured chip of a card.</summary>
public enum PlaceStateKind
{
    Open,
    ClosesSoon,
    Closed,

    /// <summary>No hours, or hours that only a person can read.</summary>
    ToConfirm,
}

using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Moves a session of a workshop to another day or hour, alone or with those that follow (déplacer une séance). Nobody and
/// nothing is in two places afterwards; everybody registered is told, and reminded anew.
/// </summary>
public sealed class MoveSessions(
    MaillageDb db,
    WriteTurn turn,
    OffersInHand offersInHand,
    TellChange tellChange,
    TimeProvider time
)
{
    /// <summary>Moves them all, or none.</summary>
    /// <param name="day">Of the session, in Paris.</param>
    /// <param name="to">Its new day; those that follow move by as many days.</param>
    /// <param name="at">The new hour of all.</param>
    /// <param name="withFollowing">False for that session alone.</param>
    /// <returns>How many were moved, and who or what is not free where none was.</returns>
    public async Task<OpeningAnswer> Run(
        Offer offer,
        Guid openingId,
        DateOnly day,
        DateOnly to,
        TimeOnly at,
        bool withFollowing,
        CancellationToken cancellation
    )
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var needs = await db
            .OpeningResources.Where(r => r.OpeningId == openingId)
            .Select(r => r.ResourceId)
            .ToListAsync(cancellation);
        await HeldRows.Resources(db, needs, cancellation);
        var moves = await Moves(openingId, day, to, at, withFollowing, cancellation);
        var conflicts = moves.Count == 0 ? [] : await Conflicts(offer, openingId, moves, needs, cancellation);
        if (moves.Count == 0 || conflicts.Count > 0)
        {
            return new OpeningAnswer(0, conflicts);
        }

        var ids = moves.ConvertAll(move => move.Slot.Id);
        foreach (var (slot, startsAt) in moves)
        {
            var former = slot.StartsAt;
            (slot.EndsAt, slot.StartsAt) = (startsAt + (slot.EndsAt - former), startsAt);
            slot.RemindAt = DateTime.UnixEpoch;
            await db
                .Occupations.Where(o => o.SlotId == slot.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(o => o.StartsAt, startsAt)
                            .SetProperty(o => o.EndsAt, slot.EndsAt.AddMinutes(offer.Buffer)),
                    cancellation
                );
            await tellChange.Hour(offer, slot, former, cancellation);
        }

        // What was said of the former hour counts no more.
        await db
            .Reminders.Where(r => db.Bookings.Any(b => b.Id == r.BookingId && ids.Contains(b.SlotId)))
            .ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new OpeningAnswer(moves.Count, []);
    }

    /// <summary>Those to move, held, with their new hours, UTC; none where one of the hours is past or does not exist.</summary>
    private async Task<List<(Slot Slot, DateTime StartsAt)>> Moves(
        Guid openingId,
        DateOnly day,
        DateOnly to,
        TimeOnly at,
        bool withFollowing,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (from, until) = (ParisTime.StartOf(day), ParisTime.StartOf(day.AddDays(1)));
        var ids = await db
            .Slots.Where(s => s.OpeningId == openingId && s.CancelledAt == null && s.StartsAt > now)
            .Where(s => s.StartsAt >= from && (withFollowing || s.StartsAt < until))
            .OrderBy(s => s.Id)
            .Select(s => s.Id)
            .ToListAsync(cancellation);
        var moves = new List<(Slot, DateTime)>();
        foreach (var id in ids)
        {
            var slot = (await HeldRows.Slot(db, id, cancellation))!;
            var moved = ParisTime.DayAt(slot.StartsAt).AddDays(to.DayNumber - day.DayNumber);
            if (ParisTime.InstantOf(moved, at) is not { } startsAt || startsAt <= now)
            {
                return [];
            }

            if (startsAt != slot.StartsAt)
            {
                moves.Add((slot, startsAt));
            }
        }

        return moves;
    }

    private async Task<List<string>> Conflicts(
        Offer offer,
        Guid openingId,
        List<(Slot Slot, DateTime StartsAt)> moves,
        List<Guid> needs,
        CancellationToken cancellation
    )
    {
        var ids = moves.ConvertAll(move => move.Slot.Id);
        var starts = moves.ConvertAll(move => move.StartsAt);
        // Cancelled sessions keep their hours.
        var same = await db
            .Slots.Where(s => s.OpeningId == openingId && !ids.Contains(s.Id) && starts.Contains(s.StartsAt))
            .Select(s => s.StartsAt)
            .ToListAsync(cancellation);
        var conflicts = same.ConvertAll(startsAt =>
            $"Cette plage a déjà une séance, ou une séance annulée, le {DeskWords.Moment(startsAt)}"
        );
        // Those that move together must not meet each other either.
        var ordered = moves.OrderBy(move => move.StartsAt).ToList();
        conflicts.AddRange(
            ordered
                .Zip(ordered.Skip(1))
                .Where(pair => pair.Second.StartsAt < pair.First.StartsAt + LengthOf(pair.First.Slot, offer))
                .Select(pair =>
                    $"Deux séances de cette plage se suivraient de trop près le {DeskWords.Moment(pair.Second.StartsAt)}"
                )
        );
        var taken = new List<(DateTime StartsAt, Guid ResourceId)>();
        foreach (var (slot, startsAt) in moves)
        {
            var endsAt = startsAt + LengthOf(slot, offer);
            var busy = await FindSlots.Busy(db, needs, startsAt, endsAt, cancellation, but: ids);
            taken.AddRange(busy.Select(span => (startsAt, span.ResourceId)).Distinct());
        }

        var names = await offersInHand.Names([.. taken.Select(t => t.ResourceId)], cancellation);
        conflicts.AddRange(
            taken.Select(t => $"{names[t.ResourceId]} n’est pas libre le {DeskWords.Moment(t.StartsAt)}")
        );
        return [.. conflicts.Take(AddOpening.MostConflicts)];
    }

    /// <summary>With the minutes kept free afterwards.</summary>
    private static TimeSpan LengthOf(Slot slot, Offer offer) =>
        slot.EndsAt - slot.StartsAt + TimeSpan.FromMinutes(offer.Buffer);
}

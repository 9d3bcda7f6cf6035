using Maillage.Data;
using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Follows the messages that offer a freed seat (suivre une proposition): the time to answer runs once the message has gone,
/// and whoever it does not reach is called.
/// </summary>
public sealed class FollowOffers(MaillageDb db, WriteTurn turn, TimeProvider time)
{
    private static readonly MessageState[] Gone = [MessageState.Sent, MessageState.Delivered];

    private static readonly MessageState[] Lost = [MessageState.FailedForGood, MessageState.Stopped, MessageState.Held];

    /// <summary>Counts the time of those whose message has ended, or has not gone in all the time there was.</summary>
    /// <returns>How many offers.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await (
            from booking in db.Bookings
            join message in db.Messages on booking.OfferMessageId equals (Guid?)message.Id
            where
                booking.State == BookingState.Offered
                && (Gone.Contains(message.State) || Lost.Contains(message.State) || booking.OfferedUntil <= now)
            select new
            {
                booking.Id,
                booking.SlotId,
                message.State,
                message.EndedAt,
            }
        ).ToListAsync(cancellation);
        foreach (var row in found)
        {
            var hasGone = Gone.Contains(row.State);
            await Settle(row.Id, row.SlotId, hasGone ? row.EndedAt ?? now : now, hasGone, cancellation);
            db.ChangeTracker.Clear();
        }

        return found.Count;
    }

    private async Task Settle(Guid bookingId, Guid slotId, DateTime from, bool hasGone, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var slot = (await HeldRows.Slot(db, slotId, cancellation))!;
        var booking = await db.Bookings.SingleAsync(b => b.Id == bookingId, cancellation);
        if (booking.State != BookingState.Offered || booking.OfferMessageId is null)
        {
            return;
        }

        booking.OfferMessageId = null;
        // Never less than the message says.
        var until = OfferSeats.Until(from, slot.StartsAt);
        booking.OfferedUntil = until > booking.OfferedUntil ? until : booking.OfferedUntil;
        booking.ToCall = hasGone ? null : CallReason.NotDelivered;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}

using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>Gives a booking back (annuler): its seats are free at once, for the first who waits.</summary>
public sealed class CancelBooking(
    MaillageDb db,
    WriteTurn turn,
    OfferSeats offerSeats,
    BookingMessages messages,
    TimeProvider time
)
{
    /// <summary>Cancels it and offers its seats.</summary>
    /// <returns>False when it is over, or was cancelled already.</returns>
    public Task<bool> Run(Guid bookingId, CancelledBy by, CancellationToken cancellation) =>
        Run(bookingId, by, only: null, cancellation);

    /// <summary>The same for a booking that must still be as it was seen.</summary>
    internal async Task<bool> Run(Guid bookingId, CancelledBy by, BookingState? only, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await Within(bookingId, by, isTold: true, cancellation, only))
        {
            return false;
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The same in a transaction of the caller’s.</summary>
    /// <param name="isTold">False when the person is told otherwise.</param>
    /// <param name="only">The state in which it must be once held; null for any that can be cancelled.</param>
    internal async Task<bool> Within(
        Guid bookingId,
        CancelledBy by,
        bool isTold,
        CancellationToken cancellation,
        BookingState? only = null
    )
    {
        var slotId = await db
            .Bookings.Where(b => b.Id == bookingId)
            .Select(b => (Guid?)b.SlotId)
            .SingleOrDefaultAsync(cancellation);
        if (slotId is not { } id || await HeldRows.Slot(db, id, cancellation) is not { } slot)
        {
            return false;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var booking = await db.Bookings.SingleAsync(b => b.Id == bookingId, cancellation);
        if (
            booking.State is not (BookingState.Confirmed or BookingState.Waiting or BookingState.Offered)
            || (only is not null && booking.State != only)
            || slot.StartsAt <= now
        )
        {
            return false;
        }

        slot.Taken -= booking.HoldsSeats ? booking.Seats : 0;
        (booking.State, booking.CancelledBy, booking.ClosedAt, booking.OfferedUntil) = (
            BookingState.Cancelled,
            by,
            now,
            null
        );
        var offer = await db.Offers.SingleAsync(o => o.Id == slot.OfferId, cancellation);
        if (!offer.HasSessions)
        {
            await db.Occupations.Where(o => o.SlotId == slot.Id).ExecuteDeleteAsync(cancellation);
        }

        if (isTold)
        {
            messages.Cancelled(offer, slot, booking);
        }

        await offerSeats.Run(offer, slot, cancellation);
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}

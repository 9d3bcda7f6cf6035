using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>Takes or leaves a freed seat that is kept for somebody (répondre à une proposition).</summary>
public sealed class AnswerOffer(
    MaillageDb db,
    WriteTurn turn,
    CancelBooking cancelBooking,
    BookingMessages messages,
    TimeProvider time
)
{
    /// <summary>Confirms the booking, or cancels it for the next who waits.</summary>
    /// <returns>False when no seat is kept any more.</returns>
    public async Task<bool> Run(Guid bookingId, bool accepts, CancellationToken cancellation)
    {
        if (!accepts)
        {
            return await cancelBooking.Run(bookingId, CancelledBy.Person, only: BookingState.Offered, cancellation);
        }

        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
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
        if (booking.State != BookingState.Offered || booking.OfferedUntil <= now || slot.StartsAt <= now)
        {
            return false;
        }

        (booking.State, booking.OfferedUntil, booking.ConfirmedAt) = (BookingState.Confirmed, null, now);
        (booking.OfferMessageId, booking.ToCall) = (null, null);
        var offer = await db.Offers.SingleAsync(o => o.Id == slot.OfferId, cancellation);
        messages.Booked(offer, slot, booking, access: null);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}

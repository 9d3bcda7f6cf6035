using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Tells everybody who has a booking to come that its hour or its place has changed (prévenir d’un changement), at once;
/// whom no message reaches is called. Adds to the context and saves nothing.
/// </summary>
public sealed class TellChange(MaillageDb db, BookingMessages messages, TimeProvider time)
{
    private static readonly BookingState[] Alive = [BookingState.Waiting, BookingState.Offered, BookingState.Confirmed];

    /// <summary>Tells those of a slot, held by the caller, the hour that it has now.</summary>
    /// <param name="former">UTC.</param>
    public async Task Hour(Offer offer, Slot slot, DateTime former, CancellationToken cancellation)
    {
        var bookings = await db
            .Bookings.Where(b => b.SlotId == slot.Id && Alive.Contains(b.State))
            .ToListAsync(cancellation);
        foreach (var booking in bookings)
        {
            // A seat is kept until the hour at most.
            booking.OfferedUntil = booking.OfferedUntil > slot.StartsAt ? slot.StartsAt : booking.OfferedUntil;
            Note(booking, messages.Moved(offer, slot, booking, former), CallReason.Hour);
        }
    }

    /// <summary>Tells those of all slots to come where it is now.</summary>
    public async Task Place(Offer offer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where slot.OfferId == offer.Id && slot.StartsAt > now && Alive.Contains(booking.State)
            select new { booking, slot }
        ).ToListAsync(cancellation);
        foreach (var row in found)
        {
            Note(row.booking, messages.OtherPlace(offer, row.slot, row.booking), CallReason.Place);
        }
    }

    /// <summary>Whom a message did not reach is called, whatever is written since.</summary>
    private static void Note(Booking booking, bool isWritten, CallReason why)
    {
        if (booking.ToCall != CallReason.NotDelivered)
        {
            booking.ToCall = isWritten ? null : why;
        }
    }
}

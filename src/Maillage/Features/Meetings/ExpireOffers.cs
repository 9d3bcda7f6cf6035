using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>Takes back the seats that were offered and that nobody answered for in time; the next who waits gets them.</summary>
public sealed class ExpireOffers(MaillageDb db, WriteTurn turn, OfferSeats offerSeats, TimeProvider time)
{
    /// <summary>Takes back what is due.</summary>
    /// <returns>How many bookings lost their seats.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var slots = await db
            .Bookings.Where(b => b.State == BookingState.Offered && b.OfferedUntil <= now && b.OfferMessageId == null)
            .Select(b => b.SlotId)
            .Distinct()
            .ToListAsync(cancellation);
        var count = 0;
        foreach (var id in slots)
        {
            count += await TakeBack(id, now, cancellation);
            db.ChangeTracker.Clear();
        }

        return count;
    }

    private async Task<int> TakeBack(Guid slotId, DateTime now, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var slot = (await HeldRows.Slot(db, slotId, cancellation))!;
        var late = await db
            .Bookings.Where(b =>
                b.SlotId == slotId
                && b.State == BookingState.Offered
                && b.OfferedUntil <= now
                && b.OfferMessageId == null
            )
            .ToListAsync(cancellation);
        foreach (var booking in late)
        {
            slot.Taken -= booking.Seats;
            (booking.State, booking.ClosedAt, booking.OfferedUntil) = (BookingState.Cancelled, now, null);
        }

        var offer = await db.Offers.SingleAsync(o => o.Id == slot.OfferId, cancellation);
        await offerSeats.Run(offer, slot, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return late.Count;
    }
}

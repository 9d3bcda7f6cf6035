using System.Linq.Expressions;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Public;

/// <summary>A booking with its time and what it is for.</summary>
/// <param name="Part">What its part of an event is called; null for the others.</param>
public sealed record MyBooking(Booking Booking, Slot Slot, Offer Offer, string? Part)
{
    /// <summary>True while it may still be changed.</summary>
    public bool IsToCome(DateTime now) =>
        Booking.State is BookingState.Confirmed or BookingState.Waiting or BookingState.Offered
        && Slot.StartsAt > now
        && Slot.CancelledAt is null;

    internal static async Task<MyBooking?> Find(
        MaillageDb db,
        Expression<Func<Booking, bool>> which,
        CancellationToken cancellation
    ) => (await List(db, which, cancellation)).SingleOrDefault();

    /// <summary>In order of time.</summary>
    internal static async Task<IReadOnlyList<MyBooking>> List(
        MaillageDb db,
        Expression<Func<Booking, bool>> which,
        CancellationToken cancellation
    )
    {
        var found = await (
            from booking in db.Bookings.AsNoTracking().Where(which)
            join slot in db.Slots on booking.SlotId equals slot.Id
            join offer in db.Offers on slot.OfferId equals offer.Id
            join opening in db.Openings on slot.OpeningId equals opening.Id
            orderby slot.StartsAt
            select new
            {
                booking,
                slot,
                offer,
                opening.Title,
            }
        ).ToListAsync(cancellation);
        return [.. found.Select(row => new MyBooking(row.booking, row.slot, row.offer, row.Title))];
    }
}

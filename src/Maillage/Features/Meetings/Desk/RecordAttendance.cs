using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Notes who came (présences), from the hour on; noted wrongly, it is noted again.</summary>
public sealed class RecordAttendance(MaillageDb db, WriteTurn turn, TimeProvider time)
{
    /// <summary>Leaves alone what has not begun and who was not expected.</summary>
    /// <param name="organisations">Those for which the person helps: others’ bookings are left alone.</param>
    /// <returns>How many were noted or corrected.</returns>
    public async Task<int> Run(
        IReadOnlyDictionary<Guid, BookingState> said,
        IReadOnlyCollection<Guid> organisations,
        CancellationToken cancellation
    )
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (ids, own, now) = (said.Keys.ToList(), organisations.ToList(), time.GetUtcNow().UtcDateTime);
        var slots = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            join offer in db.Offers on slot.OfferId equals offer.Id
            where ids.Contains(booking.Id) && own.Contains(offer.OrganisationId) && slot.StartsAt <= now
            select slot.Id
        )
            .Distinct()
            .ToListAsync(cancellation);
        var noted = 0;
        foreach (var id in slots.Order())
        {
            var slot = (await CancelBooking.Hold(db, id, cancellation))!;
            var bookings = await db.Bookings.Where(b => b.SlotId == id && ids.Contains(b.Id)).ToListAsync(cancellation);
            foreach (var booking in bookings.Where(b => IsNoted(b.State) && b.State != said[b.Id]))
            {
                var before = booking.HoldsSeats;
                booking.State = said[booking.Id];
                slot.Taken += booking.Seats * ((booking.HoldsSeats ? 1 : 0) - (before ? 1 : 0));
                noted++;
            }
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return noted;
    }

    /// <summary>True for who was expected, whatever was noted before.</summary>
    private static bool IsNoted(BookingState state) =>
        state is BookingState.Confirmed or BookingState.Attended or BookingState.Absent or BookingState.Excused;
}

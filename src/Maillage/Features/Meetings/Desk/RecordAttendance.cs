using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Notes who came (présences), from the hour on, or an hour before for sessions, where people are let in; noted wrongly, it
/// is noted again.
/// </summary>
public sealed class RecordAttendance(MaillageDb db, WriteTurn turn, TimeProvider time)
{
    /// <summary>How long before a session people are let in.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromHours(1);

    /// <summary>Leaves alone what has not begun, who was not expected, and what others noted since it was seen.</summary>
    /// <param name="seen">What was shown of each.</param>
    /// <param name="organisations">Those for which the person helps: others’ bookings are left alone.</param>
    /// <returns>True when something else had been noted meanwhile.</returns>
    public async Task<bool> Run(
        IReadOnlyDictionary<Guid, BookingState> said,
        IReadOnlyDictionary<Guid, BookingState> seen,
        IReadOnlyCollection<Guid> organisations,
        CancellationToken cancellation
    )
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (ids, own, now) = (said.Keys.ToList(), organisations.ToList(), time.GetUtcNow().UtcDateTime);
        var early = now + Early;
        var slots = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            join offer in db.Offers on slot.OfferId equals offer.Id
            where ids.Contains(booking.Id) && own.Contains(offer.OrganisationId)
            where slot.StartsAt <= now || (Offer.KindsWithSessions.Contains(offer.Kind) && slot.StartsAt <= early)
            select slot.Id
        )
            .Distinct()
            .ToListAsync(cancellation);
        var hasLeft = false;
        foreach (var id in slots.Order())
        {
            var slot = (await HeldRows.Slot(db, id, cancellation))!;
            var bookings = await db.Bookings.Where(b => b.SlotId == id && ids.Contains(b.Id)).ToListAsync(cancellation);
            foreach (var booking in bookings.Where(b => IsNoted(b.State) && b.State != said[b.Id]))
            {
                if (booking.State != seen[booking.Id])
                {
                    hasLeft = true;
                    continue;
                }

                var before = booking.HoldsSeats;
                booking.State = said[booking.Id];
                slot.Taken += booking.Seats * ((booking.HoldsSeats ? 1 : 0) - (before ? 1 : 0));
            }
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return hasLeft;
    }

    /// <summary>True for who was expected, whatever was noted before.</summary>
    private static bool IsNoted(BookingState state) =>
        state is BookingState.Confirmed or BookingState.Attended or BookingState.Absent or BookingState.Excused;
}

using Maillage.Data;
using Maillage.Features.Inhabitants;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Public;

/// <summary>Who erases their access comes no more: what is to come is given back, what is past loses their name.</summary>
internal sealed class EraseBookings(MaillageDb db, CancelBooking cancelBooking) : IInhabitantRecords
{
    public async Task Erase(IReadOnlyCollection<InhabitantAccess> accesses, CancellationToken cancellation)
    {
        var ids = accesses.Select(access => (Guid?)access.Id).ToList();
        var found = await db.Bookings.Where(b => ids.Contains(b.AccessId)).Select(b => b.Id).ToListAsync(cancellation);
        foreach (var id in found)
        {
            // False for what is over or cancelled already.
            await cancelBooking.Run(id, CancelledBy.Person, cancellation);
        }

        var mine = await db.Bookings.Where(b => ids.Contains(b.AccessId)).ToListAsync(cancellation);
        mine.ForEach(booking => booking.Erase());
        await db.SaveChangesAsync(cancellation);
    }
}

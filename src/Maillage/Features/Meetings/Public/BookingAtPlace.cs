using Maillage.Data;
using Maillage.Features.Places;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Public;

/// <summary>Where one books at a place: its only offer, or the list of them.</summary>
internal sealed class BookingAtPlace(Lazy<MaillageDb> db) : IPlaceBooking
{
    public async Task<string?> AddressFor(Place place, CancellationToken cancellation)
    {
        var slugs = await db
            .Value.Offers.Where(o => o.PlaceId == place.Id && o.MayBook == MayBook.Anyone && o.ClosedAt == null)
            .OrderBy(o => o.Slug)
            .Select(o => o.Slug)
            .Take(2)
            .ToListAsync(cancellation);
        return slugs switch
        {
            [] => null,
            [var only] => MeetingUrls.Offer(only),
            _ => MeetingUrls.At(place.Slug),
        };
    }
}

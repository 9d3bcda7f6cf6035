using Maillage.Data;
using Maillage.Features.Meetings.PublicCalendar;
using Maillage.Features.Places;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Public;

/// <summary>Where one books at a place, its only offer or the list of them, and what one may come to.</summary>
internal sealed class BookingAtPlace(Lazy<MaillageDb> db, Lazy<FindHappenings> findHappenings, MeetingWords words)
    : IPlaceBooking
{
    private const int MostDates = 4;

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

    public async Task<IReadOnlyList<PlaceDate>> NextAt(Place place, CancellationToken cancellation)
    {
        var found = await findHappenings.Value.At(place.Id, MostDates, cancellation);
        return
        [
            .. found.Select(one => new PlaceDate(
                one.Title,
                CalendarUrls.Details(one.Offer.Slug),
                words.Day(one.Slot.StartsAt),
                words.Hours(ParisTime.At(one.Slot.StartsAt), ParisTime.At(one.Slot.EndsAt)),
                words.Entry(one.Offer, one.Slot)
            )),
        ];
    }
}

using Maillage.Data;
using Maillage.Features.Meetings.Public;
using Maillage.Features.Places.Search;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>
/// Finds what happens in the network (agenda): drop-ins, workshops and events that are open to the public. The number of
/// queries does not grow with what is found.
/// </summary>
public sealed class FindHappenings(MaillageDb db, PublicOffers publicOffers, TimeProvider time)
{
    /// <summary>Dates that may be passed over, page by page, and those of one file: a year of a large network.</summary>
    public const int Furthest = 5000;

    private const int MostOfOne = 100;
    private const int MostPast = 10;
    private const int MetresOfKm = 1000;

    private IQueryable<Offer> Public =>
        db
            .Offers.AsNoTracking()
            .Where(o =>
                Offer.KindsWithSessions.Contains(o.Kind) && (o.MayBook == MayBook.Anyone || o.MayBook == MayBook.Nobody)
            );

    /// <summary>In order of time, those that are going on included.</summary>
    /// <param name="until">UTC, left out; null for no end.</param>
    public async Task<IReadOnlyList<Happening>> Run(
        CalendarQuery asked,
        DateTime? until,
        int skip,
        int most,
        CancellationToken cancellation
    )
    {
        var offers = await Public.Where(o => o.ClosedAt == null).ToListAsync(cancellation);
        var found = Near(asked, offers).ToDictionary(pair => pair.Shown.Offer.Id);
        var ids = found.Keys.ToList();
        var now = time.GetUtcNow().UtcDateTime;
        var first = asked.From is { } day && ParisTime.StartOf(day) is var start && start > now ? start : now;
        var rows = await (
            from slot in db.Slots.AsNoTracking()
            join opening in db.Openings on slot.OpeningId equals opening.Id
            where ids.Contains(slot.OfferId) && slot.CancelledAt == null && slot.EndsAt > first
            where until == null || slot.StartsAt < until
            orderby slot.StartsAt, slot.Id
            select new { slot, opening.Title }
        )
            .Skip(skip)
            .Take(most)
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(row =>
            {
                var (shown, metres) = found[row.slot.OfferId];
                return new Happening(shown, row.slot, row.Title, metres);
            }),
        ];
    }

    /// <summary>The next dates at one place, in order.</summary>
    public async Task<IReadOnlyList<Happening>> At(Guid placeId, int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await (
            from offer in Public
            where offer.PlaceId == placeId && offer.ClosedAt == null
            join slot in db.Slots on offer.Id equals slot.OfferId
            where slot.CancelledAt == null && slot.EndsAt > now
            join opening in db.Openings on slot.OpeningId equals opening.Id
            orderby slot.StartsAt, slot.Id
            select new
            {
                offer,
                slot,
                opening.Title,
            }
        )
            .Take(most)
            .ToListAsync(cancellation);
        return [.. rows.Select(row => new Happening(publicOffers.Show(row.offer), row.slot, row.Title, null))];
    }

    /// <summary>What is over and left something to read or to watch, the latest first.</summary>
    public async Task<IReadOnlyList<ArchivedOffer>> Past(int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await Public
            .Select(o => new
            {
                Offer = o,
                Documents = db.OfferDocuments.Count(d => d.OfferId == o.Id),
                Last = db
                    .Slots.Where(s => s.OfferId == o.Id && s.CancelledAt == null && s.EndsAt <= now)
                    .Max(s => (DateTime?)s.StartsAt),
            })
            .Where(row => row.Documents > 0 && row.Last != null)
            .OrderByDescending(row => row.Last)
            .ThenBy(row => row.Offer.Id)
            .Take(most)
            .ToListAsync(cancellation);
        return [.. rows.Select(row => new ArchivedOffer(row.Offer, row.Last!.Value, row.Documents))];
    }

    /// <summary>One offer and all its dates; null when there is none, or it is over and left nothing.</summary>
    public async Task<CalendarOffer?> Find(string slug, CancellationToken cancellation)
    {
        if (await Public.SingleOrDefaultAsync(o => o.Slug == slug, cancellation) is not { } offer)
        {
            return null;
        }

        var (shown, now) = (publicOffers.Show(offer), time.GetUtcNow().UtcDateTime);
        var sessions =
            from slot in db.Slots.AsNoTracking()
            join opening in db.Openings on slot.OpeningId equals opening.Id
            where slot.OfferId == offer.Id && slot.CancelledAt == null
            select new { slot, opening.Title };
        var toCome =
            offer.ClosedAt is null && shown.IsSomewhere
                ? await sessions
                    .Where(row => row.slot.EndsAt > now)
                    .OrderBy(row => row.slot.StartsAt)
                    .ThenBy(row => row.slot.Id)
                    .Take(MostOfOne)
                    .ToListAsync(cancellation)
                : [];
        var past = await sessions
            .Where(row => row.slot.EndsAt <= now)
            .OrderByDescending(row => row.slot.StartsAt)
            .ThenBy(row => row.slot.Id)
            .Take(MostPast)
            .ToListAsync(cancellation);
        var documents = await db
            .OfferDocuments.AsNoTracking()
            .Where(d => d.OfferId == offer.Id)
            .OrderBy(d => d.AddedAt)
            .ThenBy(d => d.Id)
            .ToListAsync(cancellation);
        return (offer.ClosedAt is not null || !shown.IsSomewhere) && past.Count == 0
            ? null
            : new CalendarOffer(
                shown,
                [.. toCome.Select(row => new Happening(shown, row.slot, row.Title, null))],
                [.. past.Select(row => new Happening(shown, row.slot, row.Title, null))],
                documents
            );
    }

    private IEnumerable<(ShownOffer Shown, double? Metres)> Near(CalendarQuery asked, IEnumerable<Offer> offers) =>
        from offer in offers
        where asked.Kind is null || offer.Kind == asked.Kind
        where asked.Need is null || offer.Needs.Contains(asked.Need.Code)
        // What is made for nobody in particular is made for them too.
        where asked.Audience is null || offer.Audiences.Count == 0 || offer.Audiences.Contains(asked.Audience.Label)
        let shown = publicOffers.Show(offer)
        where shown.IsSomewhere
        let metres = MetresTo(asked, shown)
        where asked.Commune is null || asked.Radius is null || metres <= asked.Radius * MetresOfKm
        select (shown, metres);

    private static double? MetresTo(CalendarQuery asked, ShownOffer shown) =>
        asked.Commune is { } commune && shown.Position is { } position
            ? position.MetresTo(new GeoPoint(commune.Latitude, commune.Longitude))
            : null;
}

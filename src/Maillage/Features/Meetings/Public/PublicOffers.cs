using Maillage.Data;
using Maillage.Features.Places.Search;
using Maillage.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Public;

/// <summary>The offers that the public books alone, with where they take place.</summary>
public sealed class PublicOffers(MaillageDb db, PlaceDirectory directory, IOptions<SiteSettings> site)
{
    private IQueryable<Offer> Open =>
        db.Offers.AsNoTracking().Where(o => o.MayBook == MayBook.Anyone && o.ClosedAt == null);

    public async Task<ShownOffer?> Find(string slug, CancellationToken cancellation) =>
        await Open.SingleOrDefaultAsync(o => o.Slug == slug, cancellation) is { } offer
        && Show(offer) is { IsSomewhere: true } shown
            ? shown
            : null;

    /// <summary>All of them, in an order that does not change.</summary>
    /// <param name="placeId">One place alone; null for all.</param>
    public async Task<IReadOnlyList<ShownOffer>> All(Guid? placeId, CancellationToken cancellation)
    {
        var offers = await Open.Where(o => placeId == null || o.PlaceId == placeId)
            .OrderBy(o => o.Slug)
            .ToListAsync(cancellation);
        return [.. offers.Select(Show).Where(shown => shown.IsSomewhere)];
    }

    public ShownOffer Show(Offer offer)
    {
        var entry = offer.PlaceId is { } id ? directory.Current.FindById(id) : null;
        var phone = site.Value.Phone;
        return new ShownOffer(offer, entry, entry?.Place.Phone ?? (phone.Length == 0 ? null : "+33" + phone[1..]));
    }
}

/// <summary>An offer as the public sees it.</summary>
/// <param name="Entry">Null for what happens on the telephone, and where the place is no longer in the directory.</param>
/// <param name="Phone">Of the place, or of the help line.</param>
public sealed record ShownOffer(Offer Offer, DirectoryEntry? Entry, string? Phone)
{
    /// <summary>False where its place has left the directory: nobody is sent to a closed door.</summary>
    public bool IsSomewhere => Offer.PlaceId is null || Entry is not null;

    public string? Town => Entry?.Commune?.Name ?? Entry?.Place.CommuneName;

    /// <summary>« 4 rue des Lices, 49000 Angers ».</summary>
    public string? Address =>
        Entry is null
            ? null
            : string.Join(
                ", ",
                new[] { Entry.Place.Address, $"{Entry.Place.PostalCode} {Town}".Trim() }.Where(part =>
                    !string.IsNullOrEmpty(part)
                )
            );
}

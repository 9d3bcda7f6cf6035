using Maillage.Data;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Public;

/// <summary>The offers that the public books alone, with where they take place.</summary>
public sealed class PublicOffers(MaillageDb db, PlaceDirectory directory, TerritoryMap map, IOptions<SiteSettings> site)
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
        return new ShownOffer(
            offer,
            entry,
            entry?.Commune ?? map.CommuneByInsee(offer.Insee),
            entry?.Place.Phone ?? (phone.Length == 0 ? null : "+33" + phone[1..])
        );
    }
}

/// <summary>An offer as the public sees it.</summary>
/// <param name="Entry">Null for what is no place of the directory, or is none any more.</param>
/// <param name="Commune">Where the place is, or the address of its own.</param>
/// <param name="Phone">Of the place, or of the help line.</param>
public sealed record ShownOffer(Offer Offer, DirectoryEntry? Entry, Commune? Commune, string? Phone)
{
    /// <summary>False where its place has left the directory: nobody is sent to a closed door.</summary>
    public bool IsSomewhere => Offer.PlaceId is null || Entry is not null;

    public string? Town => Commune?.Name ?? Entry?.Place.CommuneName;

    /// <summary>What one looks for at the door: the name of the place, or the address of its own.</summary>
    public string? Door => Entry?.Place.Name ?? Offer.Address;

    public string? PostalCode => Entry?.Place.PostalCode ?? (Commune is { PostalCodes: [var code, ..] } ? code : null);

    /// <summary>« 4 rue des Lices, 49000 Angers »; without the door where it is the address.</summary>
    public string? Address =>
        Door is null
            ? null
            : string.Join(
                ", ",
                new[] { Entry?.Place.Address, $"{PostalCode} {Town}".Trim() }.Where(part => !string.IsNullOrEmpty(part))
            );

    /// <summary>Door and address in one line; null for what happens from a distance.</summary>
    public string? Where => Door is null ? null : $"{Door}, {Address}";

    /// <summary>Exact for a place, the middle of the commune for another address.</summary>
    public GeoPoint? Position =>
        Entry is not null ? Entry.Position
        : Commune is { } commune ? new GeoPoint(commune.Latitude, commune.Longitude)
        : null;
}

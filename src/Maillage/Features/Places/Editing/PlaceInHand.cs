using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Finds the place of a page of the desk, for those who look after it.</summary>
public sealed class PlaceInHand(MaillageDb db, TerritoryMap map)
{
    /// <summary>Null when there is no such place or it is not the person's to look after: to them it does not exist.</summary>
    public async Task<Place?> Find(string slug, Person person, CancellationToken cancellation)
    {
        var place = await db
            .Places.AsNoTracking()
            .Include(p => p.Organisation)
            .Include(p => p.Stops)
            .SingleOrDefaultAsync(p => p.Slug == slug && p.GoneAt == null, cancellation);
        return place is not null && person.MayEdit(place.OrganisationId, map.CommuneByInsee(place.Insee))
            ? place
            : null;
    }

    /// <summary>The places that the person looks after.</summary>
    public IQueryable<Place> Of(Person person)
    {
        var organisations = person.Memberships.Select(m => m.OrganisationId).Where(person.LooksAfterPlacesOf).ToList();
        var communes = person.CommunesCoordinated(map);
        var places = db.Places.AsNoTracking().Where(p => p.GoneAt == null);
        return communes is null
            ? places
            : places.Where(p =>
                (p.OrganisationId != null && organisations.Contains(p.OrganisationId.Value))
                || (p.Insee != null && communes.Contains(p.Insee))
            );
    }
}

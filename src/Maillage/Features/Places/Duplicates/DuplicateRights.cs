using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Whose duplicates somebody decides on: those of their territory, and those of which they manage both places.</summary>
internal static class DuplicateRights
{
    public static bool MayMerge(this Person person, Place place, TerritoryMap map) =>
        person.Coordinates(map.CommuneByInsee(place.Insee))
        || (place.OrganisationId is { } organisation && person.Manages().Contains(organisation));

    /// <summary>The places, merged ones and gone ones included, of which the person may decide.</summary>
    public static IQueryable<Place> PlacesToMerge(this MaillageDb db, Person person, TerritoryMap map)
    {
        var organisations = person.Manages();
        var places = db.Places.AsNoTracking();
        return person.CommunesCoordinated(map) is not { } communes
            ? places
            : places.Where(p =>
                (p.OrganisationId != null && organisations.Contains(p.OrganisationId.Value))
                || (p.Insee != null && communes.Contains(p.Insee))
            );
    }

    private static List<Guid> Manages(this Person person) =>
        [.. person.Memberships.Where(m => m.Role == OrganisationRole.Manager).Select(m => m.OrganisationId)];
}

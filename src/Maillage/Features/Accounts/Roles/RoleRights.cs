using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.Roles;

/// <summary>
/// Who gives and ends which role of the network, and where (droits sur les rôles): an administrator all of them; whoever
/// coordinates a département, the coordination of its EPCIs.
/// </summary>
public sealed class RoleRights(TerritoryMap map, IOptions<SiteSettings> site)
{
    /// <summary>The kinds that the person may give.</summary>
    public static IReadOnlyList<NetworkRoleKind> Kinds(Person person) =>
        person.IsAdministrator ? Enum.GetValues<NetworkRoleKind>()
        : person.GivesRoles ? [NetworkRoleKind.Coordinator]
        : [];

    /// <summary>Code and name of each territory on which the person may give a role, the widest first.</summary>
    public IReadOnlyList<(string Code, string Name)> Territories(Person person)
    {
        IEnumerable<string> departements = person.IsAdministrator
            ? [site.Value.Departement]
            : person.DepartementsCoordinated.Distinct(StringComparer.Ordinal);
        return
        [
            .. departements.SelectMany(code =>
                (person.IsAdministrator ? [(code, NameOf(code))] : Array.Empty<(string, string)>()).Concat(
                    map.EpcisOfDepartement(code).Select(epci => (epci.Code, epci.Name))
                )
            ),
        ];
    }

    /// <summary>True where the person may give this role there.</summary>
    public bool MayGive(Person person, NetworkRoleKind kind, string territory) =>
        Kinds(person).Contains(kind) && Territories(person).Any(t => t.Code == territory);

    /// <summary>True where the person may end this role; an administrator ends those of other territories too.</summary>
    public bool MayEnd(Person person, NetworkRoleKind kind, string territory) =>
        person.IsAdministrator || MayGive(person, kind, territory);

    /// <summary>True where the person sees who holds this role: those that they end, and the coordination of their own département.</summary>
    public bool MaySee(Person person, NetworkRoleKind kind, string territory) =>
        MayEnd(person, kind, territory)
        || (kind == NetworkRoleKind.Coordinator && person.DepartementsCoordinated.Contains(territory));

    /// <summary>« Maine-et-Loire », « CU Angers Loire Métropole »; the code of a territory that is no more.</summary>
    public string NameOf(string territory) =>
        map.DepartementByCode(territory)?.Name ?? map.EpciByCode(territory)?.Name ?? territory;
}

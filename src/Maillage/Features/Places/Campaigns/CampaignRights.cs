using Maillage.Features.Accounts;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Whose campaigns somebody sees: those of the territories that they coordinate in full.</summary>
internal static class CampaignRights
{
    public static bool MaySee(this Person person, Campaign campaign, TerritoryMap map) =>
        person.IsAdministrator
        || (
            campaign.Territories.Count > 0
            && campaign.Territories.TrueForAll(code => CommunesOf(map, code).All(person.Coordinates))
        );

    /// <summary>The territories of a coordinator, for a campaign of theirs; none for an administrator.</summary>
    public static List<string> Territories(this Person person) =>
        person.IsAdministrator
            ? []
            :
            [
                .. person
                    .NetworkRoles.Where(r => r.Kind == NetworkRoleKind.Coordinator)
                    .Select(r => r.Territory)
                    .Distinct(StringComparer.Ordinal),
            ];

    private static IEnumerable<Commune> CommunesOf(TerritoryMap map, string code) =>
        map.DepartementByCode(code) is not null ? map.CommunesOfDepartement(code) : map.CommunesOfEpci(code);
}

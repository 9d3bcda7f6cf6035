using Maillage.Features.Accounts;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Editing;

/// <summary>Who looks after a place: its organisation's managers and mediators, and those who coordinate its commune.</summary>
internal static class PlaceRights
{
    public static bool MayEdit(this Person person, Guid? organisationId, Commune? commune) =>
        (organisationId is { } organisation && person.LooksAfterPlacesOf(organisation)) || person.Coordinates(commune);

    /// <summary>The communes that the person coordinates, as INSEE codes; null for all of them.</summary>
    public static IReadOnlyList<string>? CommunesCoordinated(this Person person, TerritoryMap map) =>
        person.IsAdministrator
            ? null
            :
            [
                .. person
                    .NetworkRoles.Where(role => role.Kind == NetworkRoleKind.Coordinator)
                    .SelectMany(role => map.Communes.Where(role.Covers))
                    .Select(commune => commune.Insee)
                    .Distinct(StringComparer.Ordinal),
            ];
}

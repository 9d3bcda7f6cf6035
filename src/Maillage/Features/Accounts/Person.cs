using Maillage.Features.Territories;

namespace Maillage.Features.Accounts;

/// <summary>
/// Who is signed in, with the rights of this very day: read anew for each request, so that leaving ends them at once.
/// </summary>
public sealed record Person(
    Guid AccountId,
    Guid SessionId,
    string Name,
    string Email,
    IReadOnlyList<Membership> Memberships,
    IReadOnlyList<NetworkRole> NetworkRoles
)
{
    public bool IsAdministrator => NetworkRoles.Any(role => role.Kind == NetworkRoleKind.Administrator);

    /// <summary>True while the person belongs to an organisation or has a role: the network's fields are shown to them.</summary>
    public bool IsOfNetwork => Memberships.Count + NetworkRoles.Count > 0;

    public bool IsCoordinator => NetworkRoles.Any(role => role.Kind == NetworkRoleKind.Coordinator);

    /// <summary>The départements that the person coordinates, as codes.</summary>
    public IEnumerable<string> DepartementsCoordinated =>
        NetworkRoles
            .Where(role => role is { Kind: NetworkRoleKind.Coordinator, IsOfDepartement: true })
            .Select(r => r.Territory);

    /// <summary>True where the person gives and ends at least some roles of the network.</summary>
    public bool GivesRoles => IsAdministrator || DepartementsCoordinated.Any();

    /// <summary>True for an administrator, and for a coordinator whose territory holds the commune.</summary>
    public bool Coordinates(Commune? commune) =>
        IsAdministrator
        || (
            commune is not null
            && NetworkRoles.Any(role => role.Kind == NetworkRoleKind.Coordinator && role.Covers(commune))
        );

    /// <summary>True where the person sees the organisation and its team: their own, or any for the network's people.</summary>
    public bool MaySee(Guid organisationId) =>
        IsAdministrator || IsCoordinator || Memberships.Any(m => m.OrganisationId == organisationId);

    /// <summary>True where the person invites into the team and ends memberships.</summary>
    public bool MayInviteInto(Guid organisationId) =>
        IsAdministrator
        || IsCoordinator
        || Memberships.Any(m => m.OrganisationId == organisationId && m.Role == OrganisationRole.Manager);

    /// <summary>The organisations in which the person helps people: everybody but volunteers.</summary>
    public IReadOnlyCollection<Guid> HelpsFor =>
        [.. Memberships.Where(m => m.Role != OrganisationRole.Volunteer).Select(m => m.OrganisationId).Distinct()];

    /// <summary>True where the person looks after the organisation's places.</summary>
    public bool LooksAfterPlacesOf(Guid organisationId) =>
        Memberships.Any(m =>
            m.OrganisationId == organisationId && m.Role is (OrganisationRole.Manager or OrganisationRole.Mediator)
        );
}

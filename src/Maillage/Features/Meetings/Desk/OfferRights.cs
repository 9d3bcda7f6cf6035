using Maillage.Features.Accounts;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Who does what with offers: the organisation's managers and mediators change them, whoever helps reads them.</summary>
internal static class OfferRights
{
    public static bool MayChangeOffersOf(this Person person, Guid organisationId) =>
        person.LooksAfterPlacesOf(organisationId);

    /// <summary>True where the person says when a colleague is away.</summary>
    public static bool ManagesAgendasOf(this Person person, Guid organisationId) =>
        person.Memberships.Any(m => m.OrganisationId == organisationId && m.Role == OrganisationRole.Manager);
}

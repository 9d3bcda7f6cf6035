using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.Teams;

/// <summary>
/// Makes the link by which somebody joins an organisation or takes a role of the network, and sends it where e-mails leave
/// (inviter).
/// </summary>
public sealed class InvitePerson(
    MaillageDb db,
    Outbox outbox,
    MailChannel mail,
    IOptions<SiteSettings> site,
    TimeProvider time
)
{
    private static readonly EmailAddressAttribute Shape = new();

    /// <summary>
    /// True when the invitation leaves by e-mail. Then whoever makes it is not shown the link, which is for the owner of the
    /// address alone.
    /// </summary>
    public bool Sends(string email) => mail.IsOn && MessageAddress.Read(email.Trim()) is not null;

    /// <summary>Into an organisation.</summary>
    /// <param name="mission">A volunteer's, where it is known.</param>
    /// <returns>The secret of the link, shown once; null when the e-mail cannot be read.</returns>
    public Task<string?> IntoOrganisation(
        string email,
        Guid organisationId,
        OrganisationRole role,
        Guid invitedBy,
        Mission? mission,
        CancellationToken cancellation
    ) => Invite(email, invitedBy, cancellation, organisation: organisationId, role: role, mission: mission);

    /// <summary>Into a role of the network.</summary>
    /// <param name="territory">Code of a département or SIREN of an EPCI.</param>
    /// <param name="invitedBy">Null for the command line.</param>
    /// <returns>The secret of the link, shown once; null when the e-mail cannot be read.</returns>
    public Task<string?> IntoNetwork(
        string email,
        NetworkRoleKind role,
        string territory,
        Guid? invitedBy,
        CancellationToken cancellation
    ) => Invite(email, invitedBy, cancellation, networkRole: role, territory: territory);

    /// <summary>Not into anything: to choose another password.</summary>
    /// <param name="invitedBy">Null for the command line.</param>
    /// <returns>The secret of the link, shown once; null when nobody has this e-mail.</returns>
    public async Task<string?> ToNewPassword(string email, Guid? invitedBy, CancellationToken cancellation)
    {
        var normalised = email.Trim().ToUpperInvariant();
        return await db.Accounts.AnyAsync(a => a.NormalizedEmail == normalised, cancellation)
            ? await Invite(email, invitedBy, cancellation)
            : null;
    }

    private async Task<string?> Invite(
        string email,
        Guid? invitedBy,
        CancellationToken cancellation,
        Guid? organisation = null,
        OrganisationRole? role = null,
        NetworkRoleKind? networkRole = null,
        string? territory = null,
        Mission? mission = null
    )
    {
        if (!Shape.IsValid(email.Trim()) || email.Trim().Length > 254)
        {
            return null;
        }

        var secret = Secret.New();
        var now = time.GetUtcNow().UtcDateTime;
        var made = new Invitation
        {
            Id = Guid.CreateVersion7(),
            SecretHash = Secret.HashOf(secret),
            Email = email.Trim(),
            InvitedBy = invitedBy,
            OrganisationId = organisation,
            Role = role,
            NetworkRole = networkRole,
            Territory = territory,
            MissionFrom = mission?.From,
            MissionUntil = mission?.Until,
            ReferentId = mission?.ReferentId,
            CreatedAt = now,
            EndsAt = now + Invitation.Longest,
        };
        db.Invitations.Add(made);
        // A link to another password goes to whoever asked for it: an administrator gives it by another way.
        if (mail.IsOn && !made.IsNewPassword && MessageAddress.Read(made.Email) is { } to)
        {
            var link = new Uri(site.Value.PublicUrl + AccountUrls.Invitation(secret));
            outbox.Add(to, new AccountInvitation(link, ParisTime.DayAt(made.EndsAt)), made.OrganisationId);
        }

        await db.SaveChangesAsync(cancellation);
        return secret;
    }
}

/// <summary>A volunteer's or a civic service's (mission): first and last day, and who follows it; each may be unknown.</summary>
public sealed record Mission(DateOnly? From, DateOnly? Until, Guid? ReferentId);

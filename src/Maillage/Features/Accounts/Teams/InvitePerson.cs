using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Makes the link by which somebody joins an organisation or takes a role of the network (inviter).</summary>
public sealed class InvitePerson(MaillageDb db, TimeProvider time)
{
    private static readonly EmailAddressAttribute Shape = new();

    /// <summary>Into an organisation.</summary>
    /// <returns>The secret of the link, shown once; null when the e-mail cannot be read.</returns>
    public Task<string?> IntoOrganisation(
        string email,
        Guid organisationId,
        OrganisationRole role,
        Guid invitedBy,
        CancellationToken cancellation
    ) => Invite(email, invitedBy, cancellation, organisation: organisationId, role: role);

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
        string? territory = null
    )
    {
        if (!Shape.IsValid(email.Trim()) || email.Trim().Length > 254)
        {
            return null;
        }

        var secret = Secret.New();
        var now = time.GetUtcNow().UtcDateTime;
        db.Invitations.Add(
            new Invitation
            {
                Id = Guid.CreateVersion7(),
                SecretHash = Secret.HashOf(secret),
                Email = email.Trim(),
                InvitedBy = invitedBy,
                OrganisationId = organisation,
                Role = role,
                NetworkRole = networkRole,
                Territory = territory,
                CreatedAt = now,
                EndsAt = now + Invitation.Longest,
            }
        );
        await db.SaveChangesAsync(cancellation);
        return secret;
    }
}

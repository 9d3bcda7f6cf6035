using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Makes the link by which somebody joins an organisation or takes a role of the network (inviter).</summary>
public sealed class InvitePerson(MaillageDb db, TimeProvider time)
{
    private static readonly EmailAddressAttribute Shape = new();

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
    ) =>
        Invite(
            email,
            (secret, now) =>
                new Invitation
                {
                    Id = Guid.CreateVersion7(),
                    SecretHash = Secret.HashOf(secret),
                    Email = email.Trim(),
                    InvitedBy = invitedBy,
                    OrganisationId = organisationId,
                    Role = role,
                    MissionFrom = mission?.From,
                    MissionUntil = mission?.Until,
                    ReferentId = mission?.ReferentId,
                    CreatedAt = now,
                    EndsAt = now + Invitation.Longest,
                },
            cancellation
        );

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
    ) =>
        Invite(
            email,
            (secret, now) =>
                new Invitation
                {
                    Id = Guid.CreateVersion7(),
                    SecretHash = Secret.HashOf(secret),
                    Email = email.Trim(),
                    InvitedBy = invitedBy,
                    NetworkRole = role,
                    Territory = territory,
                    CreatedAt = now,
                    EndsAt = now + Invitation.Longest,
                },
            cancellation
        );

    /// <summary>Not into anything: to choose another password.</summary>
    /// <param name="invitedBy">Null for the command line.</param>
    /// <returns>The secret of the link, shown once; null when nobody has this e-mail.</returns>
    public async Task<string?> ToNewPassword(string email, Guid? invitedBy, CancellationToken cancellation)
    {
        var normalised = email.Trim().ToUpperInvariant();
        return await db.Accounts.AnyAsync(a => a.NormalizedEmail == normalised, cancellation)
            ? await Invite(
                email,
                (secret, now) =>
                    new Invitation
                    {
                        Id = Guid.CreateVersion7(),
                        SecretHash = Secret.HashOf(secret),
                        Email = email.Trim(),
                        InvitedBy = invitedBy,
                        CreatedAt = now,
                        EndsAt = now + Invitation.Longest,
                    },
                cancellation
            )
            : null;
    }

    private async Task<string?> Invite(
        string email,
        Func<string, DateTime, Invitation> invitation,
        CancellationToken cancellation
    )
    {
        if (!Shape.IsValid(email.Trim()) || email.Trim().Length > 254)
        {
            return null;
        }

        var secret = Secret.New();
        db.Invitations.Add(invitation(secret, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancellation);
        return secret;
    }
}

/// <summary>A volunteer's or a civic service's (mission): first and last day, and who follows it; each may be unknown.</summary>
public sealed record Mission(DateOnly? From, DateOnly? Until, Guid? ReferentId);

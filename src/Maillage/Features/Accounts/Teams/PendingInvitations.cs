using System.Linq.Expressions;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Links that nobody has used yet, for whoever may make them (invitations en attente).</summary>
public sealed class PendingInvitations(MaillageDb db, Journal journal, TimeProvider time)
{
    /// <summary>Those into an organisation, the last made first; reading them is journaled.</summary>
    public Task<IReadOnlyList<PendingInvitation>> IntoOrganisation(Guid organisation, CancellationToken cancellation) =>
        Read(i => i.OrganisationId == organisation, _ => true, cancellation);

    /// <summary>Those into roles of the network that a rule lets see, the last made first; reading them is journaled.</summary>
    /// <param name="maySee">By kind and territory (code of a département or SIREN of an EPCI).</param>
    public Task<IReadOnlyList<PendingInvitation>> IntoNetwork(
        Func<NetworkRoleKind, string, bool> maySee,
        CancellationToken cancellation
    ) => Read(i => i.NetworkRole != null, i => maySee(i.NetworkRole!.Value, i.Territory!), cancellation);

    /// <summary>Makes a link serve no more (annuler une invitation).</summary>
    /// <param name="mayWithdraw">What the invitation must be.</param>
    /// <returns>False when there is no such invitation, or it is not for that person to withdraw.</returns>
    public async Task<bool> Withdraw(Guid id, Func<Invitation, bool> mayWithdraw, CancellationToken cancellation)
    {
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Id == id, cancellation);
        if (invitation is null || !mayWithdraw(invitation))
        {
            return false;
        }

        invitation.Withdraw(time.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It served at the same moment: the list no longer has it, the team has the person.
            db.ChangeTracker.Clear();
        }

        return true;
    }

    private async Task<IReadOnlyList<PendingInvitation>> Read(
        Expression<Func<Invitation, bool>> into,
        Func<Invitation, bool> maySee,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await db
            .Invitations.AsNoTracking()
            .Where(into)
            .Where(i => i.AcceptedAt == null && i.EndsAt > now)
            .OrderByDescending(i => i.CreatedAt)
            .ToListAsync(cancellation);
        found.RemoveAll(i => !maySee(i));
        await journal.Read(
            nameof(Invitation),
            [.. found.Select(i => i.Id)],
            [nameof(Invitation.Email), nameof(Invitation.Role), nameof(Invitation.NetworkRole)],
            "voir les invitations en attente",
            cancellation
        );
        return
        [
            .. found.Select(i => new PendingInvitation(
                i.Id,
                i.Email,
                RoleWords.Of(i.Role) + RoleWords.Of(i.NetworkRole),
                i.Territory,
                ParisTime.Words(i.EndsAt)
            )),
        ];
    }
}

/// <summary>A link that nobody has used yet.</summary>
/// <param name="Role">In French, « aidant ».</param>
/// <param name="Territory">Where a role of the network will hold; null for an organisation.</param>
/// <param name="Until">« 1er décembre 2026 à 11 h 35 ».</param>
public sealed record PendingInvitation(Guid Id, string Email, string Role, string? Territory, string Until);

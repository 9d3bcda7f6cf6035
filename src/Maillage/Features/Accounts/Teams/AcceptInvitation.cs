using Maillage.Data;
using Maillage.Features.Accounts.Identities;
using Maillage.Platform.Messaging;
using Maillage.Platform.OpenId;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Uses the link of an invitation, once: opens the account where there is none, and gives the role (accepter).</summary>
public sealed class AcceptInvitation(
    MaillageDb db,
    UserManager<Account> accounts,
    StopAddress stopAddress,
    LinkIdentity linkIdentity,
    OtherWays otherWays,
    TimeProvider time
)
{
    /// <summary>The invitation behind a link that may still serve; otherwise null.</summary>
    public Task<Invitation?> Find(string secret, CancellationToken cancellation)
    {
        var hash = Secret.HashOf(secret);
        var now = time.GetUtcNow().UtcDateTime;
        return db.Invitations.SingleOrDefaultAsync(
            i => i.SecretHash == hash && i.AcceptedAt == null && i.EndsAt > now,
            cancellation
        );
    }

    /// <summary>Opens the account of somebody who has none, with the role of the invitation.</summary>
    public Task<Answer> Open(Invitation invitation, string name, string password, CancellationToken cancellation) =>
        Open(invitation, name, account => accounts.CreateAsync(account, password), cancellation);

    /// <summary>Opens the account of somebody who signs in with an identity of a provider, without a password.</summary>
    public Task<Answer> OpenWith(
        Invitation invitation,
        string name,
        ProvedIdentity identity,
        CancellationToken cancellation
    ) =>
        Open(
            invitation,
            name,
            async account =>
            {
                var made = await accounts.CreateAsync(account);
                linkIdentity.Add(account.Id, identity);
                return made;
            },
            cancellation
        );

    private async Task<Answer> Open(
        Invitation invitation,
        string name,
        Func<Account, Task<IdentityResult>> create,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            UserName = invitation.Email,
            Email = invitation.Email,
            EmailConfirmed = true,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        try
        {
            var made = await create(account);
            if (made.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateEmail)))
            {
                return new Answer(InvitationOutcome.HasAccount, null, []);
            }

            if (!made.Succeeded)
            {
                return new Answer(InvitationOutcome.PasswordRefused, null, [.. made.Errors.Select(e => e.Description)]);
            }
        }
        catch (DbUpdateException)
        {
            // The same link, or another to the same e-mail, opened this account a moment before.
            return new Answer(InvitationOutcome.Over, null, []);
        }

        if (!await Take(invitation, account.Id, cancellation))
        {
            return new Answer(InvitationOutcome.Over, null, []);
        }

        await stopAddress.ComesBack(invitation.Email, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Answer(InvitationOutcome.Accepted, account, []);
    }

    /// <summary>Gives the role to the account that the invitation names, already signed in.</summary>
    public async Task<InvitationOutcome> Join(Invitation invitation, Guid accountId, CancellationToken cancellation) =>
        await Take(invitation, accountId, cancellation) ? InvitationOutcome.Accepted : InvitationOutcome.Over;

    /// <summary>
    /// Gives the account that the link names another password, and ends every session and every other way in that it had:
    /// whoever forgot a password, or lost it to somebody, starts anew.
    /// </summary>
    public async Task<Answer> ChoosePassword(Invitation invitation, string password, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var account =
            await accounts.FindByEmailAsync(invitation.Email)
            ?? throw new InvalidOperationException("The account of the link has gone.");
        foreach (var rule in accounts.PasswordValidators)
        {
            var judged = await rule.ValidateAsync(accounts, account, password);
            if (!judged.Succeeded)
            {
                return new Answer(
                    InvitationOutcome.PasswordRefused,
                    null,
                    [.. judged.Errors.Select(e => e.Description)]
                );
            }
        }

        await accounts.RemovePasswordAsync(account);
        await accounts.AddPasswordAsync(account, password);
        await db.AccountSessions.Where(s => s.AccountId == account.Id).ExecuteDeleteAsync(cancellation);
        await otherWays.RemoveAll(account, cancellation);
        if (!await Take(invitation, account.Id, cancellation))
        {
            return new Answer(InvitationOutcome.Over, null, []);
        }

        await transaction.CommitAsync(cancellation);
        return new Answer(InvitationOutcome.Accepted, account, []);
    }

    private async Task<bool> Take(Invitation invitation, Guid accountId, CancellationToken cancellation)
    {
        if (!invitation.TryAccept(time.GetUtcNow().UtcDateTime))
        {
            return false;
        }

        var today = time.TodayInParis();
        if (invitation is { OrganisationId: { } organisation, Role: { } role })
        {
            var from = invitation.MissionFrom > today ? invitation.MissionFrom.Value : today;
            var held = await db
                .Memberships.Where(m => m.AccountId == accountId && m.OrganisationId == organisation && m.Role == role)
                .ToListAsync(cancellation);
            // Somebody who has the role on that day keeps it: a volunteer's mission is what the new invitation says.
            var membership = held.Find(m => m.From <= from && (m.EndedOn is null || m.EndedOn >= from));
            if (membership is null)
            {
                // What was to begin later begins now.
                held.Find(m => m.EndedOn is null)?.End(today);
                membership = new Membership
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = accountId,
                    OrganisationId = organisation,
                    Role = role,
                    From = from,
                };
                db.Memberships.Add(membership);
            }

            membership.Plan(invitation.MissionUntil, invitation.ReferentId);
        }

        if (
            invitation is { NetworkRole: { } kind, Territory: { } territory }
            && !await db.NetworkRoles.AnyAsync(
                r => r.AccountId == accountId && r.Kind == kind && r.Territory == territory && r.EndedOn == null,
                cancellation
            )
        )
        {
            db.NetworkRoles.Add(
                new NetworkRole
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = accountId,
                    Kind = kind,
                    Territory = territory,
                    From = today,
                }
            );
        }

        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    /// <summary>What came of opening an account.</summary>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Account">The account when it was opened.</param>
    /// <param name="Problems">Why the password was refused, in French sentences.</param>
    public sealed record Answer(InvitationOutcome Outcome, Account? Account, IReadOnlyList<string> Problems);
}

/// <summary>What comes of the use of an invitation.</summary>
public enum InvitationOutcome
{
    Accepted,

    /// <summary>It has served, or its time has passed.</summary>
    Over,

    /// <summary>Its e-mail has an account already, whose owner signs in first.</summary>
    HasAccount,

    /// <summary>Too easy to guess.</summary>
    PasswordRefused,
}

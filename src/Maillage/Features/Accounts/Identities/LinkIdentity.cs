using Maillage.Data;
using Maillage.Features.Organisations;
using Maillage.Platform.OpenId;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Identities;

/// <summary>Finds, makes and removes the link between an account and an identity of a provider (rattacher).</summary>
public sealed class LinkIdentity(MaillageDb db, TimeProvider time)
{
    /// <summary>The account to which the identity is linked; null where there is none.</summary>
    public async Task<Account?> Find(ProvedIdentity identity, CancellationToken cancellation)
    {
        var link = await db.LinkedIdentities.SingleOrDefaultAsync(
            l => l.Issuer == identity.Issuer && l.Subject == identity.Subject,
            cancellation
        );
        if (link is null)
        {
            return null;
        }

        // Agents change organisation: what is shown is the last one. Saved with the session.
        link.Siret = SiretOf(identity) ?? link.Siret;
        return await db.Accounts.SingleAsync(a => a.Id == link.AccountId, cancellation);
    }

    /// <summary>Adds the link to the context; the caller saves it with its own change.</summary>
    public void Add(Guid accountId, ProvedIdentity identity) =>
        db.LinkedIdentities.Add(
            new LinkedIdentity
            {
                Id = Guid.CreateVersion7(),
                AccountId = accountId,
                Provider = identity.Provider,
                Issuer = identity.Issuer,
                Subject = identity.Subject,
                Siret = SiretOf(identity),
                LinkedAt = time.GetUtcNow().UtcDateTime,
            }
        );

    /// <summary>Removes a link of the account, unless nothing else would let its owner in.</summary>
    /// <returns>False when it is the last way in, or not theirs.</returns>
    public async Task<bool> Remove(Guid accountId, Guid identityId, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var link = await db.LinkedIdentities.SingleOrDefaultAsync(
            l => l.Id == identityId && l.AccountId == accountId,
            cancellation
        );
        if (link is null || await WaysIn(accountId, cancellation) < 2)
        {
            return false;
        }

        db.LinkedIdentities.Remove(link);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>How many ways in the account has: a password, linked identities, passkeys.</summary>
    public async Task<int> WaysIn(Guid accountId, CancellationToken cancellation) =>
        await db.LinkedIdentities.CountAsync(l => l.AccountId == accountId, cancellation)
        + await db.Set<IdentityUserPasskey<Guid>>().CountAsync(p => p.UserId == accountId, cancellation)
        + await db.Accounts.CountAsync(a => a.Id == accountId && a.PasswordHash != null, cancellation);

    private static string? SiretOf(ProvedIdentity identity) =>
        identity.Claims.GetValueOrDefault(ProConnect.Siret) is { } siret && Siret.IsValid(siret) ? siret : null;
}

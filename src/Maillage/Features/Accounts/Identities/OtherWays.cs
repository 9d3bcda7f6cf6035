using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Identities;

/// <summary>
/// What opens an account besides its password: passkeys and linked identities (autres moyens d’entrer). Somebody who had the
/// password for a moment may have added one, so that a new password looks at them.
/// </summary>
public sealed class OtherWays(MaillageDb db, UserManager<Account> accounts, Journal journal)
{
    /// <summary>Each in words that its owner recognises: « Clé d’accès « Mon téléphone », depuis le 3 mars 2026 ».</summary>
    public async Task<IReadOnlyList<string>> List(Account account, CancellationToken cancellation)
    {
        var keys = await accounts.GetPasskeysAsync(account);
        var identities = await db
            .LinkedIdentities.Where(l => l.AccountId == account.Id)
            .OrderBy(l => l.LinkedAt)
            .Select(l => new { l.Provider, l.LinkedAt })
            .ToListAsync(cancellation);
        return
        [
            .. keys.OrderBy(key => key.CreatedAt)
                .Select(key => $"Clé d’accès « {key.Name ?? "Sans nom"} », {Since(key.CreatedAt.UtcDateTime)}"),
            .. identities.Select(l => $"{l.Provider}, {Since(l.LinkedAt)}"),
        ];
    }

    /// <summary>Removes them all; the caller holds the transaction and has just given the account a password.</summary>
    public async Task RemoveAll(Account account, CancellationToken cancellation)
    {
        foreach (var key in await accounts.GetPasskeysAsync(account))
        {
            journal.Note("removed-passkey", nameof(Account), account.Id);
            await accounts.RemovePasskeyAsync(account, key.CredentialId);
        }

        db.LinkedIdentities.RemoveRange(
            await db.LinkedIdentities.Where(l => l.AccountId == account.Id).ToListAsync(cancellation)
        );
        await db.SaveChangesAsync(cancellation);
    }

    private static string Since(DateTime at) => $"depuis le {FrenchTypography.Day(ParisTime.DayAt(at), "d MMMM yyyy")}";
}

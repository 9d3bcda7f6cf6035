using Maillage.Data;
using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts.Identities;

/// <summary>
/// Passkeys (clés d’accès): the device keeps a key that never leaves it, and checks its owner by itself. Such a check is
/// always asked for, so that a passkey stands for two factors.
/// </summary>
public sealed class UsePasskey(
    MaillageDb db,
    UserManager<Account> accounts,
    IPasskeyHandler<Account> passkeys,
    PasskeyChallenge challenge,
    LinkIdentity linkIdentity,
    Journal journal
)
{
    /// <summary>More than anybody has.</summary>
    public const int Most = 20;

    /// <summary>What the browser is asked to make, as WebAuthn's JSON.</summary>
    public async Task<string> AskForNew(HttpContext context, Account account)
    {
        var made = await passkeys.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = account.Id.ToString(),
                Name = account.Email ?? "",
                DisplayName = account.Name,
            },
            context
        );
        challenge.Remember(context, made.AttestationState ?? "");
        return made.CreationOptionsJson;
    }

    /// <summary>Keeps the key that the browser has made.</summary>
    /// <param name="credential">As WebAuthn's JSON.</param>
    /// <returns>False when it is not what was asked.</returns>
    public async Task<bool> Add(HttpContext context, Account account, string credential, string name)
    {
        if (challenge.Take(context) is not { } state)
        {
            return false;
        }

        var made = await passkeys.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = context,
                CredentialJson = credential,
                AttestationState = state,
            }
        );
        if (
            !made.Succeeded
            || made.UserEntity.Id != account.Id.ToString()
            || (await accounts.GetPasskeysAsync(account)).Count >= Most
        )
        {
            return false;
        }

        made.Passkey.Name = name;
        journal.Note("added-passkey", nameof(Account), account.Id);
        return (await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded;
    }

    /// <summary>What the browser is asked to sign, whoever it is.</summary>
    public async Task<string> AskForOne(HttpContext context)
    {
        var made = await passkeys.MakeRequestOptionsAsync(null, context);
        challenge.Remember(context, made.AssertionState ?? "");
        return made.RequestOptionsJson;
    }

    /// <summary>The account whose key has signed; null for anything else.</summary>
    public async Task<Account?> Find(HttpContext context, string credential)
    {
        if (challenge.Take(context) is not { } state)
        {
            return null;
        }

        var found = await passkeys.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = context,
                CredentialJson = credential,
                AssertionState = state,
            }
        );
        return found.Succeeded && (await accounts.AddOrUpdatePasskeyAsync(found.User, found.Passkey)).Succeeded
            ? found.User
            : null;
    }

    /// <summary>Removes a key, unless nothing else would let its owner in.</summary>
    /// <returns>False when it is the last way in.</returns>
    public async Task<bool> Remove(Account account, byte[] credentialId, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await linkIdentity.WaysIn(account.Id, cancellation) < 2)
        {
            return false;
        }

        journal.Note("removed-passkey", nameof(Account), account.Id);
        await accounts.RemovePasskeyAsync(account, credentialId);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}

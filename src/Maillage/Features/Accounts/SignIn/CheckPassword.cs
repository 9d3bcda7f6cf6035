using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>The first step of signing in: an e-mail and a password (connexion).</summary>
public sealed class CheckPassword(SignInGate gate, UserManager<Account> accounts)
{
    /// <summary>Hashed for unknown e-mails, so that they take the same time as known ones.</summary>
    private static readonly Lazy<string> NobodysHash = new(() =>
        new PasswordHasher<Account>().HashPassword(null!, Guid.CreateVersion7().ToString())
    );

    /// <summary>Makes one hash, known account or not.</summary>
    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="knownBrowser">The mark of the browser when it is known for this e-mail.</param>
    public async Task<Answer> Run(string email, string password, string? knownBrowser)
    {
        var (pass, wait) = await gate.Enter(email, knownBrowser);
        if (pass is null)
        {
            return new Answer(PasswordOutcome.TooManyAttempts, null, wait);
        }

        using (pass)
        {
            var account = await accounts.FindByEmailAsync(email.Trim());
            if (account?.PasswordHash is null)
            {
                accounts.PasswordHasher.VerifyHashedPassword(null!, NobodysHash.Value, password);
                return new Answer(PasswordOutcome.Wrong, null, default);
            }

            if (!await accounts.CheckPasswordAsync(account, password))
            {
                return new Answer(PasswordOutcome.Wrong, null, default);
            }

            pass.Succeeded();
            return new Answer(
                account.TwoFactorEnabled ? PasswordOutcome.NeedsCode : PasswordOutcome.Right,
                account,
                default
            );
        }
    }

    /// <summary>What came of an e-mail and a password.</summary>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Account">The account when the password is right; otherwise null.</param>
    /// <param name="Wait">How long to wait when there were too many attempts.</param>
    public sealed record Answer(PasswordOutcome Outcome, Account? Account, TimeSpan Wait);
}

/// <summary>What comes of an e-mail and a password.</summary>
public enum PasswordOutcome
{
    Right,

    /// <summary>Right, and the account asks for a code of its authenticator too.</summary>
    NeedsCode,

    /// <summary>Unknown e-mail or wrong password: the same answer.</summary>
    Wrong,
    TooManyAttempts,
}

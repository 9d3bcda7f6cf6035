using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>The second step of signing in: a code of the authenticator, or a recovery code, each of which serves once.</summary>
public sealed class CheckCode(
    SignInGate gate,
    KnownBrowser knownBrowser,
    UserManager<Account> accounts,
    CheckAuthenticatorCode checkAuthenticatorCode
)
{
    /// <summary>A browser that the account knows goes before the others, as for the password.</summary>
    public async Task<Answer> Run(Guid accountId, string code, HttpRequest request)
    {
        var email = (await accounts.FindByIdAsync(accountId.ToString()))?.Email;
        var mark = email is null ? null : knownBrowser.MarkFor(request, email);
        var (pass, wait) = await gate.Enter(accountId.ToString(), mark, kind: "code");
        if (pass is null)
        {
            return new Answer(null, wait);
        }

        using (pass)
        {
            var account = await accounts.FindByIdAsync(accountId.ToString());
            if (account is null || !await IsRight(account, string.Concat(code.Where(char.IsLetterOrDigit))))
            {
                return new Answer(null, default);
            }

            pass.Succeeded();
            return new Answer(account, default);
        }
    }

    private async Task<bool> IsRight(Account account, string code) =>
        code.Length == 6 && code.All(char.IsAsciiDigit)
            ? await checkAuthenticatorCode.Run(account, code)
            : code.Length == 10
                && (
                    await accounts.RedeemTwoFactorRecoveryCodeAsync(
                        account,
                        $"{code[..5]}-{code[5..]}".ToUpperInvariant()
                    )
                ).Succeeded;

    /// <summary>What came of a code.</summary>
    /// <param name="Account">The account when the code is right; otherwise null.</param>
    /// <param name="Wait">How long to wait when there were too many codes.</param>
    public sealed record Answer(Account? Account, TimeSpan Wait);
}

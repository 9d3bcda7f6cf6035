using System.Text.Encodings.Web;
using Maillage.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>Turns the second step of signing in on and off: codes of an authenticator, recovery codes (double vérification).</summary>
[Authorize(Access.SignedIn)]
public sealed class TwoFactorModel(
    UserManager<Account> accounts,
    SignInGate gate,
    CheckAuthenticatorCode checkAuthenticatorCode,
    Sessions sessions
) : PageModel
{
    private const int CodesGiven = 8;

    public bool IsActive { get; private set; }

    public int RecoveryCodesLeft { get; private set; }

    /// <summary>Shown once, when they are made.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The key in groups of four, for those who type it.</summary>
    public string KeyWords { get; private set; } = "";

    public IHtmlContent? QrCode { get; private set; }

    /// <summary>
    /// True when it can only be changed after signing in again: a session left open neither stops it nor starts it, which
    /// would shut the owner out.
    /// </summary>
    public bool AsksSignIn { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        AsksSignIn = !await sessions.IsFresh(HttpContext.Person(), cancellation);
        await Show(await Mine());
        return Page();
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "code")] string? code,
        CancellationToken cancellation
    )
    {
        var account = await Mine();
        var person = HttpContext.Person();
        if (!await sessions.IsFresh(person, cancellation))
        {
            return gesture == "reconnecter"
                ? Redirect(await sessions.SignInAgain(HttpContext, person, AccountUrls.TwoFactor, cancellation))
                : Redirect(AccountUrls.TwoFactor);
        }

        switch (gesture)
        {
            case "activer" when !account.TwoFactorEnabled:
                return await Activate(account, code);
            case "codes" when account.TwoFactorEnabled:
                await GiveCodes(account);
                return Page();
            case "arreter":
                await accounts.SetTwoFactorEnabledAsync(account, enabled: false);
                await accounts.ResetAuthenticatorKeyAsync(account);
                return Redirect(AccountUrls.Account);
            default:
                return Redirect(AccountUrls.TwoFactor);
        }
    }

    private async Task<IActionResult> Activate(Account account, string? code)
    {
        var (pass, wait) = await gate.Enter(account.Id.ToString(), device: null, kind: "code");
        using (pass)
        {
            var digits = string.Concat((code ?? "").Where(char.IsAsciiDigit));
            if (pass is not null && await checkAuthenticatorCode.Run(account, digits))
            {
                pass.Succeeded();
                await accounts.SetTwoFactorEnabledAsync(account, enabled: true);
                await GiveCodes(account);
                return Page();
            }
        }

        ModelState.AddModelError(
            "code",
            pass is null ? Waiting.Sentence(wait) : "Ce code n’est pas le bon. Il change toutes les 30 secondes"
        );
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(account);
        return Page();
    }

    private async Task GiveCodes(Account account) =>
        RecoveryCodes = [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, CodesGiven) ?? []];

    private async Task Show(Account account)
    {
        IsActive = account.TwoFactorEnabled;
        if (IsActive)
        {
            RecoveryCodesLeft = await accounts.CountRecoveryCodesAsync(account);
            return;
        }

        if (AsksSignIn)
        {
            return;
        }

        var key = await accounts.GetAuthenticatorKeyAsync(account);
        if (key is null)
        {
            await accounts.ResetAuthenticatorKeyAsync(account);
            key = (await accounts.GetAuthenticatorKeyAsync(account))!;
        }

        KeyWords = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
        var label = UrlEncoder.Default.Encode(account.Email ?? "");
        QrCode = Shared.QrCode.Svg(
            $"otpauth://totp/Maillage:{label}?secret={key}&issuer=Maillage&digits=6",
            "Clé à lire avec l’application de codes"
        );
    }

    private async Task<Account> Mine() =>
        await accounts.FindByIdAsync(HttpContext.Person().AccountId.ToString())
        ?? throw new InvalidOperationException("The session's account has gone.");
}

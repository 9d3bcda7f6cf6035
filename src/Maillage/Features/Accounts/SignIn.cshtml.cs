using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.OpenId;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>Signing in with an e-mail and a password (connexion).</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SignInModel(
    CheckPassword checkPassword,
    Sessions sessions,
    KnownBrowser knownBrowser,
    PendingCode pendingCode,
    OpenIdProviders providers,
    UsePasskey usePasskey
) : PageModel
{
    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Écrivez votre adresse e-mail")]
    [StringLength(254, ErrorMessage = "Cette adresse est trop longue")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    [Required(ErrorMessage = "Écrivez votre mot de passe")]
    [StringLength(GuessablePasswords.MostLength, ErrorMessage = "Ce mot de passe est trop long")]
    public string? Password { get; set; }

    /// <summary>Where to go once signed in: a path of this site, whatever was sent.</summary>
    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnPath { get; set; }

    /// <summary>Why ProConnect sent somebody back with nothing, in one word of the address.</summary>
    [BindProperty(Name = "refus", SupportsGet = true)]
    public string? Refusal { get; set; }

    /// <summary>The sentence for <see cref="Refusal"/>; null where nothing was refused.</summary>
    public string? RefusalSentence =>
        IdentityRefusals.Sentence(Refusal) is { } sentence
            ? FrenchTypography.Of(string.Format(CultureInfo.CurrentCulture, sentence, ProConnect.Name))
            : null;

    /// <summary>True when agents may sign in with ProConnect.</summary>
    public bool HasProConnect => providers.IsOn(ProConnect.Name);

    public string ProConnectAddress => AccountUrls.ProConnectThen(AfterSignIn());

    public IActionResult OnGet()
    {
        if (RefusalSentence is not null)
        {
            return Refused();
        }

        return HttpContext.PersonOrNull() is null ? Page() : Redirect(AfterSignIn());
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "cle")] string? credential, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(credential))
        {
            return await EnterWithKey(credential, cancellation);
        }

        if (!ModelState.IsValid)
        {
            return Refused();
        }

        var mark = knownBrowser.MarkFor(Request, Email!);
        var answer = await checkPassword.Run(Email!, Password!, mark);
        switch (answer.Outcome)
        {
            case PasswordOutcome.Right:
                knownBrowser.Remember(HttpContext, Email!);
                await sessions.Open(HttpContext, answer.Account!, cancellation);
                return Redirect(AfterSignIn());
            case PasswordOutcome.NeedsCode:
                pendingCode.Remember(HttpContext, answer.Account!.Id);
                return Redirect($"{AccountUrls.Code}?retour={Uri.EscapeDataString(AfterSignIn())}");
            case PasswordOutcome.TooManyAttempts:
                Response.Headers.RetryAfter = Waiting.Seconds(answer.Wait);
                ModelState.AddModelError("password", Waiting.Sentence(answer.Wait));
                return Refused();
            default:
                ModelState.AddModelError("password", "L’adresse e-mail ou le mot de passe n’est pas le bon");
                return Refused();
        }
    }

    private async Task<IActionResult> EnterWithKey(string credential, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (await usePasskey.Find(HttpContext, credential) is not { } account)
        {
            ModelState.AddModelError("", "Cette clé d’accès n’ouvre aucun compte. Connectez-vous autrement");
            return Refused();
        }

        knownBrowser.Remember(HttpContext, account.Email ?? "");
        await sessions.Open(HttpContext, account, cancellation);
        return Redirect(AfterSignIn());
    }

    private string AfterSignIn() => Url.IsLocalUrl(ReturnPath) ? ReturnPath! : AccountUrls.Desk;

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

using System.ComponentModel.DataAnnotations;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.OpenId;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>The second step of signing in: a code of the authenticator, or a recovery code.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CodeModel(
    CheckCode checkCode,
    Sessions sessions,
    KnownBrowser knownBrowser,
    PendingCode pendingCode,
    LinkIdentity linkIdentity
) : PageModel
{
    [BindProperty(Name = "code")]
    [Required(ErrorMessage = "Écrivez le code")]
    [StringLength(20, ErrorMessage = "Écrivez 6 chiffres, ou un code de secours")]
    public string? Code { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnPath { get; set; }

    public IActionResult OnGet() => pendingCode.Read(Request) is null ? Redirect(AccountUrls.SignIn) : Page();

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (pendingCode.Read(Request) is not { } accountId)
        {
            return Redirect(AccountUrls.SignIn);
        }

        if (ModelState.IsValid)
        {
            var answer = await checkCode.Run(accountId, Code!, Request);
            if (answer.Account is { } account)
            {
                pendingCode.Forget(HttpContext);
                knownBrowser.Remember(HttpContext, account.Email ?? "");
                await sessions.Open(HttpContext, account, cancellation, await CameBy(account, cancellation));
                return Redirect(Url.IsLocalUrl(ReturnPath) ? ReturnPath! : AccountUrls.Desk);
            }

            ModelState.AddModelError(
                "code",
                answer.Wait > TimeSpan.Zero
                    ? Waiting.Sentence(answer.Wait)
                    : "Ce code n’est pas le bon. Il change toutes les 30 secondes"
            );
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>The identity that asked for the code, when it is this account's.</summary>
    private async Task<ProvedIdentity?> CameBy(Account account, CancellationToken cancellation) =>
        await ProvedIdentity.Read(HttpContext, ProConnect.Name) is { } identity
        && (await linkIdentity.Find(identity, cancellation))?.Id == account.Id
            ? identity
            : null;
}

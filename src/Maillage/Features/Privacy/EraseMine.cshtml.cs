using System.ComponentModel.DataAnnotations;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Privacy;

/// <summary>Erases one's own account, once confirmed that it is theirs (effacer votre compte).</summary>
[Authorize(Access.SignedIn)]
public sealed class EraseMineModel(
    EraseAccount eraseAccount,
    MayErase mayErase,
    ConfirmOwner confirmOwner,
    Sessions sessions
) : PageModel
{
    [BindProperty(Name = "password")]
    [StringLength(GuessablePasswords.MostLength, ErrorMessage = "Ce mot de passe est trop long")]
    public string? Password { get; set; }

    public IReadOnlyList<string> Before { get; private set; } = [];

    public bool IsErased { get; private set; }

    public OwnerProof Proof { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        Before = await mayErase.Run(person.AccountId, cancellation);
        Proof = await confirmOwner.Asked(person, cancellation);
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        if (gesture == "reconnecter")
        {
            return Redirect(await sessions.SignInAgain(HttpContext, person, AccountUrls.EraseAccount, cancellation));
        }

        Proof = await confirmOwner.Asked(person, cancellation);
        if (ModelState.IsValid)
        {
            var holder = new EraseAccount.Holder(person.AccountId, person.Name, person.Email);
            var answer = await eraseAccount.Run(person, holder, Password, cancellation);
            switch (answer.Outcome)
            {
                case ErasureOutcome.Erased:
                    await HttpContext.SignOutAsync(Sessions.Scheme);
                    IsErased = true;
                    return Page();
                case ErasureOutcome.HandOverFirst:
                    Before = answer.Before;
                    break;
                case ErasureOutcome.NotConfirmed:
                    ModelState.AddModelError("password", answer.Refusal!);
                    break;
            }
        }
        else
        {
            Before = await mayErase.Run(person.AccountId, cancellation);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

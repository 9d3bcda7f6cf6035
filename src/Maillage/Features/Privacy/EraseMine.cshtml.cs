using System.ComponentModel.DataAnnotations;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Privacy;

/// <summary>Erases one's own account, with the password again (effacer votre compte).</summary>
[Authorize(Access.SignedIn)]
public sealed class EraseMineModel(EraseAccount eraseAccount, MayErase mayErase) : PageModel
{
    [BindProperty(Name = "password")]
    [Required(ErrorMessage = "Écrivez votre mot de passe")]
    [StringLength(GuessablePasswords.MostLength, ErrorMessage = "Ce mot de passe est trop long")]
    public string? Password { get; set; }

    public IReadOnlyList<string> Before { get; private set; } = [];

    public bool IsErased { get; private set; }

    public async Task OnGet(CancellationToken cancellation) =>
        Before = await mayErase.Run(HttpContext.Person().AccountId, cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        if (ModelState.IsValid)
        {
            var holder = new EraseAccount.Holder(person.AccountId, person.Name, person.Email);
            var answer = await eraseAccount.Run(person, holder, Password!, cancellation);
            switch (answer.Outcome)
            {
                case ErasureOutcome.Erased:
                    await HttpContext.SignOutAsync(Sessions.Scheme);
                    IsErased = true;
                    return Page();
                case ErasureOutcome.HandOverFirst:
                    Before = answer.Before;
                    break;
                case ErasureOutcome.TooManyAttempts:
                    ModelState.AddModelError("password", Waiting.Sentence(answer.Wait));
                    break;
                case ErasureOutcome.WrongPassword:
                    ModelState.AddModelError("password", "Ce n’est pas votre mot de passe");
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

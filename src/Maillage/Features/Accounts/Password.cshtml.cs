using System.ComponentModel.DataAnnotations;
using Maillage.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>Changes one's own password; every other session is ended.</summary>
[Authorize(Access.SignedIn)]
public sealed class PasswordModel(CheckPassword checkPassword, UserManager<Account> accounts, Sessions sessions)
    : PageModel
{
    [BindProperty(Name = "current")]
    [Required(ErrorMessage = "Écrivez votre mot de passe actuel")]
    public string? Current { get; set; }

    [BindProperty(Name = "chosen")]
    [Required(ErrorMessage = "Choisissez un nouveau mot de passe")]
    public string? Chosen { get; set; }

    /// <summary>False for an account whose owner comes in another way.</summary>
    public bool HasPassword { get; private set; }

    public async Task OnGet() => HasPassword = await Has();

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        if (ModelState.IsValid && await Change(person))
        {
            await sessions.EndOthers(person.AccountId, person.SessionId, cancellation);
            return Redirect(AccountUrls.Account);
        }

        HasPassword = await Has();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<bool> Has() =>
        await accounts.FindByIdAsync(HttpContext.Person().AccountId.ToString()) is { PasswordHash: not null };

    private async Task<bool> Change(Person person)
    {
        // A session left open must not serve to guess the password: the same gate holds.
        var answer = await checkPassword.Run(person.Email, Current!, knownBrowser: person.AccountId.ToString());
        if (answer.Account is not { } account)
        {
            ModelState.AddModelError(
                "current",
                answer.Outcome == PasswordOutcome.TooManyAttempts
                    ? Waiting.Sentence(answer.Wait)
                    : "Ce n’est pas votre mot de passe actuel"
            );
            return false;
        }

        var changed = await accounts.ChangePasswordAsync(account, Current!, Chosen!);
        foreach (var problem in changed.Errors)
        {
            ModelState.AddModelError("chosen", problem.Description);
        }

        return changed.Succeeded;
    }
}

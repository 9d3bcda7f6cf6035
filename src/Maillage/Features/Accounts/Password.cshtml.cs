using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>
/// Changes one's own password; every other session is ended, and the other ways in are kept only when their owner says so.
/// </summary>
[Authorize(Access.SignedIn)]
public sealed class PasswordModel(
    MaillageDb db,
    CheckPassword checkPassword,
    UserManager<Account> accounts,
    OtherWays otherWays,
    Sessions sessions
) : PageModel
{
    private const string Keep = "garder";
    private const string Remove = "retirer";

    [BindProperty(Name = "current")]
    [Required(ErrorMessage = "Écrivez votre mot de passe actuel")]
    public string? Current { get; set; }

    [BindProperty(Name = "chosen")]
    [Required(ErrorMessage = "Choisissez un nouveau mot de passe")]
    public string? Chosen { get; set; }

    /// <summary>« garder » or « retirer » the other ways in; asked where there are some.</summary>
    [BindProperty(Name = "moyens")]
    public string? Kept { get; set; }

    public static IReadOnlyList<Choice> Answers { get; } =
    [new(Keep, "Je les reconnais tous, je les garde"), new(Remove, "Je les retire tous")];

    /// <summary>Passkeys and linked identities, in words.</summary>
    public IReadOnlyList<string> Others { get; private set; } = [];

    /// <summary>False for an account whose owner comes in another way.</summary>
    public bool HasPassword { get; private set; }

    public Task OnGet(CancellationToken cancellation) => Show(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        await Show(cancellation);
        if (Others.Count > 0 && Kept is not (Keep or Remove))
        {
            ModelState.AddModelError("moyens", "Dites si vous gardez ces moyens d’entrer");
        }

        if (ModelState.IsValid && await Change(person, cancellation))
        {
            return Redirect(AccountUrls.Account);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task Show(CancellationToken cancellation)
    {
        var account = (await accounts.FindByIdAsync(HttpContext.Person().AccountId.ToString()))!;
        HasPassword = account.PasswordHash is not null;
        Others = await otherWays.List(account, cancellation);
    }

    private async Task<bool> Change(Person person, CancellationToken cancellation)
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

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var changed = await accounts.ChangePasswordAsync(account, Current!, Chosen!);
        foreach (var problem in changed.Errors)
        {
            ModelState.AddModelError("chosen", problem.Description);
        }

        if (!changed.Succeeded)
        {
            return false;
        }

        if (Kept == Remove)
        {
            await otherWays.RemoveAll(account, cancellation);
        }

        await sessions.EndOthers(person.AccountId, person.SessionId, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}

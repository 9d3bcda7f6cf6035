using System.ComponentModel.DataAnnotations;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Privacy;

/// <summary>Erases the account of somebody who asked otherwise than here, by those who administer.</summary>
[Authorize(Access.Administrator)]
public sealed class EraseSomebodyModel(
    EraseAccount eraseAccount,
    MayErase mayErase,
    ConfirmOwner confirmOwner,
    Sessions sessions,
    Journal journal
) : PageModel
{
    [FromRoute(Name = "account")]
    public Guid AccountId { get; set; }

    [BindProperty(Name = "password")]
    [StringLength(GuessablePasswords.MostLength, ErrorMessage = "Ce mot de passe est trop long")]
    public string? Password { get; set; }

    public EraseAccount.Holder Holder { get; private set; } = null!;

    public IReadOnlyList<string> Before { get; private set; } = [];

    public bool IsErased { get; private set; }

    public OwnerProof Proof { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await eraseAccount.Find(AccountId, HttpContext.RequestAborted) is not { } holder)
        {
            context.Result = NotFound();
            return;
        }

        Holder = holder;
        Before = await mayErase.Run(AccountId, HttpContext.RequestAborted);
        Proof = await confirmOwner.Asked(HttpContext.Person(), HttpContext.RequestAborted);
        await next();
    }

    public Task OnGet(CancellationToken cancellation) =>
        journal.Read(
            nameof(Account),
            AccountId,
            [nameof(Account.Name)],
            "effacer à la demande de la personne",
            cancellation
        );

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (gesture == "reconnecter")
        {
            var here = PrivacyUrls.EraseSomebody(AccountId);
            return Redirect(await sessions.SignInAgain(HttpContext, HttpContext.Person(), here, cancellation));
        }

        if (ModelState.IsValid && Before.Count == 0)
        {
            var answer = await eraseAccount.Run(HttpContext.Person(), Holder, Password, cancellation);
            if (answer.Outcome == ErasureOutcome.Erased)
            {
                IsErased = true;
                return Page();
            }

            ModelState.AddModelError("password", answer.Refusal ?? "Quelqu’un doit d’abord prendre la suite");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

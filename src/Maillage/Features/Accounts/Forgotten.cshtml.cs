using System.ComponentModel.DataAnnotations;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>Asks for a link to another password, by e-mail; the answer never tells whether the account exists.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ForgottenModel(AskNewPassword askNewPassword, MailChannel mail) : PageModel
{
    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Écrivez votre adresse e-mail")]
    [StringLength(254, ErrorMessage = "Cette adresse est trop longue")]
    public string? Email { get; set; }

    public bool HasMail => mail.IsOn;

    public bool IsAsked { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (ModelState.IsValid && HasMail)
        {
            var wait = await askNewPassword.Run(Email!, cancellation);
            IsAsked = wait == TimeSpan.Zero;
            if (IsAsked)
            {
                return Page();
            }

            Response.Headers.RetryAfter = Waiting.Seconds(wait);
            ModelState.AddModelError("email", Waiting.Sentence(wait));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

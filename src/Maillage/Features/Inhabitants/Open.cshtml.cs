using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Maillage.Platform.OpenId;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Inhabitants;

/// <summary>Opens an inhabitant's own things with a reference and a code.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OpenModel(
    OpenAccess openAccess,
    InhabitantSession session,
    OpenIdProviders providers,
    IStringLocalizer texts
) : PageModel
{
    [BindProperty(Name = "reference")]
    [Required(ErrorMessage = "Écrivez votre référence")]
    [StringLength(20, ErrorMessage = "Écrivez 8 lettres et chiffres")]
    public string? Reference { get; set; }

    [BindProperty(Name = "code")]
    [Required(ErrorMessage = "Écrivez votre code")]
    [StringLength(20, ErrorMessage = "Écrivez 8 chiffres")]
    public string? Code { get; set; }

    /// <summary>Why FranceConnect sent somebody back with nothing, in one word of the address.</summary>
    [BindProperty(Name = "refus", SupportsGet = true)]
    public string? Refusal { get; set; }

    public string? RefusalSentence =>
        IdentityRefusals.Sentence(Refusal) is { } sentence ? texts[sentence, FranceConnect.Name].Value : null;

    public bool HasFranceConnect => providers.IsOn(FranceConnect.Name);

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (RefusalSentence is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return (await session.Read(HttpContext, cancellation)).Count > 0
            ? Redirect(Language.Link(InhabitantUrls.Mine))
            : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (ModelState.IsValid)
        {
            var answer = await openAccess.Run(Reference!, Code!, FailureLimits.AddressOf(HttpContext), cancellation);
            if (answer.Access is { } access)
            {
                await session.Open(HttpContext, [access], identity: null, cancellation);
                var waits = await ProvedIdentity.Read(HttpContext, FranceConnect.Name) is not null;
                return Redirect(Language.Link(waits ? InhabitantUrls.Identity : InhabitantUrls.Mine));
            }

            if (answer.Wait > TimeSpan.Zero)
            {
                var seconds = (int)Math.Ceiling(answer.Wait.TotalSeconds);
                Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                ModelState.AddModelError("code", texts["Trop d’essais. Attendez {0} secondes", seconds]);
            }
            else
            {
                ModelState.AddModelError(
                    "code",
                    texts["La référence et le code ne vont pas ensemble. Vérifiez les deux"]
                );
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

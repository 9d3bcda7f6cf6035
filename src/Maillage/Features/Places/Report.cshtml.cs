using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Maillage.Features.Places.Records;
using Maillage.Features.Places.Search;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Places;

/// <summary>Says that a fact of a place's page is wrong (signaler une erreur). Never cached: it carries a token.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ReportModel(
    PlaceDirectory directory,
    ReportPlace reportPlace,
    IDataProtectionProvider protection,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    /// <summary>No person reads the page and writes a sentence faster; robots do.</summary>
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(3);

    private readonly IDataProtector protector = protection.CreateProtector("Maillage.Places.Report");

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(Name = "message")]
    [Required(ErrorMessage = "Écrivez ce qui est faux, en une phrase")]
    [StringLength(PlaceReport.MaxMessageLength, ErrorMessage = "Écrivez 2 000 caractères au plus")]
    public string? Message { get; set; }

    [BindProperty(Name = "reponse")]
    [StringLength(200, ErrorMessage = "Écrivez un seul numéro ou une seule adresse")]
    public string? ReplyTo { get; set; }

    /// <summary>Hidden from people: what fills it is a robot.</summary>
    [BindProperty(Name = "site")]
    public string? Trap { get; set; }

    /// <summary>When the form was shown, signed.</summary>
    [BindProperty(Name = "depuis")]
    public string? ShownAt { get; set; }

    public string PlaceName { get; private set; } = "";

    public bool IsSent => Request.Query["envoye"] == "oui";

    /// <summary>The day by which what is sent today will be erased, in words.</summary>
    public string ErasedOn =>
        FrenchTypography.Day(time.TodayInParis().AddMonths(ReportRecords.MonthsKept), "d MMMM yyyy");

    private Guid PlaceId { get; set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (directory.Current.FindBySlug(Slug) is not { } entry)
        {
            context.Result = directory.Current.FindByFormerSlug(Slug) is { } renamed
                ? RedirectPermanent(HttpContext.AskAgain(PlaceUrls.Report(renamed.Place.Slug)))
                : NotFound();
            return;
        }

        (PlaceId, PlaceName) = (entry.Place.Id, entry.Place.Name);
        await next();
    }

    public void OnGet() => Sign();

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (ModelState.IsValid && !WasReadFirst())
        {
            ModelState.AddModelError("message", texts["Attendez quelques secondes, puis envoyez de nouveau"]);
        }

        if (!ModelState.IsValid)
        {
            Sign();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        // A robot is thanked too, so that it learns nothing.
        if (string.IsNullOrEmpty(Trap))
        {
            var reply = string.IsNullOrWhiteSpace(ReplyTo) ? null : ReplyTo.Trim();
            await reportPlace.Run(PlaceId, Message!.Trim(), reply, cancellation);
        }

        return Redirect(PlaceUrls.Report(Slug) + "?envoye=oui");
    }

    private void Sign()
    {
        ModelState.Remove("depuis");
        ShownAt = protector.Protect(time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture));
    }

    private bool WasReadFirst()
    {
        try
        {
            var ticks = long.Parse(protector.Unprotect(ShownAt ?? ""), CultureInfo.InvariantCulture);
            return time.GetUtcNow().Ticks - ticks >= Fastest.Ticks;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

using System.ComponentModel.DataAnnotations;
using Maillage.Design.Forms;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Records;
using Maillage.Features.Places.Search;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
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
    ReadingTime readingTime,
    SentForms sentForms,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(Name = "message")]
    [StringLength(PlaceReport.MaxMessageLength, ErrorMessage = "Écrivez 2 000 caractères au plus")]
    public string? Message { get; set; }

    /// <summary>Which fact, as the form names it; empty when the person did not say.</summary>
    [BindProperty(Name = "fait")]
    public string? FactCode { get; set; }

    [BindProperty(Name = "juste")]
    [StringLength(PlaceReport.MaxProposedLength, ErrorMessage = "Écrivez 500 caractères au plus")]
    public string? Proposed { get; set; }

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

    public IReadOnlyList<Choice> FactChoices =>
        [.. Facts.Select(fact => new Choice(fact.Code, texts[fact.Fact.Words()]))];

    private static IReadOnlyList<(string Code, ReportedFact Fact)> Facts { get; } =
    [
        ("horaires", ReportedFact.Hours),
        ("telephone", ReportedFact.Phone),
        ("email", ReportedFact.Email),
        ("internet", ReportedFact.Website),
        ("adresse", ReportedFact.Address),
        ("nom", ReportedFact.Name),
        ("services", ReportedFact.Services),
        ("ferme", ReportedFact.ClosedForGood),
        ("autre", ReportedFact.Other),
    ];

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
        var error = new ReportedError(
            TypedText.Of(Message) ?? "",
            Facts.Where(f => f.Code == FactCode).Select(f => (ReportedFact?)f.Fact).FirstOrDefault(),
            TypedText.LineOf(Proposed),
            TypedText.LineOf(ReplyTo)
        )
        {
            Form = ShownAt,
        };
        if (ModelState.IsValid && !error.SaysWhatIsWrong)
        {
            ModelState.AddModelError("message", texts["Écrivez ce qui est faux, en une phrase"]);
        }

        if (ModelState.IsValid && error.ReplyTo is { } reply && !ReplyWay.IsOne(reply))
        {
            ModelState.AddModelError("reponse", texts["Écrivez un numéro de téléphone ou une adresse e-mail"]);
        }

        if (ModelState.IsValid && !readingTime.HasPassedSince(ShownAt))
        {
            ModelState.AddModelError("message", texts["Attendez quelques secondes, puis envoyez de nouveau"]);
        }

        if (!ModelState.IsValid)
        {
            Sign();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (!sentForms.TryTake(HttpContext))
        {
            ModelState.AddModelError("", texts["Trop d’envois depuis votre connexion. Réessayez dans dix minutes"]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        // A robot is thanked too, so that it learns nothing.
        if (string.IsNullOrEmpty(Trap))
        {
            await reportPlace.Run(PlaceId, error, cancellation);
        }

        return Redirect(PlaceUrls.Report(Slug) + "?envoye=oui");
    }

    private void Sign()
    {
        ModelState.Remove("depuis");
        ShownAt = readingTime.Start();
    }
}

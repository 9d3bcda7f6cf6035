using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>What a place proposes through its link, beside what stands, for those who look after it to decide.</summary>
[Authorize(Access.SignedIn)]
public sealed class CorrectionModel(MaillageDb db, PlaceInHand placeInHand, AnswerVerification answerVerification)
    : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public Place Place { get; private set; } = null!;

    public Verification Verification { get; private set; } = null!;

    /// <summary>The name of the place that was asked, where it was merged into this one since.</summary>
    public string? MergedName { get; private set; }

    /// <summary>Which state of the place the page shows.</summary>
    public string Seen => Place.SeenInForm();

    public string Since { get; private set; } = "";

    public IReadOnlyList<EditModel.Change> Changes { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        var found = await (
            from verification in db.Verifications.AsNoTracking()
            join place in placeInHand.Of(HttpContext.Person())
                on verification.MergedIntoId ?? verification.PlaceId equals place.Id
            where verification.Id == Id && verification.State == VerificationState.Proposed
            select new
            {
                Verification = verification,
                Place = place,
                MergedName = db
                    .Places.Where(p => p.Id == verification.PlaceId && verification.MergedIntoId != null)
                    .Select(p => p.Name)
                    .FirstOrDefault(),
            }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            context.Result = NotFound();
            return;
        }

        (Verification, Place, MergedName) = (found.Verification, found.Place, found.MergedName);
        var theirs = RecordJson.ReadPlace(Verification.Proposed ?? "{}");
        Changes =
        [
            .. PlaceFields
                .All.Where(field => Verification.ProposedFields.Contains(field.Property))
                .Select(field => new EditModel.Change(field.Label, field.Words(Place), field.Words(theirs))),
        ];
        Since = Verification.AnsweredAt is { } at
            ? $"Reçu le {FrenchTypography.Day(ParisTime.DayAt(at), "d MMMM yyyy")} par le lien envoyé au lieu."
            : "";
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        CancellationToken cancellation
    )
    {
        var person = HttpContext.Person().AccountId;
        switch (gesture)
        {
            case "prendre":
                var outcome = await answerVerification.Accept(Id, seen.AsSeen(), person, cancellation);
                if (outcome == AnswerOutcome.PlaceChanged)
                {
                    ModelState.AddModelError(
                        "",
                        "Quelqu’un vient de modifier ce lieu : rien n’a été enregistré. Relisez la comparaison, puis recommencez"
                    );
                    Response.StatusCode = StatusCodes.Status400BadRequest;
                    return Page();
                }

                return Redirect(Verification.HasClosed ? PlaceUrls.Desk : PlaceUrls.Manage(Place.Slug));
            case "ecarter":
                await answerVerification.Dismiss(Id, person, cancellation);
                return Redirect(PlaceUrls.Manage(Place.Slug));
            default:
                return NotFound();
        }
    }
}

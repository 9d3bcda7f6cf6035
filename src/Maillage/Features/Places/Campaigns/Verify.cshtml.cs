using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Campaigns;

/// <summary>
/// Where a place says, without an account, whether its page is right (vérifier). Mail scanners open links, so opening
/// changes nothing. It shows what the public reads, never a named person.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class VerifyModel(
    MaillageDb db,
    VerificationLinks links,
    AnswerVerification answerVerification,
    IOptions<SiteSettings> settings,
    TimeProvider time
) : PageModel
{
    private static readonly string[] Asked =
    [
        nameof(Place.Phone),
        nameof(Place.Emails),
        nameof(Place.OpeningHours),
        nameof(Place.Closures),
    ];

    [FromRoute(Name = "token")]
    public string Token { get; set; } = "";

    public Place Place { get; private set; } = null!;

    /// <summary>What the page shows.</summary>
    public VerifyStep Step { get; private set; }

    public SiteSettings Site => settings.Value;

    public IReadOnlyList<EditModel.Change> Changes { get; private set; } = [];

    public bool HasClosed { get; private set; }

    public string? Note { get; private set; }

    /// <summary>The fields of the short form.</summary>
    public IReadOnlyList<PlaceField> Fields { get; } = [.. PlaceFields.All.Where(f => Asked.Contains(f.Property))];

    /// <summary>What the place is read out.</summary>
    public IReadOnlyList<(string Label, IReadOnlyList<string> Words)> Facts =>
        [
            ("Adresse", [.. new[] { Place.Address, $"{Place.PostalCode} {Place.CommuneName}" }.OfType<string>()]),
            .. PlaceFields
                .All.Where(f =>
                    f.Property
                        is nameof(Place.OpeningHours)
                            or nameof(Place.Closures)
                            or nameof(Place.Phone)
                            or nameof(Place.Emails)
                            or nameof(Place.Websites)
                            or nameof(Place.Services)
                            or nameof(Place.Fees)
                )
                .Select(f => (f.Label, f.Words(Place))),
        ];

    /// <summary>Which state of the place the page shows.</summary>
    public string Seen => Place.SeenInForm();

    /// <summary>True where the place was changed while somebody wrote.</summary>
    public bool IsOvertaken { get; private set; }

    private Guid VerificationId { get; set; }

    private string By { get; set; } = "";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (links.Read(Token) is not { } id || await Load(id, HttpContext.RequestAborted) is not { } isOpen)
        {
            context.Result = NotFound();
            return;
        }

        if (Step == VerifyStep.Over)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        if (!isOpen)
        {
            context.Result = Page();
            return;
        }

        await next();
    }

    public void OnGet([FromQuery(Name = "corriger")] string? correct) =>
        Step = correct == "oui" ? VerifyStep.Form : VerifyStep.Question;

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        [FromForm(Name = "ferme")] string? closed,
        [FromForm(Name = "autre")] string? note,
        CancellationToken cancellation
    )
    {
        if (gesture == "exact")
        {
            var outcome = await answerVerification.Confirm(VerificationId, seen.AsSeen(), By, cancellation);
            if (outcome != AnswerOutcome.PlaceChanged)
            {
                return Redirect(PlaceUrls.Verify(Token));
            }

            ModelState.AddModelError("", "Cette page vient d’être modifiée : relisez-la, puis répondez");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Step = VerifyStep.Question;
            return Page();
        }

        (HasClosed, Note) = (closed == "oui", string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        if (gesture == "revenir")
        {
            Step = VerifyStep.Form;
            return Page();
        }

        var after = RecordJson.ReadPlace(RecordJson.Write(Place));
        foreach (var field in Fields)
        {
            if (field.Set(after, ValuesOf(field)) is { } problem)
            {
                ModelState.AddModelError(field.Name, problem);
            }
        }

        var changed = PlaceFields.Changed(Place, after);
        if (Note?.Length > Verification.MaxNoteLength)
        {
            ModelState.AddModelError("autre", "Écrivez 2 000 caractères au plus");
        }
        else if (ModelState.IsValid && changed.Count == 0 && !HasClosed && Note is null)
        {
            ModelState.AddModelError("autre", "Rien n’est changé : corrigez une ligne, ou dites ce qui est faux");
        }

        if (ModelState.IsValid && seen != Seen)
        {
            // What was left as it stood would else undo what somebody has just written.
            ModelState.AddModelError(
                "",
                "Quelqu’un vient de modifier cette page. Relisez ce qu’elle dit maintenant, sous le formulaire, puis continuez"
            );
            IsOvertaken = true;
        }

        if (!ModelState.IsValid)
        {
            Step = VerifyStep.Form;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (gesture == "envoyer")
        {
            await answerVerification.Propose(
                VerificationId,
                new ProposedCorrection(after, [.. changed.Select(f => f.Property)], HasClosed, Note),
                cancellation
            );
            return Redirect(PlaceUrls.Verify(Token));
        }

        Changes = [.. changed.Select(f => new EditModel.Change(f.Label, f.Words(Place), f.Words(after)))];
        Step = VerifyStep.Check;
        return Page();
    }

    /// <summary>What was typed, or what the place says.</summary>
    public IReadOnlyList<string> ValuesOf(PlaceField field) =>
        HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey(field.Name)
            ? [.. Request.Form[field.Name].Select(value => (value ?? "").ReplaceLineEndings("\n"))]
            : field.Get(Place);

    /// <summary>Everything typed, to be sent again.</summary>
    public IEnumerable<(string Name, string Value)> Typed() =>
        Fields
            .SelectMany(field => ValuesOf(field).Select(value => (field.Name, value)))
            .Append(("ferme", HasClosed ? "oui" : ""))
            .Append(("autre", Note ?? ""));

    /// <summary>Null where the place is no longer there; false where there is nothing left to answer.</summary>
    private async Task<bool?> Load(Guid id, CancellationToken cancellation)
    {
        var found = await (
            from verification in db.Verifications.AsNoTracking()
            join campaign in db.Campaigns on verification.CampaignId equals campaign.Id
            join place in db.Places on verification.PlaceId equals place.Id
            where verification.Id == id
            select new
            {
                Verification = verification,
                Campaign = campaign,
                Place = place,
                Organisation = db
                    .Organisations.Where(o => o.Id == place.OrganisationId)
                    .Select(o => o.Name)
                    .FirstOrDefault(),
            }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        (VerificationId, Place, By) = (id, found.Place, found.Organisation ?? "l’équipe du lieu");
        if (found.Campaign.IsOver(time.GetUtcNow().UtcDateTime) || found.Place.GoneAt is not null)
        {
            Step = VerifyStep.Over;
            return false;
        }

        Step = VerifyStep.Thanks;
        return AnswerVerification.IsOpen(found.Verification);
    }
}

/// <summary>What the page of a verification shows.</summary>
public enum VerifyStep
{
    Question,
    Form,
    Check,
    Thanks,

    /// <summary>The link no longer serves.</summary>
    Over,
}

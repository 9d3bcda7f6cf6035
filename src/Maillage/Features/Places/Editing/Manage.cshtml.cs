using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>A place in the hands of those who look after it: freshness, disagreements, reports, every field.</summary>
[Authorize(Access.SignedIn)]
public sealed class ManageModel(
    MaillageDb db,
    PlaceInHand placeInHand,
    EditPlace editPlace,
    SettleDispute settleDispute,
    AttachPlace attachPlace,
    TerritoryMap map,
    TimeProvider time
) : PageModel
{
    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    public Place Place { get; private set; } = null!;

    /// <summary>Which state of the place the page shows.</summary>
    public string Seen => Place.SeenInForm();

    public Freshness Freshness { get; private set; }

    public string CheckedOn { get; private set; } = "";

    public IReadOnlyList<DisputeRow> Disputes { get; private set; } = [];

    public IReadOnlyList<string> Reports { get; private set; } = [];

    public bool MayAttach { get; private set; }

    public string? TypedOrganisation { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var person = HttpContext.Person();
        if (await placeInHand.Find(Slug, person, HttpContext.RequestAborted) is not { } place)
        {
            context.Result = NotFound();
            return;
        }

        Place = place;
        MayAttach = person.Coordinates(map.CommuneByInsee(place.Insee));
        TypedOrganisation = place.Organisation?.Name;
        await next();
    }

    public Task OnGet(CancellationToken cancellation) => Show(cancellation);

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        [FromForm(Name = "desaccord")] Guid? dispute,
        [FromForm(Name = "structure")] string? organisation,
        CancellationToken cancellation
    )
    {
        var problem = gesture switch
        {
            "verifier" => Words(await Verify(seen.AsSeen(), cancellation)),
            "garder" or "prendre" when dispute is { } id => Words(
                await settleDispute.Run(
                    Place.Id,
                    id,
                    takeTheirs: gesture == "prendre",
                    seen.AsSeen(),
                    HttpContext.Person().AccountId,
                    cancellation
                )
            ),
            "rattacher" when MayAttach => await Attach(organisation, seen.AsSeen(), cancellation),
            _ => null,
        };
        if (problem is null)
        {
            return Redirect(PlaceUrls.Manage(Slug));
        }

        ModelState.AddModelError(gesture == "rattacher" ? "structure" : "", problem);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(cancellation);
        return Page();
    }

    private Task<EditOutcome> Verify(DateTime seen, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var by = Place.Organisation?.Name;
        var person = HttpContext.Person();
        if (Place.OrganisationId is not { } organisation || !person.LooksAfterPlacesOf(organisation))
        {
            by = "la coordination du réseau";
        }

        return editPlace.Run(
            Place.Id,
            seen,
            person.AccountId,
            VersionKind.Verified,
            place => (place.VerifiedOn, place.VerifiedBy) = (today, by),
            cancellation
        );
    }

    private async Task<string?> Attach(string? typed, DateTime seen, CancellationToken cancellation)
    {
        TypedOrganisation = typed;
        return await attachPlace.Run(Place.Id, typed, seen, HttpContext.Person().AccountId, cancellation) switch
        {
            AttachOutcome.Done => null,
            AttachOutcome.Unknown => "Aucune structure du réseau n’a ce nom ni ce numéro",
            AttachOutcome.Several => "Plusieurs structures ont ce nom : écrivez le SIRET",
            AttachOutcome.SomebodyWasFaster => Words(EditOutcome.SomebodyWasFaster),
        };
    }

    private static string? Words(EditOutcome outcome) =>
        outcome switch
        {
            EditOutcome.Done or EditOutcome.NothingChanged => null,
            EditOutcome.SomebodyWasFaster => "Quelqu’un vient de modifier ce lieu. Relisez la page, puis recommencez",
        };

    private async Task Show(CancellationToken cancellation)
    {
        Freshness = FreshnessStates.Of(Place.VerifiedOn, time.TodayInParis());
        CheckedOn = (Place.VerifiedOn, Place.UpdatedOn) switch
        {
            ({ } verified, _) =>
                $"Vérifié le {FrenchTypography.Day(verified, "d MMMM yyyy")}{(Place.VerifiedBy is { } by ? $" par {by}" : "")}.",
            (null, { } updated) =>
                $"Jamais vérifié ; mis à jour par sa liste le {FrenchTypography.Day(updated, "d MMMM yyyy")}.",
            _ => "Jamais vérifié.",
        };
        var disputes = await db
            .FieldDisputes.Where(d => d.PlaceId == Place.Id)
            .OrderBy(d => d.At)
            .ToListAsync(cancellation);
        Disputes = [.. disputes.Select(Row)];
        var reports = await db
            .PlaceReports.AsNoTracking()
            .Where(r => r.PlaceId == Place.Id && r.ClosedAt == null)
            .OrderBy(r => r.CreatedAt)
            .ToListAsync(cancellation);
        Reports = [.. reports.Select(report => report.InOneLine())];
    }

    private DisputeRow Row(FieldDispute dispute)
    {
        var field = PlaceFields.All.First(f => f.Property == dispute.Field);
        return new DisputeRow(
            dispute.Id,
            field.Label,
            Joined(field.Words(Place)),
            dispute.Source,
            Joined(field.Words(settleDispute.TheirsOf(dispute)))
        );
    }

    private static string Joined(IReadOnlyList<string> words) => words.Count == 0 ? "rien" : string.Join(" ; ", words);

    /// <summary>A field on which a list and a person differ.</summary>
    public sealed record DisputeRow(Guid Id, string Label, string Ours, string Source, string Theirs);
}

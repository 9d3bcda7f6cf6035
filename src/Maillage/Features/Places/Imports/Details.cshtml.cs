using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Imports;

/// <summary>One import: how far it is, what it would change, what it did, and what may be decided.</summary>
[Authorize(Access.Coordinator)]
public sealed class DetailsModel(
    MaillageDb db,
    ImportInHand importInHand,
    PreviewImport previewImport,
    DecideImport decideImport,
    KeptLists keptLists,
    IOptions<SiteSettings> site
) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public ImportRun Run { get; private set; } = null!;

    /// <summary>True where somebody has asked to undo it and is asked again.</summary>
    public bool IsUndoAsked { get; private set; }

    public bool MayMatchAgain => Run is { Match: not null, HasFile: true };

    /// <summary>True where an administrator gave the list: they choose between the territory of the site and all of it.</summary>
    public bool ChoosesTerritory =>
        Run is { State: ImportState.Waiting, HasFile: true }
        && HttpContext.Person() is { IsAdministrator: true } person
        && Run.AccountId == person.AccountId;

    /// <summary>What the import touches, or would touch.</summary>
    public string TerritoryName =>
        string.Join(
            ", ",
            (Run.Territories.Count == 0 ? [site.Value.Departement] : Run.Territories).Select(ImportTerritory.NameOf)
        );

    public bool HasReport => keptLists.Report(Id) is not null;

    public string From { get; private set; } = "";

    public IReadOnlyList<(int Number, string Words)> Counts { get; private set; } = [];

    public IReadOnlyList<PreviewedPlace> Created { get; private set; } = [];

    public IReadOnlyList<PreviewedPlace> Changed { get; private set; } = [];

    public IReadOnlyList<PreviewedPlace> Gone { get; private set; } = [];

    /// <summary>The remembered list that it is; null for none.</summary>
    public Guid? ListId { get; private set; }

    internal ImportPreview Preview { get; private set; } = new();

    /// <summary>What is being done; null where nothing is.</summary>
    internal Work? Progress { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation) =>
        await Find(cancellation) ? await Shown(cancellation) : NotFound();

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (!await Find(cancellation))
        {
            return NotFound();
        }

        if (gesture == "annuler")
        {
            IsUndoAsked = Run.State == ImportState.Done;
            return await Shown(cancellation);
        }

        DecisionOutcome? outcome = gesture switch
        {
            "importer" or "importer-quand-meme" => await decideImport.Apply(
                Run,
                HttpContext.Person().AccountId,
                evenIfSmaller: gesture == "importer-quand-meme",
                cancellation
            ),
            "laisser" => await decideImport.Leave(Run, cancellation),
            "revoir" => await decideImport.MatchAgain(Run, HttpContext.Person().AccountId, cancellation),
            "toute-la-liste" when ChoosesTerritory => await decideImport.Take(Run, [], cancellation),
            "territoire" when ChoosesTerritory => await decideImport.Take(Run, [site.Value.Departement], cancellation),
            "toute-la-liste" or "territoire" => DecisionOutcome.TooLate,
            "annuler-oui" => await decideImport.Undo(Run, cancellation),
            _ => null,
        };
        switch (outcome)
        {
            case null:
                return NotFound();
            case DecisionOutcome.Done:
                return Redirect(gesture == "laisser" ? PlaceUrls.Imports : PlaceUrls.Import(Id));
            case DecisionOutcome.TooLate:
                ModelState.AddModelError("", "Quelqu’un a déjà décidé : voici où en est cet import");
                db.ChangeTracker.Clear();
                await Find(cancellation);
                break;
            case DecisionOutcome.Shrunken:
                ModelState.AddModelError("", "Cette liste a diminué : dites si c’est normal");
                break;
            case DecisionOutcome.Busy:
                ModelState.AddModelError(
                    "",
                    "Un autre import est en cours : attendez qu’il soit fini, puis recommencez"
                );
                break;
            case DecisionOutcome.ReadAgain:
                ModelState.AddModelError(
                    "",
                    "Un autre import a fini entre-temps : la liste est relue, vérifiez de nouveau"
                );
                break;
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return await Shown(cancellation);
    }

    private async Task<bool> Find(CancellationToken cancellation)
    {
        if (await importInHand.Find(Id, HttpContext.Person(), cancellation) is not { } run)
        {
            return false;
        }

        Run = run;
        return true;
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        if (Run is { State: ImportState.Matching, Match: not null })
        {
            return Redirect(PlaceUrls.ImportColumns(Id));
        }

        From =
            $"{(ListOrigin.IsAddress(Run.Origin, out _) ? Run.Origin : $"Fichier {Run.Origin}")}, {ParisTime.Words(Run.StartedAt)}";
        Progress = await Working(cancellation);
        Preview = Run.State is ImportState.Waiting or ImportState.Done ? ImportPreview.Of(Run) : new ImportPreview();
        Counts = Run.State is ImportState.Matching or ImportState.ToRead or ImportState.Reading ? [] : Run.Counted();
        if (Run.State == ImportState.Waiting)
        {
            Created = await previewImport.Created(Id, cancellation);
            Changed = await previewImport.Changed(Id, cancellation);
            Gone = await previewImport.Gone(Preview.Gone, cancellation);
        }

        ListId = await db
            .ImportLists.Where(l => l.Id == Run.ListId)
            .Select(l => (Guid?)l.Id)
            .SingleOrDefaultAsync(cancellation);
        return Page();
    }

    private async Task<Work?> Working(CancellationToken cancellation)
    {
        switch (Run.State)
        {
            case ImportState.ToRead:
                return new Work("La liste va être lue.", 0, 0);
            case ImportState.Reading:
                var read = await db.StagedPlaces.CountAsync(s => s.RunId == Id, cancellation);
                return new Work($"{ImportWords.Count(read, "fiche déjà lue", "fiches déjà lues")}.", 0, 0);
            case ImportState.Applying:
                var total = Run.Created + Run.Updated + Run.Unchanged;
                var left = await db.StagedPlaces.CountAsync(s => s.RunId == Id, cancellation);
                var done = Math.Clamp(total - left, 0, total);
                return new Work($"{ImportWords.Count(done, "fiche", "fiches")} sur {total}.", done, total);
            case ImportState.Undoing:
                var still = await db.ImportChanges.CountAsync(c => c.RunId == Id, cancellation);
                return new Work($"{ImportWords.Count(still, "changement", "changements")} à défaire.", 0, 0);
            default:
                return null;
        }
    }

    /// <summary>Work under way.</summary>
    /// <param name="Total">Of what; 0 while it is not known.</param>
    internal sealed record Work(string Words, int Done, int Total);
}

using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Audit;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>One merge: who made it, what was chosen, the history of the place merged away, and the way back.</summary>
[Authorize(Access.SignedIn)]
public sealed class MergeModel(MaillageDb db, SeparatePlaces separatePlaces, TerritoryMap map, Journal journal)
    : PageModel
{
    private const int Shown = 20;

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public PlaceMerge Merge { get; private set; } = null!;

    public Place Kept { get; private set; } = null!;

    public Place Merged { get; private set; } = null!;

    public string Made { get; private set; } = "";

    public string? TakenBack { get; private set; }

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>The history of the place merged away, the latest first.</summary>
    public IReadOnlyList<Former> Versions { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        var person = HttpContext.Person();
        var merge = await db.PlaceMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == Id, cancellation);
        var places = merge is null
            ? []
            : await db
                .Places.AsNoTracking()
                .Where(p => p.Id == merge.KeptPlaceId || p.Id == merge.MergedPlaceId)
                .ToListAsync(cancellation);
        if (merge is null || !places.TrueForAll(place => person.MayMerge(place, map)))
        {
            context.Result = NotFound();
            return;
        }

        Merge = merge;
        Kept = places.Single(p => p.Id == merge.KeptPlaceId);
        Merged = places.Single(p => p.Id == merge.MergedPlaceId);
        await next();
    }

    public Task OnGet(CancellationToken cancellation) => Show(cancellation);

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (gesture != "separer")
        {
            return NotFound();
        }

        var outcome = await separatePlaces.Run(Id, HttpContext.Person().AccountId, cancellation);
        if (outcome is MergeOutcome.Done or MergeOutcome.AlreadySeparated)
        {
            return Redirect(PlaceUrls.Merge(Id));
        }

        ModelState.AddModelError(
            "",
            outcome switch
            {
                MergeOutcome.KeptWasMerged =>
                    $"« {Kept.Name} » a été réuni depuis avec un autre lieu : défaites d’abord cette fusion-là",
                MergeOutcome.Busy =>
                    "Un import ou une autre fusion est en cours. Attendez qu’il se termine, puis recommencez",
                _ => "Quelqu’un vient de modifier ce lieu. Relisez la page, puis recommencez",
            }
        );
        Response.StatusCode = StatusCodes.Status400BadRequest;
        // What was not done is not saved with the line of the journal.
        db.ChangeTracker.Clear();
        await Show(cancellation);
        return Page();
    }

    private async Task Show(CancellationToken cancellation)
    {
        var ids = new[] { Merge.AccountId, Merge.SeparatedBy ?? Guid.Empty };
        var names = await db
            .Accounts.Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.Name })
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancellation);
        Made = $"Réunis le {At(Merge.At)} par {NameOf(Merge.AccountId)}.";
        TakenBack = Merge.SeparatedAt is { } at ? $"Séparés le {At(at)} par {NameOf(Merge.SeparatedBy)}." : null;
        var (before, other, after) = (
            RecordJson.ReadPlace(Merge.KeptBefore),
            RecordJson.ReadPlace(Merge.MergedBefore),
            RecordJson.ReadPlace(Merge.KeptAfter)
        );
        await NameOrganisations([before, other, after], cancellation);
        Lines =
        [
            .. MergeRow
                .All.Where(row => row.Differs(before, other))
                .Select(row => new Line(row.Label, row.Words(before), row.Words(other), row.Words(after))),
        ];
        var versions = await (
            from version in db.PlaceVersions.AsNoTracking()
            where version.PlaceId == Merged.Id
            orderby version.At descending
            select new
            {
                Version = version,
                Who = db.Accounts.Where(a => a.Id == version.AccountId).Select(a => a.Name).FirstOrDefault(),
            }
        )
            .Take(Shown + 1)
            .ToListAsync(cancellation);
        await journal.ReadNames(
            HttpContext.Person(),
            names
                .Keys.Select(id => (Guid?)id)
                .Concat(versions.Where(v => v.Who is not null).Select(v => v.Version.AccountId)),
            "voir qui a réuni des lieux",
            cancellation
        );
        Versions =
        [
            .. versions
                .Take(Shown)
                .Select(
                    (row, rank) =>
                        new Former(
                            HistoryModel.What(row.Version),
                            At(row.Version.At),
                            row.Who ?? HistoryModel.WithoutName(row.Version),
                            rank + 1 < versions.Count
                                ? HistoryModel.Between(versions[rank + 1].Version, row.Version)
                                : []
                        )
                ),
        ];

        string NameOf(Guid? account) => names.GetValueOrDefault(account ?? Guid.Empty, "un compte fermé");
    }

    private async Task NameOrganisations(Place[] states, CancellationToken cancellation)
    {
        var ids = states.Select(s => s.OrganisationId).OfType<Guid>().Distinct().ToList();
        var organisations = await db
            .Organisations.AsNoTracking()
            .Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, cancellation);
        foreach (var state in states)
        {
            state.Organisation = organisations.GetValueOrDefault(state.OrganisationId ?? Guid.Empty);
        }
    }

    private static string At(DateTime at) =>
        ParisTime.At(at).ToString("d MMMM yyyy 'à' H 'h' mm", CultureInfo.CurrentCulture);

    /// <summary>A field on which the two differed, and what was kept.</summary>
    public sealed record Line(
        string Label,
        IReadOnlyList<string> Kept,
        IReadOnlyList<string> Merged,
        IReadOnlyList<string> After
    );

    /// <summary>A version of the place merged away.</summary>
    public sealed record Former(string What, string At, string Who, IReadOnlyList<EditModel.Change> Changes);
}

using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>The versions of a place, the latest first: who, when, field by field, and a way back to each.</summary>
[Authorize(Access.SignedIn)]
public sealed class HistoryModel(
    MaillageDb db,
    PlaceInHand placeInHand,
    EditPlace editPlace,
    TerritoryMap map,
    Journal journal
) : PageModel
{
    private const int Shown = 50;

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    public Place Place { get; private set; } = null!;

    /// <summary>Which state of the place the page shows.</summary>
    public string Seen => Place.SeenInForm();

    public IReadOnlyList<Row> Versions { get; private set; } = [];

    /// <summary>True where another record was merged into it: what that one was is told on the page of the merge.</summary>
    public bool HasMerges { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await placeInHand.Find(Slug, HttpContext.Person(), HttpContext.RequestAborted) is not { } place)
        {
            context.Result = NotFound();
            return;
        }

        Place = place;
        await next();
    }

    public Task OnGet(CancellationToken cancellation) => Show(cancellation);

    private async Task Show(CancellationToken cancellation)
    {
        var found = await (
            from version in db.PlaceVersions.AsNoTracking()
            where version.PlaceId == Place.Id
            orderby version.At descending
            select new
            {
                Version = version,
                Who = db.Accounts.Where(a => a.Id == version.AccountId).Select(a => a.Name).FirstOrDefault(),
            }
        )
            .Take(Shown + 1)
            .ToListAsync(cancellation);
        HasMerges = found.Exists(row => row.Version.Kind == VersionKind.Merged);
        var me = HttpContext.Person().AccountId;
        await journal.Read(
            nameof(Account),
            [
                .. found
                    .Where(row => row.Who is not null)
                    .Select(row => row.Version.AccountId)
                    .OfType<Guid>()
                    .Where(id => id != me)
                    .Distinct(),
            ],
            [nameof(Account.Name)],
            "voir qui a changé un lieu",
            cancellation
        );
        Versions =
        [
            .. found
                .Take(Shown)
                .Select(
                    (row, rank) =>
                        new Row(
                            row.Version.Id,
                            What(row.Version),
                            ParisTime
                                .At(row.Version.At)
                                .ToString("d MMMM yyyy 'à' H 'h' mm", CultureInfo.CurrentCulture),
                            row.Who ?? WithoutName(row.Version),
                            rank + 1 < found.Count ? Between(found[rank + 1].Version, row.Version) : [],
                            MayRestore: rank > 0 && Differs(row.Version)
                        )
                ),
        ];
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "version")] Guid version,
        [FromForm(Name = "vu")] string? seen,
        CancellationToken cancellation
    )
    {
        var state = await db
            .PlaceVersions.Where(v => v.Id == version && v.PlaceId == Place.Id)
            .Select(v => v.State)
            .SingleOrDefaultAsync(cancellation);
        if (state is null)
        {
            return NotFound();
        }

        if (seen == Seen && await Restore(RecordJson.ReadPlace(state), cancellation) != EditOutcome.SomebodyWasFaster)
        {
            return Redirect(PlaceUrls.History(Slug));
        }

        ModelState.AddModelError(
            "",
            "Quelqu’un vient de modifier ce lieu : rien n’a été remis. Relisez la page, puis recommencez"
        );
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(cancellation);
        return Page();
    }

    /// <summary>The fields that people write; and whose place it was, where the person may say so.</summary>
    private async Task<EditOutcome> Restore(Place former, CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var organisation = await db
            .Organisations.Where(o => o.Id == former.OrganisationId)
            .Select(o => new { o.Id, o.Name })
            .SingleOrDefaultAsync(cancellation);
        var isGiven =
            organisation?.Id == former.OrganisationId
            && former.OrganisationId != Place.OrganisationId
            && person.Coordinates(map.CommuneByInsee(Place.Insee));
        return await editPlace.Run(
            Place.Id,
            Place.ModifiedAt,
            person.AccountId,
            VersionKind.Restored,
            isGiven ? [AttachPlace.Note(Place.Organisation?.Name, organisation?.Name)] : [],
            place =>
            {
                CopyFields(former, place);
                place.OrganisationId = isGiven ? former.OrganisationId : place.OrganisationId;
            },
            cancellation
        );
    }

    /// <summary>True where putting it back would change something.</summary>
    private bool Differs(PlaceVersion version)
    {
        var state = RecordJson.ReadPlace(version.State);
        return PlaceFields.Changed(state, Place).Count > 0
            || (
                state.OrganisationId != Place.OrganisationId
                && HttpContext.Person().Coordinates(map.CommuneByInsee(Place.Insee))
            );
    }

    private static EditModel.Change Change(VersionNote note) =>
        new(note.Label, note.Before is null ? [] : [note.Before], note.After is null ? [] : [note.After]);

    private static void CopyFields(Place from, Place to)
    {
        foreach (var field in PlaceFields.All)
        {
            field.Copy(from, to);
        }
    }

    internal static string WithoutName(PlaceVersion version) =>
        (version.AccountId, version.Kind) switch
        {
            ({ }, _) => Account.ErasedName,
            (null, VersionKind.Imported) => "Une liste importée",
            _ => "Le lieu, par un lien reçu",
        };

    internal static string What(PlaceVersion version) =>
        version.Kind switch
        {
            VersionKind.Imported => version.AccountId is null ? "Donné par sa liste" : "Repris de sa liste",
            VersionKind.Edited => "Modifié",
            VersionKind.Verified => "Vérifié",
            VersionKind.Restored => "Remis dans un état ancien",
            VersionKind.Merged => "Réuni avec un autre lieu",
            VersionKind.Separated => "Séparé de nouveau",
            VersionKind.Proposed => "Créé d’après une proposition du public",
            VersionKind.Reported => "Modifié d’après un signalement du public",
            VersionKind.Attached => "Structure changée",
            VersionKind.Photographed => "Photo changée",
            VersionKind.KeptOurs => "Gardé malgré ce que dit une liste",
        };

    internal static IReadOnlyList<EditModel.Change> Between(PlaceVersion before, PlaceVersion after)
    {
        var (one, other) = (RecordJson.ReadPlace(before.State), RecordJson.ReadPlace(after.State));
        return
        [
            .. PlaceFields
                .Changed(one, other)
                .Select(field => new EditModel.Change(field.Label, field.Words(one), field.Words(other))),
            .. after.Notes.Select(Change),
        ];
    }

    /// <summary>A version with what it changed.</summary>
    public sealed record Row(
        Guid Id,
        string What,
        string At,
        string Who,
        IReadOnlyList<EditModel.Change> Changes,
        bool MayRestore
    );
}

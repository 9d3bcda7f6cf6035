using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Two places side by side: what speaks for one place, which values stay, what the place will be, the merge.</summary>
[Authorize(Access.SignedIn)]
public sealed class PairModel(MaillageDb db, MergePlaces mergePlaces, DecideDuplicate decideDuplicate, TerritoryMap map)
    : PageModel
{
    private const string FirstSide = "1";
    private const string SecondSide = "2";
    private const string BothSides = "3";

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public DuplicateProposal Proposal { get; private set; } = null!;

    public Place First { get; private set; } = null!;

    public Place Second { get; private set; } = null!;

    /// <summary>« 1 » or « 2 »: the place whose address stays.</summary>
    public string Kept { get; private set; } = FirstSide;

    public IReadOnlyList<Line> Different { get; private set; } = [];

    public IReadOnlyList<Line> Same { get; private set; } = [];

    /// <summary>True where the page shows what the place will be, before it is written.</summary>
    public bool IsChecking { get; private set; }

    public string SeenFirst => Ticks(First);

    public string SeenSecond => Ticks(Second);

    public Place KeptPlace => Kept == FirstSide ? First : Second;

    public Place MergedPlace => Kept == FirstSide ? Second : First;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        context.Result = await Load(HttpContext.RequestAborted);
        if (context.Result is null)
        {
            await next();
        }
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu1")] string? seenFirst,
        [FromForm(Name = "vu2")] string? seenSecond,
        CancellationToken cancellation
    )
    {
        var person = HttpContext.Person();
        if (gesture == "ecarter")
        {
            await decideDuplicate.NotDuplicate(Id, person.AccountId, cancellation);
            return Redirect(PlaceUrls.Duplicates);
        }

        if (gesture is not ("continuer" or "revenir" or "fusionner"))
        {
            return Refused("Choisissez ce qu’il faut faire de ces deux lieux");
        }

        if (seenFirst != SeenFirst || seenSecond != SeenSecond)
        {
            return Refused("Quelqu’un vient de modifier l’un de ces lieux. Relisez la page, puis recommencez");
        }

        if (gesture != "fusionner")
        {
            IsChecking = gesture == "continuer";
            return Page();
        }

        var (outcome, merge) = await mergePlaces.Run(
            new MergeChoice(
                KeptPlace.Id,
                MergedPlace.Id,
                KeptPlace.ModifiedAt,
                MergedPlace.ModifiedAt,
                Different.ToDictionary(line => line.Row.Code, line => SideOf(line.Chosen))
            ),
            person.AccountId,
            cancellation
        );
        return outcome switch
        {
            MergeOutcome.Done => Redirect(PlaceUrls.Merge(merge!.Value)),
            MergeOutcome.Busy => Refused(
                "Un import ou une autre fusion est en cours. Attendez qu’il se termine, puis recommencez"
            ),
            MergeOutcome.AlreadyMerged => Refused("L’un de ces lieux vient d’être réuni avec un autre"),
            _ => Refused("Quelqu’un vient de modifier l’un de ces lieux. Relisez la page, puis recommencez"),
        };
    }

    /// <summary>What the place will say for a line.</summary>
    public IReadOnlyList<string> After(Line line)
    {
        if (line.Chosen != BothSides)
        {
            return line.Chosen == FirstSide ? line.First : line.Second;
        }

        var together = RecordJson.ReadPlace(RecordJson.Write(KeptPlace));
        line.Row.Apply(together, MergedPlace, MergeSide.Both);
        return line.Row.Words(together);
    }

    private async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var proposal = await db.DuplicateProposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == Id, cancellation);
        if (proposal is null)
        {
            return NotFound();
        }

        var ids = new[] { proposal.FirstPlaceId, proposal.SecondPlaceId };
        var places = await db
            .Places.AsNoTracking()
            .Include(p => p.Organisation)
            .Where(p => ids.Contains(p.Id))
            .ToListAsync(cancellation);
        if (!places.TrueForAll(place => person.MayMerge(place, map)))
        {
            return NotFound();
        }

        if (places.Exists(place => place.GoneAt is not null))
        {
            var merge = await db
                .PlaceMerges.Where(m =>
                    ids.Contains(m.KeptPlaceId) && ids.Contains(m.MergedPlaceId) && m.SeparatedAt == null
                )
                .Select(m => (Guid?)m.Id)
                .FirstOrDefaultAsync(cancellation);
            return merge is { } made ? Redirect(PlaceUrls.Merge(made)) : NotFound();
        }

        Proposal = proposal;
        First = places.Single(p => p.Id == proposal.FirstPlaceId);
        Second = places.Single(p => p.Id == proposal.SecondPlaceId);
        var isPosted = HttpMethods.IsPost(Request.Method) && Request.HasFormContentType;
        Kept =
            isPosted && Request.Form["garder"].ToString() is FirstSide or SecondSide
                ? Request.Form["garder"].ToString()
                : (Strength(Second).CompareTo(Strength(First)) > 0 ? SecondSide : FirstSide);
        var lines = MergeRow.All.Select(row => LineOf(row, isPosted)).ToList();
        Different = lines.FindAll(line => line.Row.Differs(First, Second));
        Same = lines.FindAll(line => !line.Row.Differs(First, Second) && line.First.Count > 0);
        return null;
    }

    private Line LineOf(MergeRow row, bool isPosted)
    {
        var proposed = row.Proposed(KeptPlace, MergedPlace) == MergeSide.Kept ? Kept : Other(Kept);
        var chosen = isPosted ? Request.Form[row.Code].ToString() : "";
        return new Line(
            row,
            row.Words(First),
            row.Words(Second),
            chosen is FirstSide or SecondSide || (chosen == BothSides && row.IsList) ? chosen : proposed
        );
    }

    private MergeSide SideOf(string chosen) =>
        chosen == BothSides ? MergeSide.Both
        : chosen == Kept ? MergeSide.Kept
        : MergeSide.Merged;

    private PageResult Refused(string sentence)
    {
        ModelState.AddModelError("", sentence);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>The place that somebody looks after, then the one checked last, then the older one.</summary>
    private static (bool, DateOnly, long) Strength(Place place) =>
        (
            place.OrganisationId is not null,
            place.VerifiedOn ?? place.UpdatedOn ?? DateOnly.MinValue,
            -place.CreatedAt.Ticks
        );

    private static string Other(string side) => side == FirstSide ? SecondSide : FirstSide;

    private static string Ticks(Place place) => place.ModifiedAt.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>A line of the comparison.</summary>
    /// <param name="Chosen">« 1 », « 2 », or « 3 » for both.</param>
    public sealed record Line(MergeRow Row, IReadOnlyList<string> First, IReadOnlyList<string> Second, string Chosen);
}

using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Features.Territories.Geocoding;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// Changes the answers to one question about a place: the form, then what will change, then the saving. Nothing is kept
/// in between but in the page itself.
/// </summary>
[Authorize(Access.SignedIn)]
public sealed class EditModel(
    PlaceInHand placeInHand,
    EditPlace editPlace,
    IGeocoder geocoder,
    TerritoryMap map,
    TimeProvider time
) : PageModel
{
    private const double LeastScore = 0.5;

    /// <summary>The position found for an address that was changed, in place of the one that the form held.</summary>
    private string? positionFound;

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    [FromRoute(Name = "question")]
    public string Code { get; set; } = "";

    public Place Place { get; private set; } = null!;

    public PlaceQuestion Question { get; private set; } = null!;

    /// <summary>Which state of the place the page shows.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>True where the page shows what will change, before it is saved.</summary>
    public bool IsChecking { get; private set; }

    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <summary>What somebody else has saved in the meantime.</summary>
    public IReadOnlyList<Change> Elsewhere { get; private set; } = [];

    /// <summary>How the position of a changed address was found, to be checked.</summary>
    public string? AboutPosition { get; private set; }

    /// <summary>The week to come as the public will read it, when the hours change.</summary>
    public IReadOnlyList<string> Week { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var question = PlaceFields.Questions.FirstOrDefault(q => q.Code == Code);
        if (
            question is null
            || await placeInHand.Find(Slug, HttpContext.Person(), HttpContext.RequestAborted) is not { } place
        )
        {
            context.Result = NotFound();
            return;
        }

        (Question, Place, Seen) = (question, place, place.SeenInForm());
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        CancellationToken cancellation
    )
    {
        var after = RecordJson.ReadPlace(RecordJson.Write(Place));
        foreach (var field in Question.Fields)
        {
            if (field.Set(after, ValuesOf(field)) is { } problem)
            {
                ModelState.AddModelError(field.Name, problem);
            }
        }

        if (!ModelState.IsValid)
        {
            return Refused();
        }

        if (gesture == "revenir")
        {
            return Page();
        }

        if (seen != Seen)
        {
            return Overtaken(after);
        }

        if (gesture == "enregistrer")
        {
            var outcome = await editPlace.Run(
                Place.Id,
                Place.ModifiedAt,
                HttpContext.Person().AccountId,
                VersionKind.Edited,
                place =>
                {
                    foreach (var field in Question.Fields)
                    {
                        field.Set(place, ValuesOf(field));
                    }
                },
                cancellation
            );
            return outcome == EditOutcome.SomebodyWasFaster ? Overtaken(after) : Redirect(PlaceUrls.Manage(Slug));
        }

        await Locate(after, cancellation);
        Changes = ChangesBetween(Place, after);
        if (Changes.Count == 0)
        {
            return Redirect(PlaceUrls.Manage(Slug));
        }

        IsChecking = true;
        Week = WeekOf(after);
        return Page();
    }

    /// <summary>What was typed, or what the place holds.</summary>
    public IReadOnlyList<string> ValuesOf(PlaceField field) =>
        positionFound is not null && field.Property == nameof(Place.Latitude) ? [positionFound]
        : HttpMethods.IsPost(Request.Method)
            ? [.. Request.Form[field.Name].Select(value => (value ?? "").ReplaceLineEndings("\n"))]
        : field.Get(Place);

    /// <summary>Everything typed, to be sent again.</summary>
    public IEnumerable<(string Name, string Value)> Typed() =>
        Question.Fields.SelectMany(field => ValuesOf(field).Select(value => (field.Name, value)));

    /// <summary>Looks for the position of an address that was changed while its position was not.</summary>
    private async Task Locate(Place after, CancellationToken cancellation)
    {
        var moved = (after.Address, after.Insee) != (Place.Address, Place.Insee);
        if (!moved || WhereForm.Position(after)[0] != WhereForm.Position(Place)[0])
        {
            return;
        }

        var found = after is { Address: { } address, Insee: { } insee }
            ? await geocoder.Search(address, insee, cancellation)
            : GeocodingResult.NotFound;
        var isFound = found.Addresses is [{ Score: >= LeastScore } first, ..] && first.Insee == after.Insee;
        positionFound = isFound ? WhereForm.Write(found.Addresses[0].Latitude, found.Addresses[0].Longitude) : "";
        WhereForm.SetPosition(after, [positionFound]);
        AboutPosition =
            isFound ? $"Adresse trouvée : {found.Addresses[0].Label}. La position vient d’elle."
            : found.Outcome == GeocodingOutcome.OutOfReach
                ? "L’adresse n’a pas pu être cherchée pour l’instant : le centre de la commune sert de position."
            : "Cette adresse n’a pas été trouvée : le centre de la commune sert de position.";
    }

    private PageResult Overtaken(Place after)
    {
        Elsewhere =
        [
            .. Question.Fields.Select(field => new Change(field.Label, field.Words(after), field.Words(Place))),
        ];
        return Refused();
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private List<Change> ChangesBetween(Place before, Place after) =>
        [
            .. Question
                .Fields.Select(field => new Change(field.Label, field.Words(before), field.Words(after)))
                .Where(change => !change.Before.SequenceEqual(change.After)),
        ];

    private IReadOnlyList<string> WeekOf(Place after)
    {
        if (after.OpeningHours == Place.OpeningHours || after.OpeningHours is not { } text)
        {
            return [];
        }

        var commune = map.CommuneByInsee(after.Insee);
        var context = commune is null ? HoursContext.Metropolitan : HoursContext.OfCommune(commune.Insee);
        return
        [
            .. WeekTable
                .Rows(OpeningHours.Parse(text), time.TodayInParis(), context)
                .Select(row =>
                    FrenchTypography.Of(
                        $"{row.Day.ToString("dddd d", CultureInfo.GetCultureInfo("fr-FR"))} : {(row.Intervals.Count == 0 ? HoursForm.Closed : string.Join(", ", row.Intervals.Select(HoursForm.Words)))}"
                    )
                ),
        ];
    }

    /// <summary>A field, before and after.</summary>
    public sealed record Change(string Label, IReadOnlyList<string> Before, IReadOnlyList<string> After);
}

using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Editing;

/// <summary>The stops of an itinerant place and their calendar: a date is cancelled, changed, brought back.</summary>
[Authorize(Access.SignedIn)]
public sealed class StopsModel(PlaceInHand placeInHand, EditPlace editPlace, TerritoryMap map, TimeProvider time)
    : PageModel
{
    private const int DaysShown = 21;
    private const int MostDates = 40;

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    public Place Place { get; private set; } = null!;

    /// <summary>Which state of the place the page shows.</summary>
    public string Seen => Place.ModifiedAt.Ticks.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<StopRow> Stops { get; private set; } = [];

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

    public void OnGet() => Show();

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        [FromForm(Name = "passage")] Guid id,
        [FromForm(Name = "date")] string? typedDate,
        [FromForm(Name = "jour")] string? typedDay,
        [FromForm(Name = "heures")] string? typedHours,
        CancellationToken cancellation
    )
    {
        if (Place.Stops.Find(s => s.Id == id) is not { } stop)
        {
            return NotFound();
        }

        if (gesture == "supprimer")
        {
            return await Save(seen, place => place.Stops.RemoveAll(s => s.Id == id), cancellation);
        }

        if (FrenchDate.Read(typedDate ?? "") is not { } date)
        {
            return NotFound();
        }

        switch (gesture)
        {
            case "annuler":
                return await SaveTimes(id, StopTimes.WithDate(stop.Times, date, StopTimes.Off), seen, cancellation);
            case "retablir":
                return await SaveTimes(id, StopTimes.WithDate(stop.Times, date, hours: null), seen, cancellation);
            case "changer":
                var day = string.IsNullOrWhiteSpace(typedDay) ? date : FrenchDate.Read(typedDay);
                var hours = StopTimes.HoursOf(typedHours ?? "");
                if (day is null)
                {
                    return Refused("Ce jour ne se lit pas. Écrivez par exemple : 15/12/2026");
                }

                if (hours is null)
                {
                    return Refused("Ces heures ne se lisent pas. Écrivez par exemple : 9 h – 12 h");
                }

                var times = day == date ? stop.Times : StopTimes.WithDate(stop.Times, date, StopTimes.Off);
                return await SaveTimes(id, StopTimes.WithDate(times, day.Value, hours), seen, cancellation);
            default:
                return NotFound();
        }
    }

    private Task<IActionResult> SaveTimes(Guid id, string times, string? seen, CancellationToken cancellation) =>
        times.Length > Stop.LongestTimes
            ? Task.FromResult<IActionResult>(
                Refused("Il y a trop de dates particulières : supprimez les anciennes, puis recommencez")
            )
            : Save(seen, place => place.Stops.Find(s => s.Id == id)!.Times = times, cancellation);

    private async Task<IActionResult> Save(string? seen, Action<Place> change, CancellationToken cancellation)
    {
        var outcome =
            seen == Seen
                ? await editPlace.Run(
                    Place.Id,
                    Place.ModifiedAt,
                    HttpContext.Person().AccountId,
                    VersionKind.Edited,
                    change,
                    cancellation
                )
                : EditOutcome.SomebodyWasFaster;
        return outcome == EditOutcome.SomebodyWasFaster
            ? Refused("Quelqu’un vient de modifier ce lieu. Relisez la page, puis recommencez")
            : Redirect(PlaceUrls.Stops(Slug));
    }

    private PageResult Refused(string sentence)
    {
        ModelState.AddModelError("", sentence);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Show();
        return Page();
    }

    private void Show()
    {
        var today = time.TodayInParis();
        Stops =
        [
            .. Place
                .Stops.OrderBy(stop => stop.Where, StringComparer.CurrentCulture)
                .Select(stop =>
                {
                    var commune = map.CommuneByInsee(stop.Insee);
                    var context = commune is null ? HoursContext.Metropolitan : HoursContext.OfCommune(commune.Insee);
                    var made = OpeningHours
                        .Parse(stop.Times)
                        .Intervals(today, DaysShown, context)
                        .GroupBy(interval => DateOnly.FromDateTime(interval.Start))
                        .Select(day => new DateRow(day.Key, string.Join(", ", day.Select(HoursForm.Words))));
                    var cancelled = StopTimes
                        .CancelledDates(stop.Times)
                        .Where(day => day >= today && day < today.AddDays(DaysShown))
                        .Select(day => new DateRow(day, null));
                    return new StopRow(
                        stop,
                        commune?.Name ?? stop.Insee,
                        [
                            .. made.Concat(cancelled)
                                .OrderBy(row => row.Day)
                                .Take(MostDates)
                                .GroupBy(row => FrenchTypography.Day(row.Day, "MMMM yyyy")),
                        ]
                    );
                }),
        ];
    }

    /// <summary>A stop and its dates of the weeks to come, month by month.</summary>
    public sealed record StopRow(Stop Stop, string Commune, IReadOnlyList<IGrouping<string, DateRow>> Months);

    /// <summary>A date; without hours when it is cancelled.</summary>
    public sealed record DateRow(DateOnly Day, string? Hours)
    {
        public string Words => FrenchTypography.Day(Day, "dddd d MMMM");

        public string Code => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

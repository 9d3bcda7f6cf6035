using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Features.Territories.Geocoding;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Editing;

/// <summary>One stop of an itinerant place: where, and when in a rhythm, with single dates beside it.</summary>
[Authorize(Access.SignedIn)]
public sealed class EditStopModel(PlaceInHand placeInHand, EditPlace editPlace, IGeocoder geocoder) : PageModel
{
    private const string New = "nouveau";
    private const double LeastScore = 0.5;

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    [FromRoute(Name = "passage")]
    public string Code { get; set; } = "";

    [BindProperty(Name = "lieu")]
    [Required(ErrorMessage = "Écrivez où il s’arrête")]
    [StringLength(200, ErrorMessage = "Écrivez 200 caractères au plus")]
    public string? Where { get; set; }

    [BindProperty(Name = "adresse")]
    [StringLength(300, ErrorMessage = "Écrivez 300 caractères au plus")]
    public string? Address { get; set; }

    [BindProperty(Name = "commune")]
    [StringLength(200, ErrorMessage = "Écrivez 200 caractères au plus")]
    public string? Commune { get; set; }

    [BindProperty(Name = "rythme")]
    public string? Rhythm { get; set; }

    [BindProperty(Name = "jours")]
    public IReadOnlyList<string?> Days { get; set; } = [];

    /// <summary>Single dates, one a line: « 08/12/2026 : 14 h – 17 h », « 15/12/2026 : annulé ».</summary>
    [BindProperty(Name = "dates")]
    public string? Dates { get; set; }

    /// <summary>The same in OSM syntax, which wins where it was changed.</summary>
    [BindProperty(Name = "texte")]
    public string? Text { get; set; }

    /// <summary>The OSM text that the form showed at first.</summary>
    [BindProperty(Name = "montre")]
    public string? TextShown { get; set; }

    [BindProperty(Name = "note")]
    [StringLength(300, ErrorMessage = "Écrivez 300 caractères au plus")]
    public string? Note { get; set; }

    [BindProperty(Name = "vu")]
    public string? Seen { get; set; }

    public Place Place { get; private set; } = null!;

    /// <summary>Null for a stop that is being added.</summary>
    public Stop? Current { get; private set; }

    /// <summary>What somebody else has saved in the meantime.</summary>
    public string? Elsewhere { get; private set; }

    /// <summary>True where the form cannot say the times and their text alone can.</summary>
    public bool IsParticular { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var place = await placeInHand.Find(Slug, HttpContext.Person(), HttpContext.RequestAborted);
        Current = place?.Stops.Find(stop => stop.Id.ToString() == Code);
        if (place is null || (Current is null && Code != New))
        {
            context.Result = NotFound();
            return;
        }

        Place = place;
        IsParticular = Current is not null && StopTimes.Read(Current.Times) is null;
        await next();
    }

    public void OnGet()
    {
        var times = StopTimes.Read(Current?.Times ?? "") ?? StopTimes.None;
        (Where, Address, Note) = (Current?.Where, Current?.Address, Current?.Note);
        (Text, TextShown) = (Current?.Times, Current?.Times);
        Commune = TerritoryMap.Compiled.CommuneByInsee(Current?.Insee) is { } commune
            ? string.Join(' ', commune.PostalCodes.Take(1).Append(commune.Name))
            : null;
        (Rhythm, Days) = (times.Rhythm, times.Days);
        Dates = string.Join('\n', times.Dates.Select(StopTimes.DateLine));
        Seen = Ticks(Place.ModifiedAt);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var times = TimesTyped();
        var (commune, _, problem) = WhereForm.FindCommune((Commune ?? "").Trim());
        if (problem is not null)
        {
            ModelState.AddModelError("commune", problem);
        }

        if (Seen != Ticks(Place.ModifiedAt))
        {
            ModelState.AddModelError("", "Quelqu’un vient de modifier ce lieu. Relisez, puis enregistrez de nouveau");
            Elsewhere = Current is null ? null : StopsField.Line(Current);
        }

        if (ModelState.IsValid)
        {
            var position = await PositionOf(commune!, cancellation);
            var outcome = await editPlace.Run(
                Place.Id,
                Place.ModifiedAt,
                HttpContext.Person().AccountId,
                VersionKind.Edited,
                place => Write(place, commune!, position, times!),
                cancellation
            );
            if (outcome != EditOutcome.SomebodyWasFaster)
            {
                return Redirect(PlaceUrls.Stops(Slug));
            }

            ModelState.AddModelError("", "Quelqu’un vient de modifier ce lieu. Enregistrez de nouveau");
        }

        ModelState.Remove("vu");
        Seen = Ticks(Place.ModifiedAt);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private void Write(Place place, Commune commune, (double Latitude, double Longitude)? position, string times)
    {
        var stop = place.Stops.Find(s => s.Id == Current?.Id);
        if (stop is null)
        {
            stop = new Stop
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Where = Where!,
                Insee = commune.Insee,
                Times = times,
            };
            place.Stops.Add(stop);
        }

        (stop.Where, stop.Address, stop.Insee) = (Where!.Trim(), Trimmed(Address), commune.Insee);
        (stop.Times, stop.Note) = (times, Trimmed(Note));
        (stop.Latitude, stop.Longitude) = (position?.Latitude, position?.Longitude);
    }

    /// <summary>The position stays while the address does; otherwise it is looked for, and the commune serves where there is none.</summary>
    private async Task<(double Latitude, double Longitude)?> PositionOf(Commune commune, CancellationToken cancellation)
    {
        if (
            Current is { Latitude: { } latitude, Longitude: { } longitude }
            && Current.Insee == commune.Insee
            && Current.Address == Trimmed(Address)
        )
        {
            return (latitude, longitude);
        }

        if (Trimmed(Address) is not { } address)
        {
            return null;
        }

        var found = await geocoder.Search(address, commune.Insee, cancellation);
        return found.Addresses is [{ Score: >= LeastScore } best, ..] && best.Insee == commune.Insee
            ? (best.Latitude, best.Longitude)
            : null;
    }

    /// <summary>The times in OSM syntax; null when something cannot be read, which is then said.</summary>
    private string? TimesTyped()
    {
        var text = (Text ?? "").Trim().ReplaceLineEndings(" ");
        if (text != (TextShown ?? ""))
        {
            if (text.Length is 0 or > Stop.LongestTimes || OpeningHours.Parse(text).Status == HoursStatus.NotUnderstood)
            {
                ModelState.AddModelError("texte", "Ce texte ne se lit pas. Écrivez par exemple : Tu[1] 09:00-12:00");
            }

            return text;
        }

        if (IsParticular && Days.All(string.IsNullOrWhiteSpace) && string.IsNullOrWhiteSpace(Dates))
        {
            return text;
        }

        var dates = new List<(DateOnly, string)>();
        foreach (
            var line in (Dates ?? "").Split(
                '\n',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            if (ReadDate(line) is { } date)
            {
                dates.Add(date);
            }
            else
            {
                ModelState.AddModelError(
                    "dates",
                    $"« {line} » ne se lit pas. Écrivez par exemple : 08/12/2026 : 14 h – 17 h"
                );
            }
        }

        var (times, problem) = new StopTimes(
            Rhythm ?? "",
            [.. Enumerable.Range(0, HoursForm.Days).Select(day => Days.ElementAtOrDefault(day) ?? "")],
            dates
        ).Write();
        if (problem is not null)
        {
            ModelState.AddModelError("jours", problem);
        }
        else if (times!.Length is 0 or > Stop.LongestTimes)
        {
            ModelState.AddModelError("jours", "Écrivez au moins un jour, ou une date");
        }

        return times;
    }

    private static (DateOnly Day, string Hours)? ReadDate(string line)
    {
        var (day, hours) = line.Split(':', 2) is [var first, var second]
            ? (first, second)
            : (line[..Math.Min(10, line.Length)], line[Math.Min(10, line.Length)..]);
        return FrenchDate.Read(day.Trim()) is { } date && StopTimes.HoursOf(hours) is { } read ? (date, read) : null;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Ticks(DateTime time) => time.Ticks.ToString(CultureInfo.InvariantCulture);
}

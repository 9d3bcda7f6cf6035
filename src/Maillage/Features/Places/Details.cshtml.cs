using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places;

/// <summary>Everything that one needs to know before going to a place (fiche du lieu).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PageCache.Policy)]
public sealed class DetailsModel(
    PlaceDirectory directory,
    Lazy<MaillageDb> db,
    IEnumerable<IPlaceBooking> booking,
    TerritoryMap map,
    PlaceWords words,
    IOptions<SiteSettings> settings,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    private static readonly TimeSpan LifeOfDates = TimeSpan.FromSeconds(5);

    private const int MostNearby = 3;
    private const double NearbyKm = 15;
    private const int DaysOfStops = 31;
    private const int MostPassages = 4;
    private const int MostParticularDays = 5;

    public DirectoryEntry Entry { get; private set; } = null!;

    public Place Place => Entry.Place;

    public PlaceState State { get; private set; } = null!;

    public PlaceWords Words => words;

    public DateOnly Today { get; private set; }

    public IReadOnlyList<DayRow> Week { get; private set; } = [];

    public IReadOnlyList<StopDates> Stops { get; private set; } = [];

    public IReadOnlyList<PlaceHit> Nearby { get; private set; } = [];

    /// <summary>The name of a place that no list holds any more; null when it is still there.</summary>
    public string? GoneName { get; private set; }

    /// <summary>What happens here soon.</summary>
    public IReadOnlyList<PlaceDate> Dates { get; private set; } = [];

    /// <summary>Where one books with us; null where nothing is to be booked.</summary>
    public string? BookingAddress { get; private set; }

    public string? Town => Entry.Commune?.Name ?? Place.CommuneName;

    public string PublicAddress => settings.Value.PublicUrl + "/lieux/" + Place.Slug;

    public async Task<IActionResult> OnGet(string slug, CancellationToken cancellation)
    {
        var current = directory.Current;
        if (current.FindBySlug(slug) is not { } entry)
        {
            return current.FindByFormerSlug(slug) is { } renamed
                ? RedirectPermanent(HttpContext.AskAgain(PlaceUrls.Details(renamed.Place.Slug)))
                : await ShowGone(slug, cancellation);
        }

        Entry = entry;
        var now = time.GetUtcNow().UtcDateTime;
        Today = entry.HoursContext.DayAt(now);
        State = PlaceState.Of(entry, now, texts);
        HttpContext.ExpiresAt(entry.HoursContext.ToUtc(Today.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        if (State.ChangesAtUtc is { } change)
        {
            HttpContext.ExpiresAt(change);
        }

        if (entry.Hours is { Status: not HoursStatus.NotUnderstood } hours)
        {
            var monday = Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7));
            Week = WeekTable.Rows(hours, monday, entry.HoursContext);
        }

        Stops =
        [
            .. Place
                .Stops.Select(stop => DatesOf(stop, now))
                .OrderBy(stop => stop.Passages.Select(p => p.Interval.Start).FirstOrDefault(DateTime.MaxValue)),
        ];
        foreach (var passage in Stops.SelectMany(stop => stop.Passages.Take(1)))
        {
            HttpContext.ExpiresAt(passage.EndsAtUtc);
        }

        foreach (var way in booking)
        {
            BookingAddress ??= await way.AddressFor(Place, cancellation);
            Dates = [.. Dates, .. await way.NextAt(Place, cancellation)];
        }

        if (Dates.Count > 0)
        {
            // Seats and hours change at any time.
            HttpContext.ExpiresAt(now + LifeOfDates);
        }

        Nearby = entry.Position is { } here ? NearbyOf(here, current, now) : [];
        return Page();
    }

    /// <summary>The closure that covers this day.</summary>
    public Closure? ClosureOn(DateOnly day) => Place.Closures.Find(closure => closure.From <= day && day <= closure.To);

    /// <summary>The dates to come, next week on, on which it opens or closes as it usually does not.</summary>
    public IEnumerable<(DateOnly Day, IReadOnlyList<HoursInterval> Openings)> ParticularDays() =>
        // What could not be read is shown as the place wrote it: it says nothing of a date.
        ParticularDay
            .Split(Entry.Hours is { Status: not HoursStatus.NotUnderstood } ? Place.OpeningHours ?? "" : "")
            .Days.Where(day => day.Day >= Today && !Week.Any(row => row.Day == day.Day) && !Entry.IsClosedOn(day.Day))
            .Take(MostParticularDays)
            .Select(day => (day.Day, Entry.Hours!.Intervals(day.Day, 1, Entry.HoursContext)));

    /// <summary>Whether the hours of this day are its own.</summary>
    public bool IsParticular(DateOnly day) =>
        ParticularDay.Split(Place.OpeningHours ?? "").Days.Any(particular => particular.Day == day);

    /// <summary>Each service in plain words, with what its source has written and what is particular to it.</summary>
    public IEnumerable<(string Icon, string Title, string? Written, string Detail)> Offers()
    {
        foreach (var service in Place.Services)
        {
            var term = Vocabularies.Services.Find(service.Kind);
            yield return (
                PlaceWords.IconOf(term),
                term is null ? service.Kind : texts[term.Plain],
                service.Description,
                string.Join(" ", words.DetailsOf(service))
            );
        }

        foreach (var equipment in Place.Equipment)
        {
            var (icon, title) = words.Of(equipment.Kind);
            yield return (icon, equipment.Count is > 1 ? $"{title} ({equipment.Count})" : title, equipment.Note, "");
        }
    }

    /// <summary>The dates of the month to come on which somebody would wait for nothing.</summary>
    public IEnumerable<DateOnly> CancelledDates(Stop stop) =>
        StopTimes.CancelledDates(stop.Times).Where(day => day >= Today && day < Today.AddDays(DaysOfStops));

    /// <summary>The passages that one can still go to.</summary>
    private StopDates DatesOf(Stop stop, DateTime utcNow)
    {
        var commune = map.CommuneByInsee(stop.Insee);
        var context = commune is null ? Entry.HoursContext : HoursContext.OfCommune(commune.Insee);
        return new(
            stop,
            commune?.Name,
            [
                .. OpeningHours
                    .Parse(stop.Times)
                    .Intervals(Today, DaysOfStops, context)
                    .Select(interval => new Passage(interval, context.ToUtc(interval.End)))
                    .Where(passage =>
                        passage.EndsAtUtc > utcNow && !Entry.IsClosedOn(DateOnly.FromDateTime(passage.Interval.Start))
                    )
                    .Take(MostPassages),
            ]
        );
    }

    private List<PlaceHit> NearbyOf(GeoPoint here, DirectorySnapshot current, DateTime utcNow) =>
        [
            .. current
                .Search(
                    new PlaceQuery
                    {
                        Near = here,
                        RadiusKm = NearbyKm,
                        Take = MostNearby + 1,
                        CountTotal = false,
                        Widen = false,
                    },
                    utcNow
                )
                .Hits.Where(hit => hit.Entry != Entry)
                .Take(MostNearby),
        ];

    private async Task<IActionResult> ShowGone(string slug, CancellationToken cancellation)
    {
        var gone = await db
            .Value.Places.Where(place => place.Slug == slug && place.GoneAt != null)
            .Select(place => new { place.Name, place.Insee })
            .SingleOrDefaultAsync(cancellation);
        if (gone is null)
        {
            return NotFound();
        }

        GoneName = gone.Name;
        GoneCommune = map.CommuneByInsee(gone.Insee);
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    public Commune? GoneCommune { get; private set; }
}

/// <summary>A stop with its next passages, soonest first.</summary>
public sealed record StopDates(Stop Stop, string? Commune, IReadOnlyList<Passage> Passages);

/// <summary>One coming of an itinerant place (passage).</summary>
public sealed record Passage(HoursInterval Interval, DateTime EndsAtUtc);

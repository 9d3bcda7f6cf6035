using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Desk;

/// <summary>An offer and when it takes place (plages d’ouverture).</summary>
[Authorize(Access.Helper)]
public sealed class OpeningsModel(
    MaillageDb db,
    OffersInHand offersInHand,
    PlaceDirectory directory,
    IOptions<SiteSettings> site,
    TimeProvider time
) : PageModel
{
    /// <summary>After a change of place that has just been saved.</summary>
    internal const string Moved = "lieu";

    private const int Shown = 40;
    private const int DaysToTell = 20;

    public Offer Offer { get; private set; } = null!;

    public string? Place { get; private set; }

    public bool MayChange { get; private set; }

    /// <summary>Documents and replays of it.</summary>
    public int Documents { get; private set; }

    public IReadOnlyList<(string Label, string Words)> Lines { get; private set; } = [];

    /// <summary>Days on which people are booked who do not know the new place.</summary>
    public IReadOnlyList<DateOnly> ToTell { get; private set; } = [];

    /// <summary>How many they are.</summary>
    public int Told { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(
        [FromRoute(Name = "id")] Guid id,
        [FromQuery(Name = "change")] string? changed,
        CancellationToken cancellation
    )
    {
        var person = HttpContext.Person();
        if (await offersInHand.Find(id, person, cancellation) is not { } offer)
        {
            return NotFound();
        }

        (Offer, MayChange) = (offer, person.MayChangeOffersOf(offer.OrganisationId));
        Place = offer.PlaceId is { } place ? directory.Current.FindById(place)?.Place.Name : offer.Address;
        Documents = await db.OfferDocuments.CountAsync(d => d.OfferId == id, cancellation);
        Lines = [.. Said(offer)];
        if (changed == Moved)
        {
            await FindToTell(id, cancellation);
        }

        var (today, now) = (time.TodayInParis(), time.GetUtcNow().UtcDateTime);
        var openings = await db
            .Openings.AsNoTracking()
            .Where(o => o.OfferId == id)
            .Where(o =>
                ((o.LastDay == null || o.LastDay >= today) && (o.EveryWeeks > 0 || o.FirstDay >= today))
                // A session may have been moved beyond the last day.
                || db.Slots.Any(s => s.OpeningId == o.Id && s.CancelledAt == null && s.StartsAt > now)
            )
            .OrderBy(o => o.FirstDay)
            .ThenBy(o => o.From)
            .Take(Shown)
            .ToListAsync(cancellation);
        var ids = openings.ConvertAll(o => o.Id);
        var needs = await db
            .OpeningResources.AsNoTracking()
            .Where(r => ids.Contains(r.OpeningId))
            .ToListAsync(cancellation);
        var people = await Present(offer, [.. needs.Select(r => r.ResourceId)], cancellation);
        var names = await offersInHand.Names([.. needs.Select(r => r.ResourceId)], cancellation);
        var sessions = await Sessions(ids, cancellation);
        Rows =
        [
            .. openings
                .Where(o =>
                    o.FirstDay >= today
                    || sessions.GetValueOrDefault(o.Id).Count > 0
                    || OpeningDays.Between(o, today, today.AddYears(1), site.Value.Departement).Any()
                )
                .Select(o => new Row(
                    o,
                    string.Join(", ", needs.Where(r => r.OpeningId == o.Id).Select(r => names[r.ResourceId]).Order()),
                    offer.HasSessions ? SessionWords(offer, sessions.GetValueOrDefault(o.Id)) : Makes(offer, o),
                    offer.HasSessions
                        && sessions.GetValueOrDefault(o.Id).Count > 0
                        && !needs.Exists(r => r.OpeningId == o.Id && people.Contains(r.ResourceId))
                )),
        ];
        return Page();
    }

    /// <summary>« 4 rendez-vous chaque jour d’ouverture, 8 par semaine. »</summary>
    internal static string Makes(Offer offer, Opening opening)
    {
        var (length, step) = (TimeSpan.FromMinutes(offer.Minutes), TimeSpan.FromMinutes(offer.Minutes + offer.Buffer));
        var room = opening.To - opening.From - length;
        var aDay = room < TimeSpan.Zero ? 0 : (int)(room / step) + 1;
        var words = $"{aDay}\u00A0rendez-vous par jour d’ouverture";
        return opening.EveryWeeks switch
        {
            0 => $"{aDay}\u00A0rendez-vous ce jour-là.",
            1 => $"{words}, {aDay * DaysOf(opening)} par semaine.",
            var weeks => $"{words}, {aDay * DaysOf(opening)} toutes les {weeks} semaines.",
        };
    }

    private static int DaysOf(Opening opening) => DeskWords.Days.Count(day => opening.Days.HasFlag(day.Flag));

    private static string SessionWords(Offer offer, (int Count, int Taken) sessions) =>
        sessions.Count == 0 ? "Aucune séance à venir."
        : offer.MayBook == MayBook.Nobody ? $"{DeskWords.Plural(sessions.Count, "date")} à venir."
        : $"{DeskWords.Plural(sessions.Count, "séance")} à venir, {DeskWords.Plural(sessions.Taken, "inscrit")} en tout.";

    private async Task FindToTell(Guid offerId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var hours = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where
                slot.OfferId == offerId
                && slot.StartsAt > now
                && (
                    booking.State == BookingState.Confirmed
                    || booking.State == BookingState.Waiting
                    || booking.State == BookingState.Offered
                )
            select slot.StartsAt
        ).ToListAsync(cancellation);
        Told = hours.Count;
        ToTell = [.. hours.Select(ParisTime.DayAt).Distinct().Order().Take(DaysToTell)];
    }

    private async Task<Dictionary<Guid, (int Count, int Taken)>> Sessions(
        List<Guid> openings,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await db
            .Slots.Where(s => openings.Contains(s.OpeningId) && s.StartsAt > now && s.CancelledAt == null)
            .GroupBy(s => s.OpeningId)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Taken = group.Sum(s => s.Taken),
            })
            .ToListAsync(cancellation);
        return found.ToDictionary(row => row.Key, row => (row.Count, row.Taken));
    }

    /// <summary>Those of these resources who are people of the team today.</summary>
    private async Task<IReadOnlySet<Guid>> Present(Offer offer, List<Guid> resources, CancellationToken cancellation)
    {
        var team = (await offersInHand.Team([offer.OrganisationId], cancellation))
            .Select(one => one.AccountId)
            .ToList();
        return await db
            .Resources.Where(r => resources.Contains(r.Id) && r.AccountId != null && team.Contains(r.AccountId.Value))
            .Select(r => r.Id)
            .ToHashSetAsync(cancellation);
    }

    private static IEnumerable<(string Label, string Words)> Said(Offer offer)
    {
        // A session lasts as long as its own hours say.
        if (!offer.HasSessions)
        {
            yield return ("Durée", DeskWords.Length(TimeSpan.FromMinutes(offer.Minutes)));
        }
        else if (offer.Kind != OfferKind.DropIn)
        {
            var minimum = offer.Minimum > 0 ? $", tenu à partir de {DeskWords.Plural(offer.Minimum, "inscrit")}" : "";
            yield return ("Places", $"{offer.Capacity}{minimum}");
        }

        if (offer.Level is { } level)
        {
            yield return ("Niveau", level.Words());
        }

        yield return ("Prix", offer.Price ?? "Gratuit");
        if (offer.ToBring is { } bring)
        {
            yield return ("À apporter", bring);
        }

        if (offer.Prerequisites is { } known)
        {
            yield return ("Ce qu’il faut savoir", known);
        }

        yield return ("Qui peut réserver", offer.MayBook.Words());
        if (offer.MayBook != MayBook.Nobody)
        {
            var hours = string.Join(" et ", offer.ReminderHours.Select(one => $"{one}\u00A0h"));
            yield return ("Rappels", offer.ReminderHours.Count == 0 ? "Aucun" : $"{hours} avant");
        }

        if (offer.VideoLink is { } link)
        {
            yield return ("Lien de la visio", link);
        }

        if (offer.Audiences.Count > 0)
        {
            var audiences = offer.Audiences.Select(label => Vocabularies.Audiences.Find(label)?.Plain ?? label);
            yield return ("Pour qui", string.Join(", ", audiences));
        }

        if (offer.Description is { } description)
        {
            yield return ("Description", description);
        }
    }

    /// <summary>An opening, what it needs and what it makes.</summary>
    /// <param name="HasNobody">True for a workshop that nobody of the team leads any more.</param>
    public sealed record Row(Opening Opening, string Needs, string Makes, bool HasNobody);
}

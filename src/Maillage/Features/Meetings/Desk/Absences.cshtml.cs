using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>When one is away; managers say it for their colleagues too. What is booked stays, and is listed.</summary>
[Authorize(Access.Helper)]
public sealed class AbsencesModel(
    MaillageDb db,
    OffersInHand offersInHand,
    AddAbsence addAbsence,
    Journal journal,
    TimeProvider time
) : PageModel
{
    private const int Shown = 30;
    private const int MostDays = 366;

    [BindProperty(Name = "qui")]
    public string? Who { get; set; }

    [BindProperty(Name = "debut")]
    public string? First { get; set; }

    [BindProperty(Name = "fin")]
    public string? Last { get; set; }

    [BindProperty(Name = "de")]
    public string? From { get; set; }

    [BindProperty(Name = "a")]
    public string? To { get; set; }

    /// <summary>Oneself, and the colleagues of the organisations that one manages.</summary>
    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>What was booked already in the absence just added.</summary>
    public IReadOnlyList<Touched> ToMove { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var person = HttpContext.Person();
        var team = await offersInHand.Team(
            [.. person.HelpsFor.Where(person.ManagesAgendasOf)],
            HttpContext.RequestAborted
        );
        People =
        [
            new Choice(person.AccountId.ToString(), person.Name),
            .. team.Where(one => one.AccountId != person.AccountId)
                .Take(Shown)
                .Select(one => new Choice(one.AccountId.ToString(), one.Name)),
        ];
        await next();
    }

    public async Task OnGet(CancellationToken cancellation)
    {
        Who = People[0].Value;
        await Show(cancellation);
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "absence")] Guid? absence,
        CancellationToken cancellation
    )
    {
        if (gesture == "enlever")
        {
            await Remove(absence, cancellation);
            return Redirect(MeetingDeskUrls.Absences);
        }

        if (Read() is { } typed)
        {
            var added = await addAbsence.Run(typed.AccountId, typed.StartsAt, typed.EndsAt, cancellation);
            ToMove = await FindTouched(added, cancellation);
            if (ToMove.Count == 0)
            {
                return Redirect(MeetingDeskUrls.Absences);
            }

            ModelState.Clear();
            (First, Last, From, To) = (null, null, null, null);
        }
        else
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await Show(cancellation);
        return Page();
    }

    private async Task Show(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var accounts = People.Select(one => Guid.Parse(one.Value)).ToList();
        var found = await (
            from absence in db.Absences.AsNoTracking()
            join resource in db.Resources on absence.ResourceId equals resource.Id
            where resource.AccountId != null && accounts.Contains(resource.AccountId.Value) && absence.EndsAt > now
            orderby absence.StartsAt
            select new { absence, resource.AccountId }
        )
            .Take(Shown)
            .ToListAsync(cancellation);
        Rows =
        [
            .. found.Select(row => new Row(
                row.absence.Id,
                People.First(one => one.Value == row.AccountId.ToString()).Text,
                row.absence.StartsAt,
                row.absence.EndsAt
            )),
        ];
    }

    private async Task Remove(Guid? id, CancellationToken cancellation)
    {
        var accounts = People.Select(one => Guid.Parse(one.Value)).ToList();
        var found = await (
            from absence in db.Absences
            join resource in db.Resources on absence.ResourceId equals resource.Id
            where absence.Id == id && resource.AccountId != null && accounts.Contains(resource.AccountId.Value)
            select absence
        ).SingleOrDefaultAsync(cancellation);
        if (found is not null)
        {
            db.Absences.Remove(found);
            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>Those who come in the meantime, and sessions to be held by somebody else; only of one's own organisations.</summary>
    private async Task<IReadOnlyList<Touched>> FindTouched(Absence absence, CancellationToken cancellation)
    {
        var organisations = HttpContext.Person().HelpsFor.ToList();
        var slots = await (
            from occupation in db.Occupations.AsNoTracking()
            where
                occupation.ResourceId == absence.ResourceId
                && occupation.StartsAt < absence.EndsAt
                && occupation.EndsAt > absence.StartsAt
            join slot in db.Slots.AsNoTracking() on occupation.SlotId equals slot.Id
            join offer in db.Offers.AsNoTracking() on slot.OfferId equals offer.Id
            where organisations.Contains(offer.OrganisationId)
            orderby slot.StartsAt
            select new { slot, offer }
        )
            .Take(Shown)
            .ToListAsync(cancellation);
        var ids = slots.Where(row => !row.offer.HasSessions).Select(row => row.slot.Id).ToList();
        var bookings = await db
            .Bookings.AsNoTracking()
            .Where(b => ids.Contains(b.SlotId) && b.State == BookingState.Confirmed)
            .ToListAsync(cancellation);
        await journal.Read(
            nameof(Booking),
            bookings.ConvertAll(b => b.Id),
            [nameof(Booking.Name), nameof(Booking.Phone)],
            "prévenir d’une absence",
            cancellation
        );
        return
        [
            .. slots.SelectMany(row =>
                row.offer.HasSessions
                    ?
                    [
                        new Touched(
                            $"Atelier, {DeskWords.Plural(row.slot.Taken, "inscrit")}",
                            null,
                            row.offer.Title,
                            row.slot.StartsAt,
                            null
                        ),
                    ]
                    : bookings
                        .Where(b => b.SlotId == row.slot.Id)
                        .Select(b => new Touched(
                            b.Name ?? "Personne effacée",
                            b.Phone,
                            row.offer.Title,
                            row.slot.StartsAt,
                            b.Id
                        ))
            ),
        ];
    }

    /// <summary>Null when something cannot be read, which is then said.</summary>
    private (Guid AccountId, DateTime StartsAt, DateTime EndsAt)? Read()
    {
        var who = People.Count == 1 ? People[0].Value : Who;
        if (People.All(one => one.Value != who))
        {
            ModelState.AddModelError("qui", "Choisissez une personne de votre équipe");
        }

        var first = Day("debut", First);
        var last = string.IsNullOrWhiteSpace(Last) ? first : Day("fin", Last);
        var (from, to) = (Hour("de", From), Hour("a", To));
        if (!ModelState.IsValid)
        {
            return null;
        }

        var startsAt = ParisTime.InstantOf(first!.Value, from ?? TimeOnly.MinValue) ?? ParisTime.StartOf(first.Value);
        var endsAt =
            to is { } hour && ParisTime.InstantOf(last!.Value, hour) is { } until
                ? until
                : ParisTime.StartOf(last!.Value.AddDays(1));
        var now = time.GetUtcNow().UtcDateTime;
        if (endsAt <= startsAt)
        {
            ModelState.AddModelError("fin", "La fin doit venir après le début");
        }
        else if (endsAt <= now)
        {
            ModelState.AddModelError("debut", "Ce jour est passé");
        }
        else if (endsAt > now.AddDays(2 * MostDays) || endsAt - startsAt > TimeSpan.FromDays(MostDays))
        {
            ModelState.AddModelError("fin", "C’est trop loin : une absence dure un an au plus, dans les deux ans");
        }

        return ModelState.IsValid ? (Guid.Parse(who!), startsAt, endsAt) : null;
    }

    private DateOnly? Day(string field, string? typed)
    {
        var day = FrenchDate.Read(typed?.Trim() ?? "");
        // The last years that can be written have no day after them.
        if (day is null || day.Value.Year is < 2000 or > 9000)
        {
            ModelState.AddModelError(field, "Écrivez un jour qui existe. Par exemple : 26/11/2026");
            return null;
        }

        return day;
    }

    private TimeOnly? Hour(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || TypedHour.Read(typed) is not null)
        {
            return TypedHour.Read(typed);
        }

        ModelState.AddModelError(field, "Écrivez une heure. Par exemple : 9 h 30");
        return null;
    }

    /// <summary>An absence to come.</summary>
    public sealed record Row(Guid Id, string Who, DateTime StartsAt, DateTime EndsAt);

    /// <summary>Something booked in an absence.</summary>
    /// <param name="BookingId">Null for a session.</param>
    public sealed record Touched(string Who, string? Phone, string Title, DateTime StartsAt, Guid? BookingId);
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Desk;

/// <summary>An opening day by day: that day only, that day and those that follow, or all that is to come.</summary>
[Authorize(Access.Helper)]
public sealed class EditOpeningModel(
    MaillageDb db,
    OffersInHand offersInHand,
    ChangeOpening changeOpening,
    MoveSessions moveSessions,
    IOptions<SiteSettings> site,
    TimeProvider time
) : PageModel
{
    private const int Shown = 12;

    /// <summary>Nothing is opened nor booked beyond.</summary>
    private const int YearsAhead = 2;

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    [FromRoute(Name = "plage")]
    public Guid OpeningId { get; set; }

    public Offer Offer { get; private set; } = null!;

    public Opening Opening { get; private set; } = null!;

    public string NeedNames { get; private set; } = "";

    /// <summary>The day that is asked about; null while the dates are shown.</summary>
    public (DateOnly Day, bool IsAndAfter)? Asked { get; private set; }

    /// <summary>The day whose session is moved; null while nothing is.</summary>
    public DateOnly? Moving { get; private set; }

    /// <summary>Where it is moved to, as typed.</summary>
    [BindProperty(Name = "date")]
    public string? NewDay { get; set; }

    [BindProperty(Name = "heure")]
    public string? NewHour { get; set; }

    /// <summary><c>suite</c> with the sessions that follow.</summary>
    [BindProperty(Name = "portee")]
    public string? Scope { get; set; }

    /// <summary>What is booked that would be touched.</summary>
    public int Booked { get; private set; }

    public string Question { get; private set; } = "";

    /// <summary>The last day that is booked, where that keeps the opening from being taken away.</summary>
    public DateOnly? Removal { get; private set; }

    public IReadOnlyList<(DateOnly Day, int Booked)> Dates { get; private set; } = [];

    public string Consequence =>
        Booked == 0 ? "Rien n’est réservé : personne n’est à prévenir."
        : Offer.HasSessions
            ? $"{DeskWords.Plural(Booked, "réservation sera annulée", "réservations seront annulées")}. Nous prévenons les personnes ; celles qui n’ont laissé ni mobile ni e-mail seront dans « À appeler »."
        : $"{DeskWords.Plural(Booked, "rendez-vous est déjà pris", "rendez-vous sont déjà pris")}. Sans rien cocher, ils restent.";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        var offer = await offersInHand.FindToChange(Id, HttpContext.Person(), cancellation);
        var opening = await db
            .Openings.AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == OpeningId && o.OfferId == Id, cancellation);
        if (offer is null || opening is null)
        {
            context.Result = NotFound();
            return;
        }

        (Offer, Opening) = (offer, opening);
        await next();
    }

    public async Task OnGet(
        [FromQuery(Name = "jour")] string? day,
        [FromQuery(Name = "portee")] string? scope,
        CancellationToken cancellation
    )
    {
        if (FrenchDate.Read(day ?? "") is not { } asked || !await IsItsOwn(asked, cancellation))
        {
            await ShowDates(cancellation);
            return;
        }

        if (scope == "deplacer" && await SessionOf(asked, cancellation) is { } startsAt)
        {
            (Moving, NewDay) = (asked, MeetingDeskUrls.Code(asked));
            (NewHour, Scope) = (DeskWords.Hour(startsAt), "jour");
            return;
        }

        Asked = (asked, scope == "suite");
        Question = scope == "suite" ? $"Arrêter à partir du {asked.Words()} ?" : $"Enlever le {asked.Words()} ?";
        var booked = await BookedFrom(ParisTime.StartOf(asked), cancellation);
        Booked = scope == "suite" ? booked.Values.Sum() : booked.GetValueOrDefault(asked);
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "jour")] string? day,
        [FromForm(Name = "annuler")] string? cancelsBooked,
        [FromForm(Name = "suite")] string? goesOn,
        CancellationToken cancellation
    )
    {
        if (gesture == "supprimer")
        {
            Removal = await changeOpening.Remove(Offer, OpeningId, cancellation);
            if (Removal is null)
            {
                return Redirect(MeetingDeskUrls.Openings(Id));
            }

            await ShowDates(cancellation);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        if (
            gesture == "deplacer"
            && FrenchDate.Read(day ?? "") is { } moved
            && await SessionOf(moved, cancellation) is not null
        )
        {
            return await Move(moved, cancellation);
        }

        if (
            gesture is not ("enlever" or "arreter")
            || FrenchDate.Read(day ?? "") is not { } asked
            || !await IsItsOwn(asked, cancellation)
        )
        {
            ModelState.AddModelError("", "Ce n’est pas un jour à venir de cette plage : choisissez dans la liste");
            await ShowDates(cancellation);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (gesture == "enlever")
        {
            await changeOpening.LeaveOut(Offer, OpeningId, asked, cancelsBooked == "oui", cancellation);
            return Redirect(MeetingDeskUrls.Opening(Id, OpeningId));
        }

        await changeOpening.EndBefore(Offer, OpeningId, asked, cancelsBooked == "oui", cancellation);
        return Redirect(
            goesOn == "oui"
                ? $"{MeetingDeskUrls.NewOpening(Id)}?comme={OpeningId}&jour={MeetingDeskUrls.Code(asked)}"
                : MeetingDeskUrls.Openings(Id)
        );
    }

    private async Task<IActionResult> Move(DateOnly day, CancellationToken cancellation)
    {
        var (to, at) = (FrenchDate.Read(NewDay ?? ""), TypedHour.Read(NewHour));
        if (to is not { } typed || typed < time.TodayInParis() || typed > time.TodayInParis().AddYears(1))
        {
            ModelState.AddModelError("date", "Choisissez un jour à venir, dans les douze mois");
        }

        if (at is null)
        {
            ModelState.AddModelError("heure", "Écrivez une heure, par exemple 14 h 30");
        }

        if (ModelState.IsValid)
        {
            var answer = await moveSessions.Run(
                Offer,
                OpeningId,
                day,
                to!.Value,
                at!.Value,
                withFollowing: Scope == "suite",
                cancellation
            );
            if (answer.Sessions > 0)
            {
                return Redirect(MeetingDeskUrls.Opening(Id, OpeningId));
            }

            db.ChangeTracker.Clear();
            foreach (
                var conflict in answer.Conflicts.DefaultIfEmpty(
                    "C’est déjà l’heure de la séance, ou une heure passée ou qui n’existe pas ce jour-là"
                )
            )
            {
                ModelState.AddModelError("date", conflict);
            }
        }

        Moving = day;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>When the session of a day starts, UTC; null where there is none to come.</summary>
    private async Task<DateTime?> SessionOf(DateOnly day, CancellationToken cancellation) =>
        Offer.HasSessions
            ? (await Sessions(cancellation)).Cast<DateTime?>().FirstOrDefault(at => ParisTime.DayAt(at!.Value) == day)
            : null;

    /// <summary>When sessions to come start, UTC.</summary>
    private Task<List<DateTime>> Sessions(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return db
            .Slots.Where(s => s.OpeningId == OpeningId && s.CancelledAt == null && s.StartsAt > now)
            .OrderBy(s => s.StartsAt)
            .Select(s => s.StartsAt)
            .ToListAsync(cancellation);
    }

    /// <summary>True for a day to come of the opening, for one left out or ended just before, and after the last booked.</summary>
    private async Task<bool> IsItsOwn(DateOnly day, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        return day >= today
            && day <= today.AddYears(YearsAhead)
            && (
                Opening.Except.Contains(day)
                || day.DayNumber - 1 == Opening.LastDay?.DayNumber
                || await SessionOf(day, cancellation) is not null
                || OpeningDays.Between(Opening, day, day, site.Value.Departement).Any()
                || (
                    await changeOpening.LastBooked(OpeningId, cancellation) is { } booked
                    && ParisTime.DayAt(booked).AddDays(1) == day
                )
            );
    }

    private async Task ShowDates(CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var booked = await BookedFrom(ParisTime.StartOf(today), cancellation);
        // A session that was moved is where it was moved to.
        var days = Offer.HasSessions
            ? (await Sessions(cancellation)).Select(ParisTime.DayAt).Distinct()
            : OpeningDays.Between(Opening, today, today.AddYears(1), site.Value.Departement);
        Dates = [.. days.Take(Shown).Select(day => (day, booked.GetValueOrDefault(day)))];
        var needs = await db
            .OpeningResources.Where(r => r.OpeningId == OpeningId)
            .Select(r => r.ResourceId)
            .ToListAsync(cancellation);
        NeedNames = string.Join(", ", (await offersInHand.Names(needs, cancellation)).Values.Order());
    }

    /// <summary>Bookings that still hold or wait for seats, by day.</summary>
    private async Task<IReadOnlyDictionary<DateOnly, int>> BookedFrom(DateTime start, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where
                slot.OpeningId == OpeningId
                && slot.StartsAt >= start
                && slot.StartsAt > now
                && (
                    booking.State == BookingState.Confirmed
                    || booking.State == BookingState.Waiting
                    || booking.State == BookingState.Offered
                )
            select slot.StartsAt
        ).ToListAsync(cancellation);
        return found.GroupBy(ParisTime.DayAt).ToDictionary(day => day.Key, day => day.Count());
    }
}

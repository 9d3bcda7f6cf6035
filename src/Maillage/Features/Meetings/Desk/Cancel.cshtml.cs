using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Cancels somebody’s booking in the name of the team, once confirmed; or notes what they answer to a seat kept for them.</summary>
[Authorize(Access.Helper)]
public sealed class CancelModel(
    MaillageDb db,
    OffersInHand offersInHand,
    CancelBooking cancelBooking,
    AnswerOffer answerOffer,
    BookingMessages messages,
    Journal journal
) : PageModel
{
    /// <summary>The person takes the seat kept for them.</summary>
    public const string Take = "prendre";

    /// <summary>The person leaves it.</summary>
    public const string Leave = "laisser";

    /// <summary>The team cancels the booking.</summary>
    public const string Cancel = "annuler";

    [FromRoute(Name = "reservation")]
    public Guid Id { get; set; }

    public Offer Offer { get; private set; } = null!;

    public Slot Slot { get; private set; } = null!;

    public Booking Booking { get; private set; } = null!;

    public bool IsToldByMessage => messages.AddressOf(Booking) is not null;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        var found = await (
            from booking in db.Bookings.AsNoTracking()
            join slot in db.Slots.AsNoTracking() on booking.SlotId equals slot.Id
            where booking.Id == Id
            select new { booking, slot }
        ).SingleOrDefaultAsync(cancellation);
        var offer = found is null
            ? null
            : await offersInHand.Find(found.slot.OfferId, HttpContext.Person(), cancellation);
        if (found is null || offer is null)
        {
            context.Result = NotFound();
            return;
        }

        (Offer, Slot, Booking) = (offer, found.slot, found.booking);
        await next();
    }

    public Task OnGet(CancellationToken cancellation) => NoteReading(cancellation);

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        CancellationToken cancellation
    )
    {
        var isAsSeen = Booking.State.ToString() == seen;
        var isDone = gesture switch
        {
            Take => Booking.State == BookingState.Confirmed
                || (isAsSeen && await answerOffer.Run(Id, accepts: true, cancellation)),
            Leave => isAsSeen
                && Booking.State == BookingState.Offered
                && await answerOffer.Run(Id, accepts: false, cancellation),
            Cancel => isAsSeen
                && Booking.State != BookingState.Offered
                && await cancelBooking.Run(Id, CancelledBy.Team, cancellation),
            _ => false,
        };
        if (isDone)
        {
            return Redirect(MeetingDeskUrls.Day(ParisTime.DayAt(Slot.StartsAt)));
        }

        db.ChangeTracker.Clear();
        await NoteReading(cancellation);
        ModelState.AddModelError(
            "",
            isAsSeen || Booking.State == BookingState.Cancelled
                ? "C’est trop tard : la réservation est déjà annulée, la place n’est plus gardée, ou l’heure est passée"
                : $"La réservation a changé depuis : « {Booking.State.Words()} ». Relisez, puis choisissez de nouveau"
        );
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private Task NoteReading(CancellationToken cancellation) =>
        journal.Read(
            nameof(Booking),
            Id,
            [nameof(Booking.Name), nameof(Booking.Phone)],
            "annuler un rendez-vous",
            cancellation
        );
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Closes an offer, or opens it again; what is booked stays.</summary>
[Authorize(Access.Helper)]
public sealed class CloseOfferModel(MaillageDb db, OffersInHand offersInHand, SaveOffer saveOffer, TimeProvider time)
    : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public Offer Offer { get; private set; } = null!;

    /// <summary>Bookings to come.</summary>
    public int Booked { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await offersInHand.FindToChange(Id, HttpContext.Person(), HttpContext.RequestAborted) is not { } offer)
        {
            context.Result = NotFound();
            return;
        }

        Offer = offer;
        await next();
    }

    public async Task OnGet(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        Booked = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where slot.OfferId == Id && slot.StartsAt > now && booking.State != BookingState.Cancelled
            select booking
        ).CountAsync(cancellation);
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        var closedAt = gesture == "rouvrir" ? (DateTime?)null : Offer.ClosedAt ?? time.GetUtcNow().UtcDateTime;
        // Whatever else was changed meanwhile, it is closed.
        while (!await saveOffer.Edit(Id, Offer.ModifiedAt, offer => offer.ClosedAt = closedAt, cancellation))
        {
            db.ChangeTracker.Clear();
            Offer = await db.Offers.AsNoTracking().SingleAsync(o => o.Id == Id, cancellation);
        }

        return Redirect(MeetingDeskUrls.Openings(Id));
    }
}

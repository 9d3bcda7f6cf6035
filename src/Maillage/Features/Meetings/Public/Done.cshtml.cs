using Maillage.Data;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Messaging;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Meetings.Public;

/// <summary>What was booked, with the reference and the code told this once: on screen, on paper, aloud (c’est noté).</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DoneModel(MaillageDb db, JustBooked justBooked, PublicOffers offers, BookingMessages messages)
    : PageModel
{
    public Booking Booking { get; private set; } = null!;

    public Slot Slot { get; private set; } = null!;

    /// <summary>The part of an event.</summary>
    public string? Part { get; private set; }

    public ShownOffer Shown { get; private set; } = null!;

    public string Reference { get; private set; } = "";

    public string Code { get; private set; } = "";

    /// <summary>How the person is written to; null when they are not.</summary>
    public MessageChannel? Written => messages.AddressOf(Booking)?.Channel;

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (
            justBooked.Read(HttpContext.Request) is not { } just
            || await MyBooking.Find(db, b => b.Id == just.BookingId, cancellation) is not { } found
        )
        {
            return Redirect(Language.Link(InhabitantUrls.Mine));
        }

        (Booking, Slot, Part) = (found.Booking, found.Slot, found.Part);
        (Reference, Code) = (just.Reference, just.Code);
        Shown = offers.Show(found.Offer);
        return Page();
    }
}

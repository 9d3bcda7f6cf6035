using Maillage.Data;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Meetings.Public;

/// <summary>One’s own booking: read it, change it, give it back, answer for a freed seat (mon rendez-vous).</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MineModel(
    MaillageDb db,
    InhabitantSession session,
    PublicOffers offers,
    FindWeek findWeek,
    MoveBooking moveBooking,
    CancelBooking cancelBooking,
    AnswerOffer answerOffer,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    public MyBooking Mine { get; private set; } = null!;

    public Booking Booking => Mine.Booking;

    public ShownOffer Shown { get; private set; } = null!;

    public BookingView View { get; private set; }

    /// <summary>Other times, for whoever changes.</summary>
    public SlotWeek? Week { get; private set; }

    /// <summary>What has just been done, in a sentence.</summary>
    public string? Done { get; private set; }

    public bool IsToCome => Mine.IsToCome(time.GetUtcNow().UtcDateTime);

    public string StateWords =>
        Booking.State switch
        {
            _ when Mine.Slot.CancelledAt is not null => texts["L’équipe a annulé. Nous en sommes désolés."],
            BookingState.Waiting => texts["Vous êtes sur la liste d’attente."],
            BookingState.Offered when IsToCome => texts["Une place s’est libérée pour vous."],
            BookingState.Offered => texts["Ce rendez-vous est passé."],
            BookingState.Cancelled => texts["Ce rendez-vous est annulé."],
            BookingState.Confirmed when IsToCome => texts["Votre place est gardée."],
            _ => texts["Ce rendez-vous est passé."],
        };

    public async Task<IActionResult> OnGet(
        Guid id,
        [FromQuery(Name = "voir")] string? view,
        [FromQuery(Name = "du")] string? from,
        [FromQuery(Name = "fait")] string? done,
        CancellationToken cancellation
    )
    {
        if (await Load(id, cancellation) is { } elsewhere)
        {
            return elsewhere;
        }

        Done = done switch
        {
            "change" => texts["C’est changé. L’ancienne heure est rendue."].Value,
            "accepte" => texts["C’est noté : la place est à vous."].Value,
            "annule" => texts["C’est annulé. Merci d’avoir prévenu."].Value,
            _ => null,
        };
        View = IsToCome
            ? view switch
            {
                "annuler" => BookingView.Cancel,
                "heures" when Booking.State == BookingState.Confirmed => BookingView.Move,
                _ => BookingView.Read,
            }
            : BookingView.Read;
        if (View == BookingView.Move)
        {
            Week = await findWeek.Run(Mine.Offer, from, Booking.Seats, cancellation);
        }

        return Page();
    }

    public async Task<IActionResult> OnPost(
        Guid id,
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "creneau")] string? key,
        [FromForm(Name = "du")] string? from,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (await Load(id, cancellation) is { } elsewhere)
        {
            return elsewhere;
        }

        return gesture switch
        {
            "annuler" => await Cancel(cancellation),
            "changer" => await Move(key, from, cancellation),
            "accepter" => await Accept(cancellation),
            _ => Redirect(MeetingUrls.Booking(id)),
        };
    }

    private async Task<IActionResult?> Load(Guid id, CancellationToken cancellation)
    {
        var accesses = await session.Read(HttpContext, cancellation);
        var ids = accesses.Select(access => (Guid?)access.Id).ToList();
        if (
            ids.Count == 0
            || await MyBooking.Find(db, b => b.Id == id && ids.Contains(b.AccessId), cancellation) is not { } found
        )
        {
            return Redirect(Language.Link(ids.Count == 0 ? InhabitantUrls.Open : InhabitantUrls.Mine));
        }

        Mine = found;
        Shown = offers.Show(found.Offer);
        return null;
    }

    private async Task<IActionResult> Cancel(CancellationToken cancellation)
    {
        if (
            Booking.State == BookingState.Cancelled
            || await cancelBooking.Run(Booking.Id, CancelledBy.Person, cancellation)
        )
        {
            return Redirect(MeetingUrls.Booking(Booking.Id) + "?fait=annule");
        }

        return Refuse("", texts["C’est trop tard pour annuler ici : appelez"]);
    }

    private async Task<IActionResult> Accept(CancellationToken cancellation)
    {
        if (Booking.State == BookingState.Confirmed || await answerOffer.Run(Booking.Id, accepts: true, cancellation))
        {
            return Redirect(MeetingUrls.Booking(Booking.Id) + "?fait=accepte");
        }

        return Refuse("", texts["Cette place n’est plus gardée : quelqu’un d’autre l’a prise"]);
    }

    private async Task<IActionResult> Move(string? typed, string? from, CancellationToken cancellation)
    {
        if (SlotKey.Read(typed) is { } key && Mine.Offer.ClosedAt is null)
        {
            var answer = await moveBooking.Run(Booking, Mine.Offer, key, cancellation);
            if (answer.Booking is { } moved)
            {
                return Redirect(MeetingUrls.Booking(moved.Id) + "?fait=change");
            }
        }

        View = IsToCome ? BookingView.Move : BookingView.Read;
        Week = await findWeek.Run(Mine.Offer, from, Booking.Seats, cancellation);
        return Refuse(
            "creneau",
            string.IsNullOrEmpty(typed)
                ? texts["Choisissez une heure, puis continuez"]
                : texts["Cette heure n’est plus libre. Votre rendez-vous n’a pas changé : choisissez-en une autre"]
        );
    }

    private PageResult Refuse(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = field == "creneau" ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }
}

/// <summary>What the page shows of a booking.</summary>
public enum BookingView
{
    Read,

    /// <summary>The question before it is given back.</summary>
    Cancel,

    /// <summary>Other times.</summary>
    Move,
}

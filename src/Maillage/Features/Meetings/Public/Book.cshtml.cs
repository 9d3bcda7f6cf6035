using System.Globalization;
using Maillage.Data;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Meetings.Public;

/// <summary>
/// Books a time: who comes, then a last look; another time where somebody was faster (réserver). Nothing is kept before
/// the end but in the page itself. Never cached: it carries a token.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BookModel(
    MaillageDb db,
    PublicOffers offers,
    FindSlots findSlots,
    FindWeek findWeek,
    BookSlot bookSlot,
    BookingMessages messages,
    GiveAccess giveAccess,
    InhabitantSession session,
    JustBooked justBooked,
    ReadingTime readingTime,
    Refusals refusals,
    SentForms sentForms,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    [BindProperty(Name = "creneau", SupportsGet = true)]
    public string? KeyTyped { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "telephone")]
    public string? Phone { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "mot")]
    public string? Note { get; set; }

    /// <summary><c>oui</c> when somebody books for a child or a person under guardianship.</summary>
    [BindProperty(Name = "autre")]
    public string? ForOther { get; set; }

    [BindProperty(Name = "par")]
    public string? BookedBy { get; set; }

    [BindProperty(Name = "places")]
    public string? SeatsTyped { get; set; }

    /// <summary>Hidden from people: what fills it is a robot.</summary>
    [BindProperty(Name = "site")]
    public string? Trap { get; set; }

    /// <summary>When the form was first shown, signed.</summary>
    [BindProperty(Name = "depuis")]
    public string? ShownAt { get; set; }

    public BookingStep Step { get; private set; }

    public ShownOffer Shown { get; private set; } = null!;

    public Offer Offer => Shown.Offer;

    /// <summary>The time asked for; null once it is not to be had.</summary>
    public FreeSlot? Slot { get; private set; }

    /// <summary>Other times.</summary>
    public SlotWeek Week { get; private set; } = null!;

    /// <summary>1 until another number could be read.</summary>
    public int Seats { get; private set; } = 1;

    public int MostSeats => Math.Min(Offer.Capacity, Booking.MostSeats);

    public bool IsForOther => ForOther == "oui";

    /// <summary>True when the seats asked for are not all free.</summary>
    public bool WillWait => Offer.HasSessions && Slot is { } slot && slot.Free < Seats;

    public async Task<IActionResult> OnGet(string slug, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (!await Load(slug, cancellation))
        {
            return NotFound();
        }

        ShownAt = readingTime.Start();
        return await Find(cancellation) ? Page() : await ShowOthers(cancellation);
    }

    public async Task<IActionResult> OnPost(
        string slug,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        if (!await Load(slug, cancellation))
        {
            return NotFound();
        }

        (Name, BookedBy, Note) = (TypedText.LineOf(Name), TypedText.LineOf(BookedBy), TypedText.Of(Note));
        (Phone, Email, SeatsTyped) = (TypedText.LineOf(Phone), TypedText.LineOf(Email), TypedText.LineOf(SeatsTyped));
        // A name given is meant, ticked or not.
        ForOther = BookedBy is null ? ForOther : "oui";
        if (gesture == "envoyer")
        {
            return await Send(cancellation);
        }

        if (gesture == "heures" || !await Find(cancellation))
        {
            return await ShowOthers(cancellation, isAsked: gesture == "heures");
        }

        // Whoever chose another time before saying who they are is not told that a name is missing.
        if (gesture == "revenir" || (gesture == "choisir" && Name is null))
        {
            return Page();
        }

        Check();
        Step = ModelState.IsValid ? BookingStep.Check : BookingStep.Who;
        return Answer();
    }

    /// <summary>What the page does not ask for, to be sent again.</summary>
    public IEnumerable<(string Name, string? Value)> Carried()
    {
        if (Step != BookingStep.Who)
        {
            yield return ("nom", Name);
            yield return ("telephone", Phone);
            yield return ("email", Email);
            yield return ("mot", Note);
            yield return ("autre", ForOther);
            yield return ("par", BookedBy);
            yield return ("places", SeatsTyped);
            yield return ("site", Trap);
        }

        if (Step != BookingStep.Other)
        {
            yield return ("creneau", KeyTyped);
        }

        yield return ("depuis", ShownAt);
    }

    private async Task<bool> Load(string slug, CancellationToken cancellation)
    {
        if (await offers.Find(slug, cancellation) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        return true;
    }

    /// <summary>Looks for the time asked for.</summary>
    /// <returns>False when the time asked for is not to be had.</returns>
    private async Task<bool> Find(CancellationToken cancellation)
    {
        if (SlotKey.Read(KeyTyped) is { } key)
        {
            var found = await findSlots.Run([Offer], key.StartsAt, key.StartsAt.AddMinutes(1), cancellation);
            Slot = found.FirstOrDefault(slot => slot.Key == key);
        }

        return Slot is not null;
    }

    private void Check()
    {
        if (Name is null)
        {
            ModelState.AddModelError("nom", texts["Écrivez un nom : nous vous appellerons ainsi"]);
        }

        Limit("nom", Name, Booking.LongestName);
        Limit("par", BookedBy, Booking.LongestName);
        Limit("mot", Note, Booking.LongestNote);
        if (Phone is null && Offer.Kind == OfferKind.Telephone)
        {
            ModelState.AddModelError("telephone", texts["Écrivez le numéro où vous appeler"]);
        }

        if (Phone is not null && TypedPhone.Read(Phone) is null)
        {
            ModelState.AddModelError(
                "telephone",
                texts["Ce n’est pas un numéro de téléphone : vérifiez-le, par exemple 06 12 34 56 78"]
            );
        }

        if (Email is not null && MessageAddress.Read(Email) is not { Channel: MessageChannel.Email })
        {
            ModelState.AddModelError(
                "email",
                texts["Ce n’est pas une adresse e-mail : vérifiez-la, par exemple nom@exemple.fr"]
            );
        }

        if (IsForOther && BookedBy is null)
        {
            ModelState.AddModelError("par", texts["Écrivez votre nom : celui de la personne qui réserve"]);
        }

        if (Offer.HasSessions && SeatsTyped is not null)
        {
            if (
                int.TryParse(SeatsTyped, NumberStyles.None, CultureInfo.InvariantCulture, out var seats)
                && seats >= 1
                && seats <= MostSeats
            )
            {
                Seats = seats;
            }
            else
            {
                ModelState.AddModelError("places", texts["Écrivez un nombre de 1 à {0}", MostSeats]);
            }
        }
    }

    private async Task<IActionResult> Send(CancellationToken cancellation)
    {
        Check();
        if (!ModelState.IsValid || SlotKey.Read(KeyTyped) is not { } key)
        {
            return await Find(cancellation) ? Answer() : await ShowOthers(cancellation);
        }

        if (!readingTime.HasPassedSince(ShownAt))
        {
            // Signed again: an instant that cannot be read would never pass.
            ShownAt = readingTime.Start();
            refusals.Add("too-fast");
            ModelState.AddModelError("", texts["Attendez quelques secondes, puis confirmez de nouveau"]);
            return await LookAgain(StatusCodes.Status400BadRequest, cancellation);
        }

        if (!sentForms.TryTake(HttpContext))
        {
            refusals.Add("too-many");
            ModelState.AddModelError("", texts["Trop d’envois depuis votre connexion. Réessayez dans dix minutes"]);
            return await LookAgain(StatusCodes.Status429TooManyRequests, cancellation);
        }

        // A robot is thanked too, so that it learns nothing.
        if (!string.IsNullOrEmpty(Trap))
        {
            refusals.Add("robot");
            return Redirect(Language.Link(MeetingUrls.DonePath));
        }

        var request = await Asked(key, cancellation);
        var answer = await bookSlot.Run(Offer, request, cancellation);
        return answer.Outcome switch
        {
            BookingOutcome.Confirmed or BookingOutcome.Waiting => await Tell(
                answer.Booking!,
                request.Access!,
                cancellation
            ),
            BookingOutcome.Known => await TellAgain(answer, cancellation),
            BookingOutcome.Taken or BookingOutcome.NoSuchSlot => await ShowOthers(cancellation),
        };
    }

    private async Task<BookingRequest> Asked(SlotKey key, CancellationToken cancellation)
    {
        var phone = Phone is null ? null : TypedPhone.Read(Phone);
        var bookedBy = IsForOther ? BookedBy : null;
        var said = new
        {
            Offer.Id,
            Key = key.ToString(),
            Seats,
            Name,
            phone,
            Email,
            Note,
            bookedBy,
        };
        return new BookingRequest(SentOnce.IdOf(ShownAt!, said), key, Seats, Name!, Channel.Web)
        {
            Phone = phone,
            Email = Email,
            Note = Note,
            BookedBy = bookedBy,
            Access = await giveAccess.Prepare(Offer.OrganisationId, accountId: null, cancellation),
        };
    }

    private async Task<IActionResult> Tell(Booking booking, NewAccess access, CancellationToken cancellation)
    {
        await session.Open(HttpContext, [access.Access], identity: null, cancellation);
        justBooked.Keep(HttpContext, booking.Id, access);
        return Redirect(Language.Link(MeetingUrls.DonePath));
    }

    /// <summary>
    /// The same form again. A browser that has the access was answered, and knows the code; otherwise the first answer may
    /// never have been read, so another code is given.
    /// </summary>
    private async Task<IActionResult> TellAgain(BookingAnswer answer, CancellationToken cancellation)
    {
        refusals.Add("replayed");
        var booking = answer.Booking!;
        if (
            booking.State == BookingState.Cancelled
            || await db.InhabitantAccesses.SingleOrDefaultAsync(a => a.Id == booking.AccessId, cancellation)
                is not { } access
        )
        {
            ShownAt = readingTime.Start();
            return await ShowOthers(cancellation);
        }

        if ((await session.Read(HttpContext, cancellation)).Any(known => known.Id == access.Id))
        {
            return Redirect(Language.Link(MeetingUrls.DonePath));
        }

        var given = new NewAccess(access, giveAccess.NewCode(access));
        messages.Booked(Offer, answer.Slot!, booking, given);
        return await Tell(booking, given, cancellation);
    }

    private async Task<IActionResult> LookAgain(int status, CancellationToken cancellation)
    {
        if (!await Find(cancellation))
        {
            return await ShowOthers(cancellation);
        }

        Step = BookingStep.Check;
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>Other times, everything typed kept; says why, unless the person asked for them.</summary>
    private async Task<IActionResult> ShowOthers(CancellationToken cancellation, bool isAsked = false)
    {
        ModelState.Clear();
        Step = BookingStep.Other;
        var key = SlotKey.Read(KeyTyped);
        var from = key is { } asked
            ? ParisTime.DayAt(asked.StartsAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
        Week = await findWeek.Run(Offer, from, seats: 0, cancellation);
        if (Week.Slots.Count == 0 && Week.Next is { } next)
        {
            Week = await findWeek.Run(
                Offer,
                next.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                seats: 0,
                cancellation
            );
        }

        if (isAsked)
        {
            return Page();
        }

        var wasOffered = key is { } read && await WasOffered(read, cancellation);
        refusals.Add(
            string.IsNullOrEmpty(KeyTyped) ? "no-slot"
            : wasOffered ? "taken"
            : "no-such-slot"
        );
        ModelState.AddModelError(
            "creneau",
            string.IsNullOrEmpty(KeyTyped) ? texts["Choisissez une heure, puis continuez"]
                : wasOffered
                    ? texts["Quelqu’un vient de prendre cette heure. Rien n’est perdu : choisissez-en une autre"]
                : texts["Cette heure n’est pas proposée. Choisissez-en une autre"]
        );
        Response.StatusCode = wasOffered ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>True for a time to come of this offer, free or not.</summary>
    private async Task<bool> WasOffered(SlotKey key, CancellationToken cancellation) =>
        !Offer.HasSessions
        && FindSlots.IsInTime(Offer, key.StartsAt, time.GetUtcNow().UtcDateTime)
        && await db
            .Openings.AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == key.OpeningId && o.OfferId == Offer.Id, cancellation)
            is { } opening
        && findSlots.Cut(Offer, opening, key.StartsAt, key.StartsAt.AddMinutes(1)).Contains(key);

    private void Limit(string field, string? typed, int most)
    {
        if (typed?.Length > most)
        {
            ModelState.AddModelError(field, texts["Écrivez {0} caractères au plus", most]);
        }
    }

    private static string Reason(string field) =>
        field switch
        {
            "nom" => "name",
            "telephone" => "phone",
            "email" => "email",
            "places" => "seats",
            "par" => "booked-by",
            _ => "note",
        };

    private PageResult Answer()
    {
        foreach (var field in ModelState.Where(entry => entry.Value?.Errors.Count > 0))
        {
            refusals.Add(Reason(field.Key));
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Page();
    }
}

/// <summary>What the page shows.</summary>
public enum BookingStep
{
    Who,
    Check,

    /// <summary>Another time has to be chosen.</summary>
    Other,
}

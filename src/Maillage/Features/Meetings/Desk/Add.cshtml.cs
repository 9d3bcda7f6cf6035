using System.Globalization;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.Places.Search;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Books for somebody who came or called: the offer, the hour, then who; the access is shown once.</summary>
[Authorize(Access.Helper)]
public sealed class AddModel(
    MaillageDb db,
    OffersInHand offersInHand,
    ReadAgenda readAgenda,
    BookSlot bookSlot,
    GiveAccess giveAccess,
    PlaceDirectory directory,
    TimeProvider time
) : PageModel
{
    private const int DaysShown = 56;
    private const int TimesShown = 60;

    /// <summary>True when the hour chosen can no longer be had.</summary>
    private bool isGone;

    public static IReadOnlyList<Choice> Channels { get; } =
    [new(nameof(Channel.Counter), "Sur place"), new(nameof(Channel.Phone), "Par téléphone")];

    [BindProperty(Name = "creneau", SupportsGet = true)]
    public string? Key { get; set; }

    [FromQuery(Name = "offre")]
    public Guid? OfferId { get; set; }

    /// <summary>Made with the form: with the account and what was written, sent twice, it books once.</summary>
    [BindProperty(Name = "id")]
    public Guid FormId { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "joindre")]
    public string? Contact { get; set; }

    [BindProperty(Name = "places")]
    public string? Seats { get; set; }

    [BindProperty(Name = "mot")]
    public string? Note { get; set; }

    [BindProperty(Name = "canal")]
    public string? Way { get; set; }

    public Offer? Offer { get; private set; }

    public SlotKey? Slot { get; private set; }

    /// <summary>True for an offer that takes nobody any more, asked for by an old link.</summary>
    public bool IsClosed { get; private set; }

    private bool HasBegun => Slot?.StartsAt <= time.GetUtcNow().UtcDateTime;

    public IReadOnlyList<Offer> Offers { get; private set; } = [];

    /// <summary>Hours to choose from, or others when the one chosen has gone.</summary>
    public IReadOnlyList<AgendaItem> Times { get; private set; } = [];

    public BookingAnswer? Answer { get; private set; }

    public NewAccess? Given { get; private set; }

    public string PublicAddress => giveAccess.Where;

    public string? Place => Offer?.PlaceId is { } id ? directory.Current.FindById(id)?.Place.Name : null;

    public string Heading =>
        Slot is { } slot && slot.StartsAt <= time.GetUtcNow().UtcDateTime.AddMinutes(30)
            ? "Ajouter une personne"
            : "Réserver pour quelqu’un";

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        FormId = Guid.CreateVersion7();
        (Seats, Way) = ("1", nameof(Channel.Counter));
        var isFound = await Find(cancellation);
        IsClosed = Offer?.ClosedAt is not null;
        return isFound ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!await Find(cancellation) || Offer is null || Slot is not { } key)
        {
            return NotFound();
        }

        var request = Read(key);
        if (Offer.ClosedAt is not null)
        {
            isGone = true;
            ModelState.AddModelError("", "Cette offre vient d’être fermée : plus personne ne peut réserver");
        }
        else if (request is not null)
        {
            await Book(request, cancellation);
        }

        if (Answer is null)
        {
            Response.StatusCode = isGone ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        }

        return Page();
    }

    private async Task Book(BookingRequest request, CancellationToken cancellation)
    {
        var access = HasBegun
            ? null
            : await giveAccess.Prepare(Offer!.OrganisationId, HttpContext.Person().AccountId, cancellation);
        var answer = await bookSlot.Run(Offer!, request with { Access = access }, cancellation);
        if (answer.Outcome is BookingOutcome.Taken or BookingOutcome.NoSuchSlot)
        {
            db.ChangeTracker.Clear();
            isGone = true;
            ModelState.AddModelError(
                "",
                answer.Outcome == BookingOutcome.Taken
                    ? "Cette heure vient d’être prise : choisissez-en une autre"
                    : "Cette heure n’existe plus : choisissez-en une autre"
            );
            Times = await FindTimes(cancellation);
            return;
        }

        // Nobody's code is shown twice.
        Answer = answer;
        Given = answer.Outcome == BookingOutcome.Known ? null : access;
    }

    /// <summary>False for what is not this person's to see, and for what never was.</summary>
    private async Task<bool> Find(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        if (!string.IsNullOrEmpty(Key))
        {
            if (SlotKey.Read(Key) is not { } key)
            {
                return false;
            }

            var offerId = await db
                .Openings.Where(o => o.Id == key.OpeningId)
                .Select(o => (Guid?)o.OfferId)
                .SingleOrDefaultAsync(cancellation);
            Slot = key;
            Offer = offerId is { } id ? await offersInHand.Find(id, person, cancellation) : null;
            return Offer is not null;
        }

        if (OfferId is { } asked)
        {
            Offer = await offersInHand.Find(asked, person, cancellation);
            Times = Offer is null ? [] : await FindTimes(cancellation);
            return Offer is not null;
        }

        Offers = [.. (await offersInHand.Of(person, cancellation)).Where(o => o.ClosedAt is null)];
        return true;
    }

    private async Task<IReadOnlyList<AgendaItem>> FindTimes(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!Offer!.HasSessions)
        {
            var free = await readAgenda.Free(
                [Offer],
                null,
                now.AddMinutes(-Offer.Minutes),
                now.AddDays(DaysShown),
                cancellation
            );
            return [.. free.Take(TimesShown)];
        }

        var sessions = await db
            .Slots.AsNoTracking()
            .Where(s => s.OfferId == Offer.Id && s.CancelledAt == null && s.EndsAt > now)
            .OrderBy(s => s.StartsAt)
            .Take(TimesShown)
            .ToListAsync(cancellation);
        return [.. sessions.Select(slot => new AgendaItem(Offer, slot.Key, slot.EndsAt, slot, [], []))];
    }

    /// <summary>Null when something cannot be read, which is then said.</summary>
    private BookingRequest? Read(SlotKey key)
    {
        if (TypedText.LineOf(Name) is not { Length: <= Booking.LongestName } name)
        {
            ModelState.AddModelError("nom", "Écrivez un nom, même court, pour appeler la personne");
            name = "";
        }

        var contact = TypedContact.Read(Contact);
        if (contact is null)
        {
            ModelState.AddModelError("joindre", "Ce n’est ni un téléphone ni un e-mail : vérifiez, ou laissez vide");
        }

        var note = TypedText.LineOf(Note);
        if (note?.Length > Booking.LongestNote)
        {
            ModelState.AddModelError("mot", $"Écrivez {Booking.LongestNote} caractères au plus");
        }

        var (seats, most) = (1, Math.Min(Offer!.Capacity, Booking.MostSeats));
        if (
            Offer.HasSessions
            && !(
                int.TryParse(Seats?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out seats)
                && seats >= 1
                && seats <= most
            )
        )
        {
            ModelState.AddModelError("places", $"Écrivez le nombre de places en chiffres, de 1 à {most}");
        }

        if (Channels.All(choice => choice.Value != Way))
        {
            ModelState.AddModelError("canal", "Choisissez comment la personne l’a demandé");
        }

        return ModelState.IsValid
            ? new BookingRequest(
                SentOnce.IdOf(
                    $"{HttpContext.Person().AccountId:N}{FormId:N}",
                    new
                    {
                        Key,
                        Name,
                        Contact,
                        Seats,
                        Note,
                        Way,
                    }
                ),
                key,
                seats,
                name,
                Enum.Parse<Channel>(Way!)
            )
            {
                Phone = contact!.Value.Phone,
                Email = contact.Value.Email,
                Note = note,
                EnteredBy = HttpContext.Person().AccountId,
                IsByTeam = true,
            }
            : null;
    }
}

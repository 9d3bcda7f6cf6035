using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Lets people in to a workshop or an event (accueil d’une séance): who is registered, by name, by reference or by the
/// code on their badge; one tap for each; a list typed or pasted.
/// </summary>
[Authorize(Access.Helper)]
public sealed class SessionModel(
    SessionsInHand sessionsInHand,
    RecordAttendance recordAttendance,
    AddList addList,
    TimeProvider time
) : PageModel
{
    private const int Size = 40;
    private const int LongestWords = 100;
    private const int PerCent = 100;

    [FromRoute(Name = "seance")]
    public Guid Id { get; set; }

    /// <summary>Part of a name, or a reference.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Words { get; set; }

    /// <summary>The person of a badge.</summary>
    [BindProperty(Name = "personne", SupportsGet = true)]
    public Guid? BookingId { get; set; }

    [BindProperty(Name = "liste")]
    public string? Lines { get; set; }

    /// <summary>Made with the form: sent twice, nobody is added twice.</summary>
    [BindProperty(Name = "envoi")]
    public Guid FormId { get; set; }

    public SessionInHand Session { get; private set; } = null!;

    public IReadOnlyList<Booking> People { get; private set; } = [];

    public PageOf Paging { get; private set; } = null!;

    /// <summary>Seats of those who came.</summary>
    public int Came { get; private set; }

    /// <summary>Seats of those who are expected.</summary>
    public int Expected { get; private set; }

    /// <summary>« 12 % d’absents aux séances passées »; null before anybody was expected.</summary>
    public string? NoShows { get; private set; }

    public string? Done { get; private set; }

    public bool IsOpen => Session.Slot.StartsAt <= time.GetUtcNow().UtcDateTime + RecordAttendance.Early;

    public bool IsOver => Session.Slot.EndsAt <= time.GetUtcNow().UtcDateTime;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await sessionsInHand.Find(Id, HttpContext.Person(), HttpContext.RequestAborted) is not { } session)
        {
            context.Result = NotFound();
            return;
        }

        Session = session;
        await next();
    }

    public Task OnGet(
        [FromQuery(Name = "page")] string? page,
        [FromQuery(Name = "note")] string? note,
        CancellationToken cancellation
    )
    {
        Done = note switch
        {
            "oui" => "C’est noté.",
            "attente" => "C’est noté. Les places manquaient : les dernières personnes sont sur la liste d’attente.",
            "ailleurs" => "Cela n’a pas pu être noté : la réservation a changé. Voici où elle en est.",
            _ => null,
        };
        FormId = Guid.CreateVersion7();
        return Show(page, cancellation);
    }

    /// <summary>Notes that somebody came, or takes it back; adds a list.</summary>
    public async Task<IActionResult> OnPost(
        [FromForm(Name = "arrive")] Guid? came,
        [FromForm(Name = "retour")] Guid? back,
        CancellationToken cancellation
    )
    {
        if ((came ?? back) is { } id)
        {
            var (seen, said) = came is null
                ? (BookingState.Attended, BookingState.Confirmed)
                : (BookingState.Confirmed, BookingState.Attended);
            if (await sessionsInHand.StateOf(Id, id, cancellation) is null)
            {
                return NotFound();
            }

            await recordAttendance.Run(
                new Dictionary<Guid, BookingState> { [id] = said },
                new Dictionary<Guid, BookingState> { [id] = seen },
                HttpContext.Person().HelpsFor,
                cancellation
            );
            return Redirect(
                PageOf.Address(
                    MeetingDeskUrls.Session(Id),
                    1,
                    ("q", Words),
                    ("personne", BookingId?.ToString()),
                    ("note", await sessionsInHand.StateOf(Id, id, cancellation) == said ? "oui" : "ailleurs")
                )
            );
        }

        var answer = await addList.Run(Session, Lines, FormId, HttpContext.Person(), cancellation);
        foreach (var sentence in answer.Refused)
        {
            ModelState.AddModelError("liste", sentence);
        }

        if (ModelState.IsValid)
        {
            return Redirect($"{MeetingDeskUrls.Session(Id)}?note={(answer.HasWaiting ? "attente" : "oui")}");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(page: null, cancellation);
        return Page();
    }

    private async Task Show(string? page, CancellationToken cancellation)
    {
        Words = TypedText.LineOf(Words) is { Length: <= LongestWords } words ? words : null;
        var all = await sessionsInHand.People(Session, words: null, bookingId: null, cancellation);
        Came = all.Where(b => b.State == BookingState.Attended).Sum(b => b.Seats);
        Expected = all.Where(b => b.State == BookingState.Confirmed).Sum(b => b.Seats);
        var found =
            Words is null && BookingId is null
                ? all
                : await sessionsInHand.People(Session, Words, BookingId, cancellation);
        Paging = PageOf.Read(page, found.Count, Size);
        People = [.. found.Skip(Paging.Skip).Take(Size)];
        await sessionsInHand.NoteReading(People, cancellation);
        var (expected, absent) = await sessionsInHand.NoShows(Session.Offer.Id, cancellation);
        NoShows =
            expected == 0
                ? null
                : string.Create(
                    CultureInfo.GetCultureInfo("fr-FR"),
                    $"{absent * PerCent / expected}\u00A0% d’absents sur {expected}\u00A0inscrits attendus jusqu’ici"
                );
    }
}

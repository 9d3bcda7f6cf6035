using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Desk;

/// <summary>A badge for each who is registered, to print and cut (badges): a name, and what the team's telephone reads.</summary>
[Authorize(Access.Helper)]
public sealed class BadgesModel(SessionsInHand sessionsInHand, IOptions<SiteSettings> site) : PageModel
{
    /// <summary>One sheet: the drawings weigh.</summary>
    private const int Size = 8;

    [FromRoute(Name = "seance")]
    public Guid Id { get; set; }

    public SessionInHand Session { get; private set; } = null!;

    public IReadOnlyList<Booking> People { get; private set; } = [];

    public PageOf Paging { get; private set; } = null!;

    /// <summary>What a badge leads to.</summary>
    public string ArrivalOf(Booking booking) => site.Value.PublicUrl + MeetingDeskUrls.Arrival(Id, booking.Id);

    public async Task<IActionResult> OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        if (await sessionsInHand.Find(Id, HttpContext.Person(), cancellation) is not { } session)
        {
            return NotFound();
        }

        Session = session;
        var people = await sessionsInHand.People(session, words: null, bookingId: null, cancellation);
        var all = people.Where(b => b.State is not (BookingState.Waiting or BookingState.Offered)).ToList();
        Paging = PageOf.Read(page, all.Count, Size);
        People = [.. all.Skip(Paging.Skip).Take(Size)];
        await sessionsInHand.NoteReading(People, cancellation);
        return Page();
    }
}

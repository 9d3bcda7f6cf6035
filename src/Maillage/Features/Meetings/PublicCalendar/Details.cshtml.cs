using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>A drop-in, a workshop or an event: what it is, its dates, what is left of it afterwards (page d’un événement).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SlotPages.Policy)]
public sealed class DetailsModel(FindHappenings findHappenings, IOptions<SiteSettings> site, TimeProvider time)
    : PageModel
{
    /// <summary>A series of every week says enough with its first dates.</summary>
    public const int Shown = 12;

    public CalendarOffer Found { get; private set; } = null!;

    /// <summary>The first session that may be booked today; null when there is none.</summary>
    public Happening? Bookable { get; private set; }

    /// <summary>The day from which the next session may be booked; null when it is not too early.</summary>
    public DateOnly? BookableFrom { get; private set; }

    public string PublicUrl => site.Value.PublicUrl;

    public async Task<IActionResult> OnGet(string slug, CancellationToken cancellation)
    {
        if (await findHappenings.Find(slug, cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        var (offer, now) = (found.Offer, time.GetUtcNow().UtcDateTime);
        if (offer.MayBook == MayBook.Anyone)
        {
            Bookable = found.Sessions.FirstOrDefault(one => FindSlots.IsInTime(offer, one.Slot.StartsAt, now));
            BookableFrom = found
                .Sessions.Where(one => one.Slot.StartsAt > now.AddDays(offer.MostNoticeDays))
                .Select(one => (DateOnly?)ParisTime.DayAt(one.Slot.StartsAt.AddDays(-offer.MostNoticeDays)))
                .FirstOrDefault();
        }

        return Page();
    }
}

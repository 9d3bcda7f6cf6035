using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>A drop-in, a workshop or an event: what it is, its dates, what is left of it afterwards (page d’un événement).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SlotPages.Policy)]
public sealed class DetailsModel(FindHappenings findHappenings, IOptions<SiteSettings> site) : PageModel
{
    /// <summary>A series of every week says enough with its first dates.</summary>
    public const int Shown = 12;

    public CalendarOffer Found { get; private set; } = null!;

    public string PublicUrl => site.Value.PublicUrl;

    public async Task<IActionResult> OnGet(string slug, CancellationToken cancellation)
    {
        if (await findHappenings.Find(slug, cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}

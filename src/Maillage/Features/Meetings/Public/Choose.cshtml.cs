using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Meetings.Public;

/// <summary>When one wants to come: the times of one offer, a week at a time (choisir un créneau).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SlotPages.Policy)]
public sealed class ChooseModel(PublicOffers offers, FindWeek findWeek, IStringLocalizer texts) : PageModel
{
    public ShownOffer Shown { get; private set; } = null!;

    public SlotWeek Week { get; private set; } = null!;

    public async Task<IActionResult> OnGet(
        string slug,
        [FromQuery(Name = "du")] string? from,
        [FromQuery(Name = "creneau")] string? key,
        [FromQuery(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        // An address that somebody cut or mended gives a page, never a fault of its own.
        ModelState.Clear();
        if (await offers.Find(slug, cancellation) is not { } shown)
        {
            return NotFound();
        }

        if (!string.IsNullOrEmpty(key))
        {
            return Redirect(MeetingUrls.Book(slug) + QueryString.Create("creneau", key));
        }

        Shown = shown;
        Week = await findWeek.Run(shown.Offer, from, seats: 0, cancellation);
        if (gesture is not null && Week.Slots.Count > 0)
        {
            ModelState.AddModelError("creneau", texts["Choisissez une heure, puis continuez"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Page();
    }
}

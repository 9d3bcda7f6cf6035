using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Platform.Settings;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places;

/// <summary>One A5 sheet to hand over, with what one needs to go there (fiche à imprimer).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PageCache.Policy)]
public sealed class SheetModel(
    PlaceDirectory directory,
    PlaceWords words,
    IOptions<SiteSettings> settings,
    TimeProvider time
) : PageModel
{
    public DirectoryEntry Entry { get; private set; } = null!;

    public PlaceWords Words => words;

    public SiteSettings Site => settings.Value;

    public DateOnly Today { get; private set; }

    public IReadOnlyList<DayRow> Week { get; private set; } = [];

    public string PublicAddress => settings.Value.PublicUrl + "/lieux/" + Entry.Place.Slug;

    public IActionResult OnGet(string slug)
    {
        var current = directory.Current;
        if (current.FindBySlug(slug) is not { } entry)
        {
            return current.FindByFormerSlug(slug) is { } renamed
                ? RedirectPermanent(HttpContext.AskAgain(PlaceUrls.Sheet(renamed.Place.Slug)))
                : NotFound();
        }

        Entry = entry;
        var now = time.GetUtcNow().UtcDateTime;
        Today = entry.HoursContext.DayAt(now);
        HttpContext.ExpiresAt(entry.HoursContext.ToUtc(Today.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        Week = entry.Hours is { Status: not HoursStatus.NotUnderstood } hours
            ? WeekTable.Rows(hours, Today, entry.HoursContext)
            : [];
        return Page();
    }
}

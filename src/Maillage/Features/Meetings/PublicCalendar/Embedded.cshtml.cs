using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>The list alone, without header nor cookie, to be shown within another site (agenda à intégrer).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SlotPages.Policy)]
public sealed class EmbeddedModel(FindHappenings findHappenings, TerritoryMap map, IOptions<SiteSettings> site)
    : PageModel
{
    private const int Shown = 15;

    public CalendarQuery Asked { get; private set; } = null!;

    public IReadOnlyList<Happening> Found { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        ModelState.Clear();
        HttpContext.AllowFraming();
        Asked = CalendarQuery.Read(Request.Query, map, site.Value.Departement);
        if (!Asked.IsCommuneUnknown && Asked.Communes.Count == 0)
        {
            Found = await findHappenings.Run(Asked, until: null, 0, Shown, cancellation);
        }
    }
}

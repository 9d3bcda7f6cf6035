using System.Globalization;
using Maillage.Design.Forms;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>What happens in the network, by date, commune, distance, audience and topic (agenda public).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SlotPages.Policy)]
public sealed class SearchModel(
    FindHappenings findHappenings,
    TerritoryMap map,
    IOptions<SiteSettings> site,
    IStringLocalizer texts
) : PageModel
{
    /// <summary>Dates on one page.</summary>
    public const int Shown = 20;

    public CalendarQuery Asked { get; private set; } = null!;

    public IReadOnlyList<Happening> Found { get; private set; } = [];

    /// <summary>The address of the dates that follow; null at the end.</summary>
    public string? Next { get; private set; }

    public bool IsFirstPage { get; private set; }

    public string PublicUrl => site.Value.PublicUrl;

    public CommuneExample Example => CommuneExample.Of(map, site.Value.Departement);

    public IReadOnlyList<Choice> NeedChoices =>
        [
            .. Needs
                .All.Where(need => need != Needs.NotSure)
                .Select(need => new Choice(need.Code, texts[need.Title]))
                .Prepend(Any),
        ];

    public IReadOnlyList<Choice> AudienceChoices =>
        [.. Vocabularies.Audiences.Terms.Select(term => new Choice(term.Code, texts[term.Plain])).Prepend(Any)];

    public IReadOnlyList<Choice> KindChoices =>
        [
            Any,
            new("permanence", texts["Sans rendez-vous"]),
            new("atelier", texts["Ateliers"]),
            new("evenement", texts["Événements"]),
        ];

    public IReadOnlyList<Choice> RadiusChoices =>
        [
            .. CalendarQuery.Radii.Select(radius => new Choice(
                radius,
                radius == CalendarQuery.Anywhere ? texts["Peu importe"] : texts["{0} km au plus", radius]
            )),
        ];

    private Choice Any => new("", texts["Peu importe"]);

    public async Task OnGet([FromQuery(Name = "apres")] string? after, CancellationToken cancellation)
    {
        ModelState.Clear();
        Asked = CalendarQuery.Read(Request.Query, map, site.Value.Departement);
        if (Asked.IsCommuneUnknown)
        {
            ModelState.AddModelError(
                "ou",
                texts["Nous ne connaissons pas cette commune. Vérifiez le nom, ou écrivez le code postal"]
            );
        }

        if (Asked.IsDayUnknown)
        {
            ModelState.AddModelError("du", texts["Écrivez un jour qui existe. Par exemple : 26/11/2026"]);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (Asked.Communes.Count > 0)
        {
            return;
        }

        var skip = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            ? Math.Min(read, FindHappenings.Furthest)
            : 0;
        IsFirstPage = skip == 0;
        var found = await findHappenings.Run(Asked, until: null, skip, Shown + 1, cancellation);
        Found = [.. found.Take(Shown)];
        Next =
            found.Count > Shown && skip + Shown <= FindHappenings.Furthest
                ? CalendarUrls.Search
                    + Asked.ToQuery().Add("apres", (skip + Shown).ToString(CultureInfo.InvariantCulture))
                : null;
    }
}

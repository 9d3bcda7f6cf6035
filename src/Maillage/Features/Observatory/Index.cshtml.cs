using Maillage.Data;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Observatory;

/// <summary>From here to the page of any territory (territoires).</summary>
[AllowAnonymous]
public sealed class IndexModel(TerritoryMap map, MaillageDb db, IOptions<SiteSettings> settings, IStringLocalizer texts)
    : PageModel
{
    [BindProperty(Name = "commune", SupportsGet = true)]
    public string? CommuneTyped { get; set; }

    public Departement Home => map.DepartementByCode(settings.Value.Departement)!;

    public CommuneExample Example => CommuneExample.Of(map, settings.Value.Departement);

    public IReadOnlyList<CommuneMatch> Choices { get; private set; } = [];

    /// <summary>The subdivisions of the network, by what it calls them.</summary>
    public IReadOnlyList<IGrouping<string, Subdivision>> Subdivisions { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        var subdivisions = await db
            .Subdivisions.AsNoTracking()
            .OrderBy(s => s.Kind)
            .ThenBy(s => s.Name)
            .ToListAsync(cancellation);
        Subdivisions = [.. subdivisions.GroupBy(s => s.Kind)];
        if (!Request.Query.ContainsKey("commune"))
        {
            return Page();
        }

        var answer = CommuneAnswer.To(CommuneTyped ?? "", map, settings.Value.Departement);
        if (answer.Commune is { } commune)
        {
            return Redirect(TerritoryUrls.Details(commune.Insee));
        }

        if (answer.Choices.Count == 0)
        {
            ModelState.AddModelError(
                "commune",
                texts["Écrivez le nom de votre commune, par exemple {0}", Example.Name]
            );
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Choices = answer.Choices;
        return Page();
    }
}

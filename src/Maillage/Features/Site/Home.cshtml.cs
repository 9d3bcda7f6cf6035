using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Site;

/// <summary>The home page: a need, a commune, one button (accueil).</summary>
[AllowAnonymous]
public sealed class HomeModel(TerritoryMap map, IOptions<SiteSettings> settings, IStringLocalizer texts) : PageModel
{
    private const int MostLettersShown = 80;

    public SiteSettings Site => settings.Value;

    [BindProperty(Name = "besoin", SupportsGet = true)]
    public string? NeedCode { get; set; }

    /// <summary>A name or a postal code, as typed.</summary>
    [BindProperty(Name = "commune", SupportsGet = true)]
    public string? CommuneTyped { get; set; }

    /// <summary>Words of a search under way, carried along.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Words { get; set; }

    public CommuneExample Example => CommuneExample.Of(map, Site.Departement);

    public IReadOnlyList<CommuneMatch> Choices { get; private set; } = [];

    public Need? Need => Needs.Find(NeedCode);

    public IActionResult OnGet()
    {
        if (!Request.Query.ContainsKey("commune"))
        {
            return Page();
        }

        if (string.IsNullOrWhiteSpace(CommuneTyped))
        {
            return Refuse(texts["Écrivez le nom de votre commune, par exemple {0}", Example.Name]);
        }

        var answer = CommuneAnswer.To(CommuneTyped, map, Site.Departement);
        if (answer.Commune is { } commune)
        {
            return Redirect(PlaceUrls.SearchNear(commune.Insee, Need?.Code, Words));
        }

        if (answer.Choices.Count == 0)
        {
            return Refuse(
                texts[
                    "Nous ne trouvons pas « {0} ». Vérifiez le nom, ou écrivez le code postal",
                    CommuneTyped.Length > MostLettersShown ? CommuneTyped[..MostLettersShown] + "…" : CommuneTyped
                ]
            );
        }

        Choices = answer.Choices;
        return Page();
    }

    private PageResult Refuse(string sentence)
    {
        ModelState.AddModelError("commune", sentence);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

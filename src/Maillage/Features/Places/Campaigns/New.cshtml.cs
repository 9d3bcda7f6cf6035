using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Starts a campaign: which places, how many and how each is reached, then the start.</summary>
[Authorize(Access.Coordinator)]
public sealed class NewModel(PickPlaces pickPlaces, StartCampaign startCampaign, TerritoryMap map, IMailTransport mail)
    : PageModel
{
    public string? Name { get; private set; }

    public IReadOnlyList<string> States { get; private set; } = [];

    public string? Epci { get; private set; }

    public string? TypedCommune { get; private set; }

    public bool WithoutManager { get; private set; }

    public IReadOnlyList<Epci> Epcis { get; private set; } = [];

    public bool MailIsOn => mail.IsOn;

    /// <summary>How many places the answers pick; null while the form is shown.</summary>
    public PickCounts? Counts { get; private set; }

    public string Picked { get; private set; } = "";

    public void OnGet()
    {
        States = [nameof(Freshness.ToCheck), nameof(Freshness.Stale)];
        Fill();
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "nom")] string? name,
        [FromForm(Name = "fraicheur")] List<string>? states,
        [FromForm(Name = "epci")] string? epci,
        [FromForm(Name = "commune")] string? commune,
        [FromForm(Name = "sansresponsable")] string? withoutManager,
        CancellationToken cancellation
    )
    {
        (Name, States, TypedCommune, WithoutManager) = (
            name?.Trim(),
            states ?? [],
            commune?.Trim(),
            withoutManager == "oui"
        );
        Epci = map.EpciByCode(epci)?.Code;
        Fill();
        if (gesture == "revenir")
        {
            return Page();
        }

        var found =
            string.IsNullOrEmpty(TypedCommune) ? null
            : map.Find(TypedCommune, 1) is [var first, ..] ? first.Commune
            : null;
        if (!string.IsNullOrEmpty(TypedCommune) && found is null)
        {
            ModelState.AddModelError("commune", "Cette commune n’est pas connue : écrivez son nom ou son code INSEE");
        }

        if (Name is not { Length: > 0 and <= Campaign.MaxNameLength })
        {
            ModelState.AddModelError("nom", "Donnez un nom à la campagne, en 120 caractères au plus");
        }

        if (!ModelState.IsValid)
        {
            return Refused();
        }

        var pick = new PlacePick(
            [.. Enum.GetValues<Freshness>().Where(state => States.Contains(state.ToString(), StringComparer.Ordinal))],
            Epci,
            found?.Insee,
            WithoutManager
        );
        Picked = Words(pick, found);
        var person = HttpContext.Person();
        if (gesture == "lancer" && await startCampaign.Run(Name!, Picked, pick, person, cancellation) is { } campaign)
        {
            return Redirect(PlaceUrls.Campaign(campaign));
        }

        var counts = await pickPlaces.Count(pick, person, cancellation);
        if (counts.Total == 0)
        {
            ModelState.AddModelError(
                "nom",
                counts.AlreadyAsked > 0
                    ? "Tous ces lieux sont déjà dans une campagne qui attend leur réponse"
                    : "Aucun de vos lieux ne correspond : élargissez votre choix"
            );
            return Refused();
        }

        Counts = counts;
        return Page();
    }

    private void Fill()
    {
        var person = HttpContext.Person();
        Epcis =
        [
            .. (
                person.IsAdministrator
                    ? map.Epcis
                    : map
                        .Communes.Where(person.Coordinates)
                        .Select(c => map.EpciByCode(c.EpciCode))
                        .OfType<Epci>()
                        .Distinct()
            ).OrderBy(e => e.Name, StringComparer.CurrentCulture),
        ];
        if (person.IsAdministrator && Epcis.Count > 100)
        {
            // A list of every EPCI of the country helps nobody: an administrator names the commune.
            Epcis = [];
        }
    }

    private string Words(PlacePick pick, Commune? commune)
    {
        List<string> parts =
        [
            pick.States.Count is 0 or 4
                ? "Tous les lieux"
                : "Lieux : " + string.Join(", ", pick.States.Select(s => s.Words().ToLowerInvariant())),
        ];
        if (map.EpciByCode(pick.Epci) is { } epci)
        {
            parts.Add(epci.Name);
        }

        if (commune is not null)
        {
            parts.Add(commune.Name);
        }

        if (pick.WithoutManager)
        {
            parts.Add("sans responsable");
        }

        return string.Join(" ; ", parts);
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

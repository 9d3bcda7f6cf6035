using System.Globalization;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Search;
using Maillage.Platform.Time;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Observatory;

/// <summary>One territory: its people, its places, and who has nothing nearby.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PageCache.Policy)]
public sealed class DetailsModel(
    FindTerritory findTerritory,
    MeasureCoverage measureCoverage,
    PlaceDirectory directory,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    private const int MostKinds = 12;

    public sealed record Part(string Code, string Name, int Population, int Places, FreshnessShare Freshness);

    public sealed record PlaceLine(string Slug, string Name, string Kind);

    public Territory Territory { get; private set; } = null!;

    public IReadOnlyList<NeedCoverage> Coverage { get; private set; } = [];

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    /// <summary>The places of a commune; for wider territories only their number is shown.</summary>
    public IReadOnlyList<PlaceLine> Places { get; private set; } = [];

    public IReadOnlyList<(string Kind, int Count)> Kinds { get; private set; } = [];

    public int PlaceCount { get; private set; }

    public FreshnessShare Freshness { get; private set; } = new(0, 0);

    public int CommunesWithout { get; private set; }

    public string LevelName =>
        Territory.Level switch
        {
            TerritoryLevel.Departement => texts["Département"],
            TerritoryLevel.Epci => texts["Intercommunalité"],
            TerritoryLevel.Commune => texts["Commune"],
            TerritoryLevel.Subdivision => Territory.KindName!,
        };

    public async Task<IActionResult> OnGet(string code, CancellationToken cancellation)
    {
        if (await findTerritory.Run(code, cancellation) is not { } territory)
        {
            return NotFound();
        }

        if (territory.Code != code)
        {
            return RedirectPermanent(TerritoryUrls.Details(territory.Code));
        }

        Territory = territory;
        Coverage = measureCoverage.Run(territory.Communes);
        var inside = territory.Communes.Select(commune => commune.Insee).ToHashSet(StringComparer.Ordinal);
        var entries = directory
            .Current.Entries.Where(entry => entry.Commune is { } commune && inside.Contains(commune.Insee))
            .ToList();
        var counts = entries.CountBy(entry => entry.Commune!.Insee).ToDictionary();
        PlaceCount = entries.Count;
        var today = time.TodayInParis();
        var byCommune = entries.ToLookup(entry => entry.Commune!.Insee, entry => entry.Place);
        Freshness = FreshnessShare.Of(entries.Select(entry => entry.Place), today);
        CommunesWithout = territory.Communes.Count(commune => !counts.ContainsKey(commune.Insee));
        Parts =
        [
            .. territory.Parts.Select(part => new Part(
                part.Code,
                part.Name,
                part.Population,
                part.Communes.Sum(commune => counts.GetValueOrDefault(commune.Insee)),
                FreshnessShare.Of(part.Communes.SelectMany(commune => byCommune[commune.Insee]), today)
            )),
        ];
        if (territory.Level == TerritoryLevel.Commune)
        {
            Places = [.. entries.Select(entry => new PlaceLine(entry.Place.Slug, entry.Place.Name, entry.Kind))];
        }

        Kinds =
        [
            .. entries
                .CountBy(entry => entry.Kind)
                .OrderByDescending(kind => kind.Value)
                .ThenBy(kind => kind.Key, StringComparer.Ordinal)
                .Take(MostKinds)
                .Select(kind => (kind.Key, kind.Value)),
        ];
        return Page();
    }

    public string Number(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A number of people; in words where it is nobody or everybody.</summary>
    public string People(int count) =>
        count == 0 ? texts["Personne"]
        : count == Territory.Population ? texts["Tout le monde"]
        : Number(count);
}

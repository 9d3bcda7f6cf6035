using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Campaigns;

/// <summary>The share of places verified within six months, EPCI by EPCI (fraîcheur par territoire).</summary>
[Authorize(Access.Coordinator)]
public sealed class FreshnessModel(PlaceDirectory directory, TerritoryMap map, TimeProvider time) : PageModel
{
    public FreshnessShare Whole { get; private set; } = new(0, 0);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public void OnGet()
    {
        var person = HttpContext.Person();
        var today = time.TodayInParis();
        var places = directory.Current.Entries.Where(entry => person.Coordinates(entry.Commune)).ToList();
        Whole = FreshnessShare.Of(places.Select(entry => entry.Place), today);
        Rows =
        [
            .. places
                .GroupBy(entry => map.EpciByCode(entry.Commune?.EpciCode)?.Name ?? "Sans intercommunalité")
                .Select(group => new Row(group.Key, FreshnessShare.Of(group.Select(entry => entry.Place), today)))
                .OrderBy(row => row.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>One territory.</summary>
    public sealed record Row(string Name, FreshnessShare Share);
}

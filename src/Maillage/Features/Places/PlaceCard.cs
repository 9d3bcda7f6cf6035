using Maillage.Features.Places.Search;
using Maillage.Platform.Text;

namespace Maillage.Features.Places;

/// <summary>A place as a list shows it (carte).</summary>
public sealed record PlaceCard(
    string Name,
    string Href,
    string Kind,
    string? Town,
    PlaceState State,
    IReadOnlyList<(string Icon, string Words)> Facts,
    string? Why,
    string? PhoneHref,
    string? Phone,
    (string Words, bool IsRecent)? Freshness
)
{
    private const int MostReasons = 3;

    public static PlaceCard Of(PlaceHit hit, PlaceState state, PlaceWords words, DateOnly today)
    {
        var place = hit.Entry.Place;
        var facts = new List<(string, string)>(3);
        if (hit.DistanceMetres is { } metres)
        {
            facts.Add(("map-pin", words.Distance(hit, metres)));
        }

        if (words.Price(place) is { } price)
        {
            facts.Add(price);
        }

        if (words.HowToCome(place) is { } how)
        {
            facts.Add(how);
        }

        return new PlaceCard(
            place.Name,
            PlaceUrls.Details(place.Slug),
            hit.Entry.Kind,
            hit.Entry.Commune?.Name ?? place.CommuneName,
            state,
            facts,
            hit.Reasons.Count == 0
                ? null
                : string.Join(
                    ' ',
                    hit.Reasons.Take(MostReasons).Select(why => words.Reason(why, hit.DistanceMetres is not null))
                ),
            place.Phone is null ? null : "tel:" + place.Phone,
            place.Phone is null ? null : FrenchTypography.Phone(place.Phone),
            words.Freshness(place, today)
        );
    }
}

using System.Globalization;

namespace Maillage.Features.Places.Editing;

/// <summary>How many places of a territory are up to date (part des lieux à jour): the one figure shown everywhere.</summary>
public sealed record FreshnessShare(int Fresh, int Total)
{
    /// <summary>« 62 % » in the language of the request; a dash where there is no place.</summary>
    public string Percent => Total == 0 ? "–" : ((double)Fresh / Total).ToString("P0", CultureInfo.CurrentCulture);

    public static FreshnessShare Of(IEnumerable<Place> places, DateOnly today)
    {
        var (fresh, total) = (0, 0);
        foreach (var place in places)
        {
            total++;
            fresh += FreshnessStates.Of(place.VerifiedOn, today) == Freshness.UpToDate ? 1 : 0;
        }

        return new FreshnessShare(fresh, total);
    }
}

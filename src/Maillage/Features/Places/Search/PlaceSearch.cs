namespace Maillage.Features.Places.Search;

/// <summary>One search on one snapshot: reads the words, scans the area, widens it when nothing is found.</summary>
internal sealed class PlaceSearch(DirectorySnapshot snapshot, DateTime utcNow)
{
    private const int MaxAlternatives = 5;
    private const double AroundTheEarthKm = 21_000;

    public PlaceResults Run(PlaceQuery asked)
    {
        var query = asked with
        {
            RadiusKm = Math.Clamp(double.IsNaN(asked.RadiusKm) ? 0 : asked.RadiusKm, 0, PlaceQuery.MaxRadiusKm),
            Near = asked.Near is { IsValid: true } ? asked.Near : null,
            Skip = Math.Clamp(asked.Skip, 0, PlaceQuery.MaxSkip),
            Take = Math.Clamp(asked.Take, 0, PlaceQuery.MaxTake),
        };
        var words = WordQuery.Read(query.Words, snapshot.Text);
        var counts = query.CountFilters ? new FilterCounts() : null;
        var (hits, total) = Find(query, words, counts);
        var widening = Widening.None;
        if (total == 0 && query is { Widen: true, Skip: 0, Take: > 0 })
        {
            (hits, widening) = Widen(query, words);
        }

        return new PlaceResults(hits, total, counts, words.Corrections, words.Ignored, words.Need, widening);
    }

    private (IReadOnlyList<PlaceHit> Hits, Widening Widening) Widen(PlaceQuery query, WordQuery words)
    {
        var few = query with { Take = Math.Min(query.Take, MaxAlternatives), CountTotal = false, CountFilters = false };
        var further = few with { RadiusKm = AroundTheEarthKm, Within = null };
        var steps = new List<(PlaceQuery Query, WordQuery Words, Widening Widening)>
        {
            (further, words, Widening.BeyondRadius),
        };
        if (query.Words is not null)
        {
            steps.Add((few, WordQuery.Nothing, Widening.WithoutWords));
            steps.Add((further, WordQuery.Nothing, Widening.WithoutWords));
        }

        var bare = new PlaceQuery
        {
            Near = query.Near,
            RadiusKm = AroundTheEarthKm,
            Take = few.Take,
            CountTotal = false,
        };
        steps.Add(
            (
                bare with
                {
                    Within = query.Near is null ? query.Within : null,
                },
                WordQuery.Nothing,
                Widening.WithoutFilters
            )
        );
        foreach (var step in steps)
        {
            if (Find(step.Query, step.Words, counts: null) is ({ Count: > 0 } hits, _))
            {
                return (hits, step.Widening);
            }
        }

        return ([], Widening.None);
    }

    private (IReadOnlyList<PlaceHit> Hits, int Total) Find(PlaceQuery query, WordQuery words, FilterCounts? counts)
    {
        if (words.Hopeless)
        {
            return ([], 0);
        }

        using var scan = new Scan(snapshot, query, words, utcNow, counts);
        return scan.Run();
    }
}

namespace Maillage.Features.Places.Duplicates;

/// <summary>Finds the records that may be one place (doublons); it only proposes, a person decides.</summary>
public static class FindDuplicates
{
    /// <summary>The pairs found, the most certain first.</summary>
    public static IReadOnlyList<DuplicatePair> Run(IReadOnlyList<DuplicateCandidate> records)
    {
        var read = new PlacesRead(records);
        var comparison = new PlaceComparison(read);
        return
        [
            .. new CandidatePairs(read)
                .Run()
                .Select(pair => comparison.Compare(read.Places[pair.First], read.Places[pair.Second]))
                .OfType<DuplicatePair>()
                .OrderByDescending(pair => pair.Score),
        ];
    }
}

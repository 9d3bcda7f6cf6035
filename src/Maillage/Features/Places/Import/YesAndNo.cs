namespace Maillage.Features.Places.Import;

/// <summary>The words by which the columns of lists say yes and no.</summary>
internal static class YesAndNo
{
    private const int MostYesWords = 4;

    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal)
    {
        "oui",
        "o",
        "x",
        "vrai",
        "true",
        "1",
        "yes",
        "y",
    };

    private static readonly HashSet<string> No = new(StringComparer.Ordinal)
    {
        "",
        "non",
        "n",
        "faux",
        "false",
        "0",
        "no",
        "nc",
        "nr",
    };

    /// <summary>True where the column says yes or no, or holds one word or nothing.</summary>
    public static bool Are(SampledColumn column)
    {
        var words = column.Values.Select(Vocabulary.KeyOf).Distinct(StringComparer.Ordinal).ToList();
        return words.Count is > 0 and <= MostYesWords
            && (words.TrueForAll(w => Yes.Contains(w) || No.Contains(w)) || words.Count == 1);
    }

    /// <summary>What the first records say, and the usual words: a yes may come later than the first records.</summary>
    public static IReadOnlyList<string> YesValues(SampledColumn column) =>
        [
            .. column
                .Values.Where(value => !No.Contains(Vocabulary.KeyOf(value)))
                .Concat(Yes)
                .DistinctBy(Vocabulary.KeyOf)
                .Take(MostYesWords + Yes.Count),
        ];
}

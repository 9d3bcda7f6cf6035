using Maillage.Platform.Text;

namespace Maillage.Features.Places.Import;

/// <summary>A value of a list that the standard does not know, how often it is met, and the label it looks like.</summary>
/// <param name="Proposal">A label of the standard; null where none is like it.</param>
internal sealed record UnknownValue(Vocabulary Vocabulary, string Value, int Count, string? Proposal);

/// <summary>Finds the values that would stay local ones (valeurs inconnues), the most frequent first.</summary>
internal static class UnknownValues
{
    /// <summary>On one page, for each field; the rarer ones are kept as they are.</summary>
    private const int MostOfOneField = 25;

    private const int LongestValue = 200;

    /// <summary>Two spellings of one label share at least this much of their pairs of letters.</summary>
    private const double LeastLikeness = 0.55;

    /// <summary>Reads a whole list, as far as it can be read, with its columns as they are matched.</summary>
    /// <param name="file">Must be able to go back to its start.</param>
    public static async Task<IReadOnlyList<UnknownValue>> Find(
        Stream file,
        ColumnMatch match,
        CancellationToken cancellation
    )
    {
        var columns = match
            .Columns.Select(column => (Column: column, Vocabulary: ColumnMatch.VocabularyOf(column)))
            .Where(one => one.Vocabulary is not null)
            .ToList();
        if (columns.Count == 0)
        {
            return [];
        }

        var counts = new Dictionary<(Vocabulary Vocabulary, string Key), (string Value, int Count)>();
        var list = await ListContent.Open(file, cancellation);
        try
        {
            await foreach (var row in list.Rows(cancellation))
            {
                foreach (var (column, vocabulary) in columns)
                {
                    foreach (var value in Values(row, column))
                    {
                        if (ListReader.Known(vocabulary!, value) is null && Vocabulary.KeyOf(value).Length > 0)
                        {
                            var key = (vocabulary!, Vocabulary.KeyOf(value));
                            var (first, count) = counts.GetValueOrDefault(key, (value, 0));
                            counts[key] = (first, count + 1);
                        }
                    }
                }
            }
        }
        catch (UnreadableListException)
        {
            // Where the list breaks off is told when it is read to be imported.
        }

        return
        [
            .. ColumnTargets.Closed.SelectMany(vocabulary =>
                counts
                    .Where(one => ReferenceEquals(one.Key.Vocabulary, vocabulary))
                    .OrderByDescending(one => one.Value.Count)
                    .ThenBy(one => one.Value.Value, StringComparer.Ordinal)
                    .Take(MostOfOneField)
                    .Select(one => new UnknownValue(
                        vocabulary,
                        one.Value.Value,
                        one.Value.Count,
                        Propose(vocabulary, one.Value.Value)
                    ))
            ),
        ];
    }

    /// <summary>The label most like a value; null where none is like it.</summary>
    public static string? Propose(Vocabulary vocabulary, string value)
    {
        var key = Vocabulary.KeyOf(value);
        if (ReferenceEquals(vocabulary, Vocabularies.Itinerancy) && key is "oui" or "non")
        {
            return key == "oui" ? "Itinérant" : "Fixe";
        }

        var best = vocabulary
            .Terms.Select(term =>
                (term.Label, Likeness: Math.Max(Likeness(value, term.Label), Likeness(value, term.Plain)))
            )
            .MaxBy(one => one.Likeness);
        return best.Likeness >= LeastLikeness ? best.Label : null;
    }

    private static IEnumerable<string> Values(RawRow row, MatchedColumn column) =>
        row.Cells.TryGetValue(column.Name, out var cell) && !string.IsNullOrWhiteSpace(cell)
            ? ProposeColumns.Split(cell, column.Separator).Where(value => value.Length is > 0 and <= LongestValue)
            : [];

    /// <summary>
    /// From 0 to 1: the share of pairs of letters that two texts have in common, or of the words of the shorter one that
    /// stand in the longer.
    /// </summary>
    private static double Likeness(string one, string other)
    {
        var (first, second) = (Pairs(one), Pairs(other));
        if (first.Count == 0 || second.Count == 0)
        {
            return 0;
        }

        var left = new List<string>(second);
        var common = first.Count(left.Remove);
        var likeness = 2.0 * common / (first.Count + second.Count);
        var (words, others) = (Words(one), Words(other));
        var (fewer, more) = words.Count <= others.Count ? (words, others) : (others, words);
        // « Médiathèque municipale » is a « Médiathèque ».
        return fewer.Count > 0 && fewer.Sum(w => w.Length) >= 4 && fewer.TrueForAll(more.Contains)
            ? Math.Max(likeness, 0.8)
            : likeness;
    }

    private static List<string> Words(string text) => [.. Slug.From(text).Split('-').Where(word => word.Length > 2)];

    private static List<string> Pairs(string text)
    {
        var key = Vocabulary.KeyOf(text);
        return [.. Enumerable.Range(0, Math.Max(0, key.Length - 1)).Select(i => key.Substring(i, 2))];
    }
}

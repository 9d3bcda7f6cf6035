using System.Collections.Frozen;
using System.Numerics;

namespace Maillage.Features.Places.Search;

/// <summary>Where a word stands in a place's text, the most telling last.</summary>
internal enum TextField
{
    /// <summary>Presentation, services, topics, equipment.</summary>
    Body,

    /// <summary>What the place is and where: kind, programme, commune, postal code.</summary>
    Kind,
    Name,
}

/// <summary>
/// The words of all rows of a snapshot. Each term has the rows that hold it in one flat array, ascending, as
/// <c>row × 4 + field</c>; rows being in the order of the ground, those of an area are found by halving.
/// </summary>
internal sealed class TextIndex
{
    private readonly string[] terms;
    private readonly string[] spellings;
    private readonly int[] starts;
    private readonly int[] postings;
    private readonly FrozenDictionary<string, int> ids;
    private readonly ulong[] letters;

    private TextIndex(string[] terms, string[] spellings, int[] starts, int[] postings)
    {
        (this.terms, this.spellings, this.starts, this.postings) = (terms, spellings, starts, postings);
        ids = terms.Select((term, id) => (term, id)).ToFrozenDictionary(t => t.term, t => t.id, StringComparer.Ordinal);
        letters = [.. terms.Select(LettersOf)];
    }

    /// <summary>The number of a term that some row holds, or null.</summary>
    public int? Find(string term) => ids.TryGetValue(term, out var id) ? id : null;

    public string Term(int term) => terms[term];

    public int Frequency(int term) => starts[term + 1] - starts[term];

    /// <summary>The term as a place writes it: « médiathèque ».</summary>
    public string Spelling(int term) => spellings[term];

    /// <summary>The terms that begin so, as a range of numbers.</summary>
    public (int Start, int End) WithPrefix(string prefix)
    {
        var start = LowerBound(prefix);
        var end = start;
        while (end < terms.Length && terms[end].StartsWith(prefix, StringComparison.Ordinal))
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>The postings of a term among the rows from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public ReadOnlySpan<int> Postings(int term, int first, int end)
    {
        var all = postings.AsSpan(starts[term], starts[term + 1] - starts[term]);
        var from = LowerBound(all, first << 2);
        var tail = all[from..];
        return tail[..LowerBound(tail, end << 2)];
    }

    /// <summary>The field in which a row holds a term, or -1.</summary>
    public int FieldOf(int term, int row) => Postings(term, row, row + 1) is [var posting] ? posting & 3 : -1;

    /// <summary>The known term nearest to a misspelt one: fewest errors, then the most frequent.</summary>
    public (int Term, int Errors)? Nearest(string misspelt, int maxErrors)
    {
        (int Term, int Errors)? nearest = null;
        var wanted = LettersOf(misspelt);
        for (var term = 0; term < terms.Length; term++)
        {
            // Each error changes at most two of the letters that a word holds: most terms are set aside so.
            if (
                Math.Abs(terms[term].Length - misspelt.Length) > maxErrors
                || BitOperations.PopCount(letters[term] ^ wanted) > 2 * maxErrors
            )
            {
                continue;
            }

            var errors = Typing.Errors(misspelt, terms[term], maxErrors);
            if (
                errors <= maxErrors
                && (
                    nearest is not { } best
                    || errors < best.Errors
                    || (errors == best.Errors && Frequency(term) > Frequency(best.Term))
                )
            )
            {
                nearest = (term, errors);
            }
        }

        return nearest;
    }

    private int LowerBound(string prefix)
    {
        var index = Array.BinarySearch(terms, prefix, StringComparer.Ordinal);
        return index < 0 ? ~index : index;
    }

    private static int LowerBound(ReadOnlySpan<int> values, int wanted)
    {
        int low = 0,
            high = values.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static ulong LettersOf(string word) => word.Aggregate(0UL, (bits, c) => bits | (1UL << (c & 63)));

    /// <summary>Gathers the words of rows given in ascending order.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> byWritten = new(StringComparer.Ordinal);
        private readonly List<string> spellings = [];
        private readonly List<List<int>> rows = [];

        public void Add(int row, TextField field, string? text)
        {
            if (text is null)
            {
                return;
            }

            var written = byWritten.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var at = 0; SearchText.NextWord(text, ref at, out var word); )
            {
                var spelling = text.AsSpan(word);
                if (!written.TryGetValue(spelling, out var term))
                {
                    written[spelling] = term = TermOf(spelling);
                }

                if (term >= 0)
                {
                    Record(rows[term], row, field);
                }
            }
        }

        public TextIndex Build()
        {
            var order = ids.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
            var starts = new int[order.Length + 1];
            for (var i = 0; i < order.Length; i++)
            {
                starts[i + 1] = starts[i] + rows[order[i].Value].Count;
            }

            var postings = new int[starts[^1]];
            for (var i = 0; i < order.Length; i++)
            {
                rows[order[i].Value].CopyTo(postings, starts[i]);
            }

            return new TextIndex(
                [.. order.Select(pair => pair.Key)],
                [.. order.Select(pair => spellings[pair.Value])],
                starts,
                postings
            );
        }

        private static void Record(List<int> postings, int row, TextField field)
        {
            var posting = (row << 2) | (int)field;
            if (postings.Count == 0 || postings[^1] >> 2 != row)
            {
                postings.Add(posting);
            }
            else
            {
                postings[^1] = Math.Max(postings[^1], posting);
            }
        }

        private int TermOf(ReadOnlySpan<char> spelling)
        {
            var folded = SearchText.Fold(spelling);
            if (!SearchText.CarriesMeaning(folded))
            {
                return -1;
            }

            var term = SearchText.Singular(folded);
            if (!ids.TryGetValue(term, out var id))
            {
                ids[term] = id = ids.Count;
                spellings.Add(spelling.ToString().ToLowerInvariant());
                rows.Add([]);
            }

            return id;
        }
    }
}

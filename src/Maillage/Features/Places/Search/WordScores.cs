using System.Buffers;

namespace Maillage.Features.Places.Search;

/// <summary>How well rows answer the words of one search, worked out for a run of rows at a time.</summary>
internal sealed class WordScores : IDisposable
{
    /// <summary>The row leaves a word without an answer.</summary>
    public const int NoMatch = -1;

    private readonly DirectorySnapshot snapshot;
    private readonly WordGroup[] groups;
    private readonly int[] scores;
    private readonly byte[] matches;

    public WordScores(DirectorySnapshot snapshot, WordQuery query, int rowsAtOnce)
    {
        (this.snapshot, groups) = (snapshot, [.. query.Groups]);
        scores = ArrayPool<int>.Shared.Rent(rowsAtOnce);
        matches = ArrayPool<byte>.Shared.Rent(rowsAtOnce);
    }

    /// <summary>How many words or expressions are asked.</summary>
    public int Count => groups.Length;

    /// <summary>Metres that the words take off the distance of each row, or <see cref="NoMatch"/>.</summary>
    public ReadOnlySpan<int> Of(int first, int end)
    {
        var run = scores.AsSpan(0, end - first);
        Score(first, run, matches.AsSpan(0, run.Length));
        return run;
    }

    /// <summary>The same for one row, while the scores of a run are in use.</summary>
    public int OfRow(int row)
    {
        var score = 0;
        byte match = 0;
        Score(row, new Span<int>(ref score), new Span<byte>(ref match));
        return score;
    }

    /// <summary>The first word that a row has in its name or in what it is; null when none.</summary>
    public string? NameOf(int row)
    {
        byte match = 0;
        foreach (var group in groups)
        {
            match = 0;
            Mark(group, row, new Span<byte>(ref match));
            if (match >= (byte)WordMatch.InKind)
            {
                return group.Typed;
            }
        }

        return null;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(scores);
        ArrayPool<byte>.Shared.Return(matches);
    }

    private void Score(int first, Span<int> run, Span<byte> marks)
    {
        run.Clear();
        foreach (var group in groups)
        {
            marks.Clear();
            Mark(group, first, marks);
            var facts = snapshot.Rows.Facts.AsSpan(first, run.Length);
            for (var i = 0; i < run.Length; i++)
            {
                var match = marks[i];
                if (match < (byte)WordMatch.ServiceOfNeed && (facts[i] & group.ImpliedFacts) != 0)
                {
                    match = (byte)WordMatch.ServiceOfNeed;
                }

                run[i] = run[i] == NoMatch || match == 0 ? NoMatch : run[i] + Usefulness.OfWord[match];
            }
        }
    }

    private void Mark(WordGroup group, int first, Span<byte> marks)
    {
        var end = first + marks.Length;
        foreach (var (terms, worth) in group.Alternatives)
        {
            foreach (var posting in snapshot.Text.Postings(terms[0], first, end))
            {
                var row = posting >> 2;
                var field = posting & 3;
                foreach (var other in terms.AsSpan(1))
                {
                    field = Math.Min(field, snapshot.Text.FieldOf(other, row));
                }

                if (field < 0)
                {
                    continue;
                }

                var match = worth == WordMatch.InName ? (byte)((int)WordMatch.InBody + field) : (byte)worth;
                marks[row - first] = Math.Max(marks[row - first], match);
            }
        }
    }
}

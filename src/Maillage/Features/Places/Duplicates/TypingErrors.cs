namespace Maillage.Features.Places.Duplicates;

/// <summary>Counts the typing errors (fautes de frappe) that lead from one word to another: a letter too many, missing,
/// changed, or two neighbours swapped.</summary>
internal static class TypingErrors
{
    /// <summary>The number of errors, or <paramref name="limit"/> + 1 when there are more.</summary>
    public static int Count(ReadOnlySpan<char> first, ReadOnlySpan<char> second, int limit)
    {
        if (Math.Abs(first.Length - second.Length) > limit || first.Length > 63 || second.Length > 63)
        {
            return limit + 1;
        }
        Span<int> twoAbove = stackalloc int[64];
        Span<int> above = stackalloc int[64];
        Span<int> row = stackalloc int[64];
        for (var j = 0; j <= second.Length; j++)
        {
            above[j] = j;
        }
        for (var i = 1; i <= first.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var change = first[i - 1] == second[j - 1] ? 0 : 1;
                var errors = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    errors = Math.Min(errors, twoAbove[j - 2] + 1);
                }
                row[j] = errors;
                best = Math.Min(best, errors);
            }
            if (best > limit)
            {
                return limit + 1;
            }
            var recycled = twoAbove;
            twoAbove = above;
            above = row;
            row = recycled;
        }
        return Math.Min(above[second.Length], limit + 1);
    }
}

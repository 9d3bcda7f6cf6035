namespace Maillage.Features.Places.Search;

/// <summary>Typing errors between two words (fautes de frappe).</summary>
internal static class Typing
{
    /// <summary>What is longer is no word that somebody mistypes.</summary>
    private const int LongestWord = 63;

    /// <summary>One error in a word of four letters or more, two from eight letters.</summary>
    public static int MaxErrors(string word) =>
        word.Length switch
        {
            < 4 => 0,
            < 8 => 1,
            _ => 2,
        };

    /// <summary>
    /// Letters added, left out, replaced, or two neighbours swapped; more than <paramref name="max"/> as soon as that
    /// is sure.
    /// </summary>
    public static int Errors(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int max)
    {
        if (Math.Abs(one.Length - other.Length) > max || other.Length > LongestWord)
        {
            return max + 1;
        }

        Span<int> before = stackalloc int[other.Length + 1];
        Span<int> previous = stackalloc int[other.Length + 1];
        Span<int> current = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? 0 : 1;
                var errors = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    errors = Math.Min(errors, before[j - 2] + 1);
                }

                current[j] = errors;
                least = Math.Min(least, errors);
            }

            if (least > max)
            {
                return max + 1;
            }

            var spent = before;
            before = previous;
            previous = current;
            current = spent;
        }

        return previous[other.Length];
    }
}

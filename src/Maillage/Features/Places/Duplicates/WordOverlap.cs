using Maillage.Features.Places.Search;

namespace Maillage.Features.Places.Duplicates;

/// <summary>The bits that two lists of words share, and those that stand on one side only.</summary>
internal readonly record struct WordOverlap(double Shared, double OnlyFirst, double OnlySecond)
{
    /// <summary>A commune's name inside the name of its own place tells little: « Médiathèque » and « Médiathèque de
    /// Saumur » are one in Saumur.</summary>
    private const double OwnCommune = 0.25;

    /// <summary>What is left of a word's weight when it matches with a typing error, cut short, or as initials.</summary>
    private const double Mistyped = 0.85;
    private const double CutShort = 0.6;
    private const double Initials = 0.8;

    private const int MostWords = 24;

    /// <summary>Each side has words of its own: a sign of two places, where words on one side only are detail.</summary>
    public double Conflict => Math.Min(OnlyFirst, OnlySecond);

    public double Detail => Math.Abs(OnlyFirst - OnlySecond);

    public double Likeness =>
        Shared + OnlyFirst + OnlySecond > 0 ? 2 * Shared / ((2 * Shared) + OnlyFirst + OnlySecond) : 0;

    public static WordOverlap Compare(ReadOnlySpan<NameWord> first, ReadOnlySpan<NameWord> second, WordRarity rarity)
    {
        first = first[..Math.Min(first.Length, MostWords)];
        second = second[..Math.Min(second.Length, MostWords)];
        Span<bool> firstDone = stackalloc bool[first.Length];
        Span<bool> secondDone = stackalloc bool[second.Length];
        var shared = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                if (!secondDone[j] && first[i].Number == second[j].Number)
                {
                    firstDone[i] = secondDone[j] = true;
                    shared += Math.Min(Weight(first[i], rarity), Weight(second[j], rarity));
                    break;
                }
            }
        }
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length && !firstDone[i]; j++)
            {
                if (!secondDone[j] && Resemblance(first[i].Number, second[j].Number, rarity) is var share and > 0)
                {
                    firstDone[i] = secondDone[j] = true;
                    shared += share * Math.Min(Weight(first[i], rarity), Weight(second[j], rarity));
                }
            }
        }
        shared += MatchRuns(first, firstDone, second, secondDone, rarity);
        shared += MatchRuns(second, secondDone, first, firstDone, rarity);
        return new WordOverlap(shared, Left(first, firstDone, rarity), Left(second, secondDone, rarity));
    }

    /// <summary>A word that stands for several of the other side: « PIMMS » for its initials, « mediatheque » for
    /// « media theque ».</summary>
    private static double MatchRuns(
        ReadOnlySpan<NameWord> words,
        Span<bool> wordsDone,
        ReadOnlySpan<NameWord> others,
        Span<bool> othersDone,
        WordRarity rarity
    )
    {
        var shared = 0.0;
        for (var i = 0; i < words.Length; i++)
        {
            var word = rarity.Word(words[i].Number);
            for (var start = 0; start < others.Length - 1 && !wordsDone[i]; start++)
            {
                var length = 0;
                var asInitials = 0;
                var asLetters = 0;
                while (start + length < others.Length && !othersDone[start + length])
                {
                    var other = rarity.Word(others[start + length].Number);
                    asInitials =
                        asInitials == length && length < word.Length && word[length] == other[0] ? length + 1 : -1;
                    asLetters =
                        asLetters >= 0 && word.AsSpan(asLetters).StartsWith(other, StringComparison.Ordinal)
                            ? asLetters + other.Length
                            : -1;
                    length++;
                    if (asInitials < 0 && asLetters < 0)
                    {
                        break;
                    }
                    // Two letters are the initials of too many things.
                    var isInitials = asInitials == word.Length && length >= 3;
                    if (isInitials || (asLetters == word.Length && length >= 2))
                    {
                        wordsDone[i] = true;
                        othersDone.Slice(start, length).Fill(true);
                        shared += Initials * Weight(words[i], rarity);
                        break;
                    }
                }
            }
        }
        return shared;
    }

    private static double Resemblance(int first, int second, WordRarity rarity)
    {
        var (one, two) = (rarity.Word(first), rarity.Word(second));
        if (char.IsAsciiDigit(one[0]) || char.IsAsciiDigit(two[0]))
        {
            return 0;
        }
        var (brief, full) = one.Length < two.Length ? (one, two) : (two, one);
        var shorter = brief.Length;
        // A frequent word stands for itself: « maison » is no abbreviation of « maisonnette ».
        if (
            shorter >= 3
            && full.Length > shorter + 1
            && full.StartsWith(brief, StringComparison.Ordinal)
            && !ComparableWords.Frequent.Contains(brief)
        )
        {
            return CutShort;
        }
        // A word that many records use is a word, not a slip: « Nord » is no misspelt « Bord ».
        var (rarer, commoner) = (
            Math.Min(rarity.Records(first), rarity.Records(second)),
            Math.Max(rarity.Records(first), rarity.Records(second))
        );
        var isSlip = rarer <= 2 || rarer * 10 <= commoner;
        var allowed =
            shorter >= 8 ? 2
            : shorter >= 3 ? 1
            : 0;
        return isSlip && allowed > 0 && Typing.Errors(one, two, allowed) <= allowed ? Mistyped : 0;
    }

    private static double Left(ReadOnlySpan<NameWord> words, Span<bool> done, WordRarity rarity)
    {
        var left = 0.0;
        for (var i = 0; i < words.Length; i++)
        {
            left += done[i] ? 0 : Weight(words[i], rarity);
        }
        return left;
    }

    private static double Weight(NameWord word, WordRarity rarity) =>
        rarity.Weight(word.Number) * (word.IsOwnCommune ? OwnCommune : 1);
}

/// <summary>A word of a name or an address, and whether it is only the commune's name.</summary>
internal readonly record struct NameWord(int Number, bool IsOwnCommune);

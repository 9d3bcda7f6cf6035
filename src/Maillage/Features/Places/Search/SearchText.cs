using System.Globalization;
using System.Text;

namespace Maillage.Features.Places.Search;

/// <summary>Reads French words as people type them: accents, case, apostrophes, plurals and little words aside.</summary>
public static class SearchText
{
    /// <summary>Longer than any sentence a person types; the rest is not read.</summary>
    public const int MaxLength = 200;

    internal const int MaxWords = 12;

    internal const int MaxWordLength = 40;

    private static readonly HashSet<string> LittleWords = new(
        """
        a ai aide aider aidez ainsi alors apprendre as au aucun aussi autour aux avec avez avoir avons beaucoup besoin
        bien bonjour ca ce cela ces cet cette chez ci comme comment dans de des doit dois donc du elle elles en encore
        est et etes etre eu eux faire fais fait faut il ils je juste la le les leur leurs lui ma mais marche me meme
        merci mes moi mon ne nos notre nous on ont ou par pas peu peut peux plus pour pourquoi pouvez pres probleme
        qu quand que quel quelle quelles quels quelqu quelque qui quoi sa sais sans se ses si sinon soit son sont souci
        suis sur svp ta te tes toi ton tous tout toute toutes tres trop trouver tu un une va vais veut veux voir
        voudrais voulez vos votre vous y
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    /// <summary>A text reduced to its words, to compare two spellings: « L’Été à Œuilly » → <c>l ete a oeuilly</c>.</summary>
    internal static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        for (var at = 0; NextWord(text, ref at, out var word); )
        {
            key.Append(Fold(text.AsSpan(word))).Append(' ');
        }

        return key.ToString().TrimEnd();
    }

    /// <summary>The words of a text that carry meaning, in the singular; each with the spelling it had.</summary>
    internal static IEnumerable<(string Term, string Folded, string Written)> MeaningfulWords(string text)
    {
        for (var at = 0; NextWord(text, ref at, out var range); )
        {
            var written = text[range];
            if (Fold(written) is var folded && CarriesMeaning(folded))
            {
                yield return (Singular(folded), folded, written);
            }
        }
    }

    internal static bool CarriesMeaning(string folded) => folded.Length > 1 && !LittleWords.Contains(folded);

    /// <summary>Moves to the next run of letters and digits; marks within a word belong to it.</summary>
    internal static bool NextWord(ReadOnlySpan<char> text, ref int at, out Range word)
    {
        while (at < text.Length && !IsOfWord(text[at]))
        {
            at++;
        }

        var start = at;
        while (at < text.Length && IsOfWord(text[at]))
        {
            at++;
        }

        word = start..at;
        return at > start;
    }

    /// <summary>One word in lower-case ASCII letters and digits; what has no such form is dropped.</summary>
    internal static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        var decomposed = word.ContainsAnyExceptInRange('\0', '\x7f')
            ? word.ToString().Normalize(NormalizationForm.FormKD)
            : word;
        foreach (var c in decomposed)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
            else if (c is 'œ' or 'Œ')
            {
                folded.Append("oe");
            }
            else if (c is 'æ' or 'Æ')
            {
                folded.Append("ae");
            }
        }

        return folded.ToString(0, Math.Min(folded.Length, MaxWordLength));
    }

    /// <summary>The singular, near enough for both sides of a search to agree: <c>impots</c> → <c>impot</c>.</summary>
    internal static string Singular(string word) =>
        word switch
        {
            { Length: < 4 } => word,
            [.., 'e', 'a', 'u', 'x'] => word[..^1],
            [_, _, .., 'a', 'u', 'x'] => string.Concat(word.AsSpan(0, word.Length - 2), "l"),
            [.., 's' or 'x'] => word[..^1],
            _ => word,
        };

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c)
        || (
            c > '\x7f'
            && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format
        );
}

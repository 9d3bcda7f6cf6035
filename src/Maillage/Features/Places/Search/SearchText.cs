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
        a ai aide aider aidez ainsi alors apprendre as au aucun aussi autour aux avec avez avoir avons beaucoup besoin bien
        bonjour ca ce cela ces cet cette chez ci comme comment dans de des doit dois donc du elle elles en encore
        est et etes etre eu eux faire fais fait faut il ils je juste la le les leur leurs lui ma mais marche me meme merci
        mes moi mon ne nos notre nous on ont ou par pas peu peut peux plus pour pourquoi pouvez pres probleme
        qu quand que quel quelle quelles quels quelqu quelque qui quoi sa sais sans se ses si sinon soit
        son sont souci suis sur svp ta te tes toi ton tous tout toute toutes tres trop trouver tu un une va vais
        veut veux voir voudrais voulez vos votre vous y
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Lower-case ASCII letters and digits, one space between words: « L’Été à Œuilly » → <c>l ete a oeuilly</c>.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in WellFormed(text).Normalize(NormalizationForm.FormKD))
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
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                && folded is { Length: > 0 }
                && folded[^1] != ' '
            )
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The words that carry meaning, folded, plurals kept.</summary>
    internal static IEnumerable<string> Words(string text) =>
        Fold(text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not [_] or [>= '0' and <= '9'] && !LittleWords.Contains(word))
            .Select(word => word.Length > MaxWordLength ? word[..MaxWordLength] : word);

    /// <summary>The singular, near enough for both sides of a search to agree: <c>impots</c> → <c>impot</c>.</summary>
    internal static string Singular(string word) =>
        word switch
        {
            { Length: < 4 } => word,
            [.., 'e', 'a', 'u', 'x'] => word[..^1],
            { Length: > 4 } and [.., 'a', 'u', 'x'] => string.Concat(word.AsSpan(0, word.Length - 2), "l"),
            [.., 's' or 'x'] => word[..^1],
            _ => word,
        };

    // A lone surrogate, which a hostile address may hold, cannot be normalised.
    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));
            }
        }

        return text;
    }
}

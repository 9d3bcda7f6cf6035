using System.Globalization;
using System.Text;

namespace Maillage.Platform.Text;

/// <summary>Makes the readable end of an address out of a name: « Médiathèque d’Allonnes » gives mediatheque-d-allonnes.</summary>
public static class Slug
{
    /// <summary>Lower-case ASCII letters, digits and single hyphens, cut at a word; empty when nothing is left.</summary>
    public static string From(string text, int maxLength = 120)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsAsciiLetterOrDigit(lower))
            {
                slug.Append(lower);
            }
            else if (lower is 'œ' or 'æ')
            {
                slug.Append(lower == 'œ' ? "oe" : "ae");
            }
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                && slug is [.., not '-']
            )
            {
                slug.Append('-');
            }
        }

        var whole = slug.ToString().Trim('-');
        if (whole.Length <= maxLength)
        {
            return whole;
        }

        var lastWord = whole.LastIndexOf('-', maxLength);
        return whole[..(lastWord > 0 ? lastWord : maxLength)];
    }
}

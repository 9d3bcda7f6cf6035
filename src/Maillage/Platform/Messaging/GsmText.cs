using System.Globalization;
using System.Text;

namespace Maillage.Platform.Messaging;

/// <summary>
/// Text in the alphabet of SMS: one letter outside it would cut the SMS from 160 letters to 70.
/// Source: 3GPP TS 23.038, tables 6.2.1 and 6.2.1.1.
/// </summary>
public static class GsmText
{
    /// <summary>What fits one SMS.</summary>
    public const int LettersOfOneSms = 160;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Each is sent as two.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>The text with each letter that the alphabet lacks replaced by the nearest one.</summary>
    public static string Of(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            written.Append(Nearest(rune.ToString()));
        }

        return written.ToString();
    }

    /// <summary>How many of the 160 places the text takes, once in the alphabet.</summary>
    public static int Length(string text) => text.Length + text.Count(Extension.Contains);

    private static string Nearest(string letter) =>
        letter switch
        {
            _ when IsKnown(letter) => letter,
            "’" or "‘" or "ʼ" or "`" or "´" => "'",
            "«" or "»" or "“" or "”" or "„" => "\"",
            "–" or "—" or "‑" or "−" => "-",
            "…" => "...",
            "œ" => "oe",
            "Œ" => "OE",
            "•" => "-",
            _ when Rune.IsWhiteSpace(letter.EnumerateRunes().First()) => " ",
            _ => WithoutMarks(letter),
        };

    private static string WithoutMarks(string letter)
    {
        var bare = string.Concat(
            letter
                .Normalize(NormalizationForm.FormKD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        );
        return bare.All(c => IsKnown(c.ToString())) ? bare : "?";
    }

    private static bool IsKnown(string letter) =>
        letter.Length == 1 && (Basic.Contains(letter[0]) || Extension.Contains(letter[0]));
}

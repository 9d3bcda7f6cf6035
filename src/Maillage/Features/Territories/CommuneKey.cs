using System.Globalization;
using System.Text;

namespace Maillage.Features.Territories;

/// <summary>Folds names of communes so that accents, case, hyphens and apostrophes no longer matter.</summary>
internal static class CommuneKey
{
    /// <summary>Longer than any name of a commune; what exceeds it can match nothing.</summary>
    public const int MaxLength = 80;

    private static readonly char[] Folded = BuildTable();

    /// <summary>Writes lower-case ASCII letters, digits and single spaces; returns how many were written.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<byte> key)
    {
        var length = 0;
        var pendingSpace = false;
        foreach (var character in text)
        {
            var folded = character < Folded.Length ? Folded[character] : FoldRare(character);
            if (folded == '\0')
            {
                continue;
            }

            if (folded == ' ')
            {
                pendingSpace = length > 0;
                continue;
            }

            if (length + 3 > key.Length)
            {
                break;
            }

            if (pendingSpace)
            {
                key[length++] = (byte)' ';
            }

            pendingSpace = false;
            if (character is 'œ' or 'Œ' or 'æ' or 'Æ')
            {
                key[length++] = (byte)folded;
                folded = 'e';
            }

            key[length++] = (byte)folded;
        }

        return length;
    }

    /// <summary>Spells out what people abbreviate: st, ste, s/ (saint, sainte, sur).</summary>
    /// <param name="lastWordIsOpen">True to leave the last word as typed, since it may be the start of another.</param>
    public static int Expand(ReadOnlySpan<byte> key, Span<byte> expanded, bool lastWordIsOpen)
    {
        var length = 0;
        while (!key.IsEmpty)
        {
            var end = key.IndexOf((byte)' ');
            var word = end < 0 ? key : key[..end];
            key = end < 0 ? [] : key[(end + 1)..];
            var full = key.IsEmpty && lastWordIsOpen ? word : Full(word);
            if (length + full.Length + 1 > expanded.Length)
            {
                break;
            }

            if (length > 0)
            {
                expanded[length++] = (byte)' ';
            }

            full.CopyTo(expanded[length..]);
            length += full.Length;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Full(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("st"u8) ? "saint"u8
        : word.SequenceEqual("ste"u8) ? "sainte"u8
        : word.SequenceEqual("sts"u8) ? "saints"u8
        : word.SequenceEqual("stes"u8) ? "saintes"u8
        : word.SequenceEqual("s"u8) ? "sur"u8
        : word;

    private static char[] BuildTable()
    {
        var table = new char[0x180];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = FoldRare((char)i);
        }

        return table;
    }

    private static char FoldRare(char character)
    {
        switch (character)
        {
            case 'œ' or 'Œ':
                return 'o';
            case 'æ' or 'Æ':
                return 'a';
            case >= '0' and <= '9':
                return character;
        }

        if (char.IsSurrogate(character))
        {
            return ' ';
        }

        var category = char.GetUnicodeCategory(character);
        if (category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)
        {
            return '\0';
        }

        if (!char.IsLetter(character))
        {
            return ' ';
        }

        var letter = char.ToLowerInvariant(character.ToString().Normalize(NormalizationForm.FormD)[0]);
        return letter is >= 'a' and <= 'z' ? letter : ' ';
    }
}

using System.Buffers;

namespace Maillage.Platform.Text;

/// <summary>
/// Keeps a spreadsheet from running what stands in a CSV cell: an apostrophe guards a value that begins like a formula.
/// <see cref="Unguard"/> gives back exactly what <see cref="Guard"/> received.
/// </summary>
public static class SpreadsheetCell
{
    private static readonly SearchValues<char> InNumbersAndPhones = SearchValues.Create("0123456789 .,");

    /// <summary>The value to write: phones (<c>+33…</c>) and negative numbers stay as they are.</summary>
    public static string Guard(string value) => BeginsLikeFormula(value) ? "'" + value : value;

    /// <summary>The value read: the apostrophe goes only where it guards something.</summary>
    public static string Unguard(string value) =>
        value.StartsWith('\'') && BeginsLikeFormula(value.AsSpan(1)) ? value[1..] : value;

    private static bool BeginsLikeFormula(ReadOnlySpan<char> value)
    {
        // A value that already holds a guarded formula gets one more apostrophe, so that reading takes off only that one.
        var formula = value.TrimStart('\'');
        return formula is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]
            && (formula.Length < value.Length || !IsNumberOrPhone(value));
    }

    private static bool IsNumberOrPhone(ReadOnlySpan<char> value) =>
        value is ['+' or '-', >= '0' and <= '9', ..] && !value[1..].ContainsAnyExcept(InNumbersAndPhones);
}

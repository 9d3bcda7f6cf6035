using System.Security.Cryptography;

namespace Maillage.Features.Inhabitants;

/// <summary>References and codes: drawn at random, read as people type them, said as people hear them.</summary>
internal static class Credentials
{
    public const int ReferenceLength = 8;
    public const int CodeLength = 8;

    /// <summary>Neither 0 nor O, 1 nor I nor L, 2 nor Z, 5 nor S, 8 nor B, U nor V: nobody asks which one it is.</summary>
    private const string Letters = "34679ACDEFGHJKMNPQRTWXY";

    private const string Digits = "0123456789";

    public static string NewReference() => RandomNumberGenerator.GetString(Letters, ReferenceLength);

    public static string NewCode() => RandomNumberGenerator.GetString(Digits, CodeLength);

    /// <summary>As typed, without spaces nor dashes, in capitals.</summary>
    public static string ReferenceOf(string typed) =>
        string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    public static string CodeOf(string typed) => string.Concat(typed.Where(char.IsAsciiDigit));

    /// <summary>In two groups of four.</summary>
    public static string Grouped(string text) => $"{text[..4]} {text[4..]}";

    /// <summary>Sign by sign, a pause between the groups: how one says it on the telephone.</summary>
    public static string Aloud(string text) =>
        $"{string.Join(' ', text[..4].ToCharArray())}, puis {string.Join(' ', text[4..].ToCharArray())}";
}

using System.Text;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Maillage.Features.Places.Export;

/// <summary>
/// Brings single values to what both the standard's schema and its official library accept; null when nothing can.
/// Source: schema v1.0.2 and @gouvfr-anct/lieux-de-mediation-numerique 2.3.0, whose expressions are stricter.
/// </summary>
internal static class StandardValues
{
    public const int SummaryLength = 280;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex PivotPattern = new(@"\A(?:[A-Za-z0-9]{14}|W[A-Za-z0-9]{9})\z", Linear);
    private static readonly Regex PostalCodePattern = new(@"\A[0-9]{5}\z", Linear);
    private static readonly Regex InseePattern = new(@"\A(?:[013-9][0-9]|2[AB1-9])[0-9]{3}\z", Linear);
    private static readonly Regex PhonePattern = new(
        @"\A\+(?:33|262|269|508|590|594|596|681|687|689)(?:[1-9][0-9]{8}|[0-9]{6})\z",
        Linear
    );
    private static readonly Regex EmailPattern = new(
        @"\A[A-Za-z0-9_][A-Za-z0-9.!#$%&'*+=?^_`{}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9])+\z",
        Linear
    );
    private static readonly Regex WebAddressPattern = new(
        @"\Ahttps?://[A-Za-z0-9.-]+(?:/[+~,%@/.A-Za-z0-9_-]*)?\??[-+=&;%@.A-Za-z0-9_]*#?[.!/\\A-Za-z0-9_]*\z",
        Linear
    );
    private static readonly Regex InParentheses = new(@"\([^)]*\)", Linear);

    public static string? Pivot(string? text) => Matching(text, PivotPattern);

    public static string? PostalCode(string? text) => Matching(text, PostalCodePattern);

    public static string? Insee(string? text) => Matching(text, InseePattern);

    public static string? Email(string text) => Matching(text, EmailPattern);

    /// <summary>E.164 with 6 or 9 digits after the prefix: short numbers and Polynesia's eight digits are refused.</summary>
    public static string? Phone(string? text)
    {
        if (Matching(text, PhonePattern) is { } right)
        {
            return right;
        }

        try
        {
            var phones = PhoneNumberUtil.GetInstance();
            return Matching(phones.Format(phones.Parse(text, "FR"), PhoneNumberFormat.E164), PhonePattern);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>
    /// An http(s) address, with a scheme when it had none and what the library refuses in a path or a query
    /// percent-encoded. A port or a user name cannot be kept; a fragment that the library refuses is left out.
    /// </summary>
    public static string? WebAddress(string? text)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
        {
            return null;
        }

        var absolute = trimmed.Contains("://", StringComparison.Ordinal) ? trimmed : "https://" + trimmed;
        if (
            !Uri.TryCreate(absolute, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || !uri.IsDefaultPort
            || uri.UserInfo.Length > 0
            || !uri.Host.Contains('.', StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (WebAddressPattern.IsMatch(absolute))
        {
            return absolute;
        }

        var address = $"{uri.Scheme}://{uri.IdnHost}{Encoded(uri.AbsolutePath, "+~,%@/.-_")}";
        if (uri.Query.Length > 1)
        {
            address += "?" + Encoded(uri.Query[1..], "-+=&;%@._");
        }

        return Matching(address + uri.Fragment, WebAddressPattern) ?? Matching(address, WebAddressPattern);
    }

    public static string? Commune(string? text) =>
        text is null ? null : Kept(InParentheses.Replace(text, " "), c => c is '-' or '\'' or '’');

    public static string? Street(string? text) =>
        text is null ? null : Kept(text, c => "-,()°.&:+–|;'’/".Contains(c, StringComparison.Ordinal));

    /// <summary>The text on one line, without the spaces around it; null when nothing is left.</summary>
    public static string? Line(string? text) =>
        text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            ? string.Join(' ', words)
            : null;

    /// <summary>The beginning of a text that is too long, cut after a word, at most <paramref name="length"/> code points.</summary>
    public static string Cut(string text, int length)
    {
        if (text.EnumerateRunes().Count() <= length)
        {
            return text;
        }

        var beginning = string.Concat(text.EnumerateRunes().Take(length - 1).Select(rune => rune.ToString()));
        var lastSpace = beginning.LastIndexOf(' ');
        return (lastSpace > length / 2 ? beginning[..lastSpace] : beginning).TrimEnd() + "…";
    }

    private static string? Matching(string? text, Regex pattern) =>
        text is not null && pattern.IsMatch(text) ? text : null;

    // The library's letters: ASCII, Latin-1 but for × and ÷, and U+0152 to U+0178.
    private static bool IsLetterOrDigit(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is >= 'À' and <= 'ÿ' and not ('×' or '÷') or >= 'Œ' and <= 'Ÿ';

    private static string? Kept(string text, Func<char, bool> isAllowed)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            kept.Append(IsLetterOrDigit(c) || isAllowed(c) ? c : ' ');
        }

        return Line(kept.ToString());
    }

    private static string Encoded(string text, string allowed)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || allowed.Contains(c, StringComparison.Ordinal))
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append(Uri.HexEscape(c));
            }
        }

        return encoded.ToString();
    }
}

using System.Text.RegularExpressions;

namespace Maillage.Platform.Text;

/// <summary>Gives a French sentence typed on a keyboard its no-break spaces and its apostrophes.</summary>
public static partial class FrenchTypography
{
    private const char NoBreakSpace = '\u00A0';

    public static string Of(string sentence) =>
        BeforeUnit()
            .Replace(BeforeMark().Replace(AfterOpening().Replace(Apostrophe().Replace(sentence, "’"), "«\u00A0"), "\u00A0$1"), "$1\u00A0$2");

    /// <summary>A French phone number as people read it: <c>+33241812345</c> gives « 02 41 81 23 45 ».</summary>
    public static string Phone(string number)
    {
        var digits = number.StartsWith("+33", StringComparison.Ordinal) ? "0" + number[3..] : number;
        return digits.Length == 10 && digits.All(char.IsAsciiDigit)
            ? string.Join(NoBreakSpace, Enumerable.Range(0, 5).Select(pair => digits.Substring(pair * 2, 2)))
            : number;
    }

    [GeneratedRegex("(?<=\\p{L})'(?=\\p{L})")]
    private static partial Regex Apostrophe();

    [GeneratedRegex("« ")]
    private static partial Regex AfterOpening();

    [GeneratedRegex(" ([:;?!»%€])")]
    private static partial Regex BeforeMark();

    [GeneratedRegex("(\\d|\\{\\d\\}) (h|km|m|min|ko|ans|jours?|mois|lieux)")]
    private static partial Regex BeforeUnit();
}

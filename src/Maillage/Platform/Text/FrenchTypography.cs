using System.Globalization;
using System.Text.RegularExpressions;

namespace Maillage.Platform.Text;

/// <summary>Gives a French sentence typed on a keyboard its no-break spaces and its apostrophes.</summary>
public static partial class FrenchTypography
{
    private const string NoBreakSpace = "\u00A0";
    private const string Vowels = "AEIOUYÀÂÉÈÊËÎÏÔŒÙÛaeiouyàâéèêëîïôœùû";
    private const int Timeout = 1000;
    private const int PhoneLength = 14;

    public static string Of(string sentence)
    {
        var text = Apostrophe().Replace(sentence, "’");
        text = AfterOpening().Replace(text, "«" + NoBreakSpace);
        text = BeforeMark().Replace(text, NoBreakSpace);
        return BeforeUnit().Replace(text, NoBreakSpace);
    }

    /// <summary>A name after « de »: « d’Angers », « du Lion-d’Angers », « des Ponts-de-Cé », « de Segré ».</summary>
    public static string De(string name) =>
        name switch
        {
            _ when name.StartsWith("Le ", StringComparison.Ordinal) => "du " + name[3..],
            _ when name.StartsWith("Les ", StringComparison.Ordinal) => "des " + name[4..],
            [var first, ..] when Vowels.Contains(first, StringComparison.Ordinal) => "d’" + name,
            _ => "de " + name,
        };

    /// <summary>A day in the culture's words; in French the first of a month is « 1er ».</summary>
    /// <param name="format">A format of .NET, where « d » is the day of the month.</param>
    /// <param name="culture">That of the request where none is given.</param>
    public static string Day(DateOnly day, string format = "d MMMM", CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentCulture;
        return day.ToString(
            day.Day == 1 && culture.TwoLetterISOLanguageName == "fr" ? DayOfMonth().Replace(format, "d'er'") : format,
            culture
        );
    }

    public static string Day(DateTime moment, string format = "d MMMM", CultureInfo? culture = null) =>
        Day(DateOnly.FromDateTime(moment), format, culture);

    [GeneratedRegex("(?<!d)d(?!d)", RegexOptions.None, Timeout)]
    private static partial Regex DayOfMonth();

    /// <summary>A French phone number as people read it: <c>+33241812345</c> gives « 02 41 81 23 45 ».</summary>
    public static string Phone(string number)
    {
        var digits = number.StartsWith("+33", StringComparison.Ordinal) ? "0" + number[3..] : number;
        return digits.Length == 10 && digits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
            ? string.Create(
                PhoneLength,
                digits,
                static (pairs, digits) =>
                {
                    for (var i = 0; i < pairs.Length; i++)
                    {
                        pairs[i] = i % 3 == 2 ? NoBreakSpace[0] : digits[i - i / 3];
                    }
                }
            )
            : number;
    }

    [GeneratedRegex("(?<=\\p{L})'(?=\\p{L})", RegexOptions.None, Timeout)]
    private static partial Regex Apostrophe();

    [GeneratedRegex("« ", RegexOptions.None, Timeout)]
    private static partial Regex AfterOpening();

    [GeneratedRegex(" (?=[:;?!»%€])", RegexOptions.None, Timeout)]
    private static partial Regex BeforeMark();

    [GeneratedRegex("(?<=[0-9}]) (?=(?:h|km|m|min|ko|ans|jours?|semaines?|mois|lieux)\\b)", RegexOptions.None, Timeout)]
    private static partial Regex BeforeUnit();
}

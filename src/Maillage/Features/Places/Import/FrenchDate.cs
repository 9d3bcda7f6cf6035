using System.Globalization;

namespace Maillage.Features.Places.Import;

/// <summary>Reads the ways of writing a day that French files hold: 2024-04-02, 02/04/2024, 2 avril 2024.</summary>
internal static class FrenchDate
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy/MM/dd",
        "yyyyMMdd",
        "d/M/yyyy",
        "d-M-yyyy",
        "d.M.yyyy",
        "d/M/yy",
        "d MMMM yyyy",
        "d MMM yyyy",
        "dddd d MMMM yyyy",
    ];

    /// <summary>The day; null where none can be read or it does not exist.</summary>
    /// <param name="format">The one way in which this list writes days; null to try them all.</param>
    public static DateOnly? Read(string text, string? format = null)
    {
        if (format is not null)
        {
            return DateOnly.TryParseExact(text, format, French, DateTimeStyles.AllowWhiteSpaces, out var exact)
                ? exact
                : null;
        }

        // The hour that may follow is of no use.
        var day = text.Length > 10 && text[4] == '-' && text[10] is 'T' or ' ' ? text[..10] : text;
        if (day.Length > 10 && day[2] == '/' && day[10] == ' ')
        {
            day = day[..10];
        }

        return DateOnly.TryParseExact(
            day.Replace("1er ", "1 ", StringComparison.OrdinalIgnoreCase),
            Formats,
            French,
            DateTimeStyles.AllowWhiteSpaces,
            out var date
        )
            ? date
            : null;
    }
}

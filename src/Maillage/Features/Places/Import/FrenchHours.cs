using System.Text.RegularExpressions;

namespace Maillage.Features.Places.Import;

/// <summary>Turns one cell per day, in French words, into OSM opening hours.</summary>
internal static partial class FrenchHours
{
    private static readonly string[] Days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    /// <summary>
    /// Seven cells from Monday on, such as « 09:00 - 12:00 / 13:30 - 17:00 », « 9h-12h30 », « Fermé »; words that are
    /// no hours stay as a comment. Null when no cell says anything.
    /// </summary>
    public static string? Week(IReadOnlyList<string?> cells)
    {
        var rules = new List<string>();
        for (var day = 0; day < cells.Count; )
        {
            var first = day;
            var hours = Day(cells[day]);
            do
            {
                day++;
            } while (day < cells.Count && Day(cells[day]) == hours);

            if (hours is not null)
            {
                rules.Add($"{Span(first, day - 1)} {hours}");
            }
        }

        return rules.Count == 0 ? null : string.Join("; ", rules);
    }

    /// <summary>The hours of one day: <c>09:00-12:00,13:30-17:00</c>, <c>off</c> or a comment; null when empty.</summary>
    public static string? Day(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return null;
        }

        var text = cell.Trim();
        if (Closed().IsMatch(text))
        {
            return "off";
        }

        var ranges = Range().Matches(text);
        var hours = string.Join(',', ranges.Select(range => $"{Time(range, "from")}-{Time(range, "to")}"));
        var words = Range().Replace(text, " ").Trim(' ', '/', ',', ';', '.', '-', '–', '&', '+');
        if (words is "et" or "puis")
        {
            words = "";
        }

        var comment = words.Length == 0 ? "" : $"\"{words.Replace('"', '\'')}\"";
        return (hours.Length, comment.Length) switch
        {
            (0, _) => comment,
            (_, 0) => hours,
            _ => $"{hours} {comment}",
        };
    }

    private static string Span(int first, int last) =>
        first == last ? Days[first]
        : last == first + 1 ? $"{Days[first]},{Days[last]}"
        : $"{Days[first]}-{Days[last]}";

    private static string Time(Match range, string bound)
    {
        var minutes = range.Groups[bound + "Minutes"];
        return $"{Number(range.Groups[bound])}:{(minutes.Success ? Number(minutes) : "00")}";
    }

    private static string Number(Group digits) => digits.Value.PadLeft(2, '0');

    [GeneratedRegex(
        @"^(ferm[ée]e?s?|off|-)$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Closed();

    [GeneratedRegex(
        @"(de\s+)?\b(?<from>[01]?[0-9]|2[0-4])\s*[:h]\s*(?<fromMinutes>[0-5][0-9])?\s*(-|–|à|a|jusqu['’]à)\s*(?<to>[01]?[0-9]|2[0-4])\s*[:h]\s*(?<toMinutes>[0-5][0-9])?",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Range();
}

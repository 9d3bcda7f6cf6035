using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// The times of a stop as people say them: a rhythm, hours for each weekday, and single dates that add to it or change
/// it. They are kept in OSM syntax: <c>Tu[1] 09:00-12:00; 2026 Dec 08 off</c>.
/// </summary>
/// <param name="Rhythm">One of <see cref="Rhythms"/>.</param>
/// <param name="Days">Monday to Sunday, empty where the stop is not made.</param>
/// <param name="Dates">Single dates and their hours, in OSM syntax or <c>off</c>.</param>
internal sealed partial record StopTimes(
    string Rhythm,
    IReadOnlyList<string> Days,
    IReadOnlyList<(DateOnly Day, string Hours)> Dates
)
{
    public const string Off = "off";
    public const string Cancelled = "annulé";

    /// <summary>Two years: every rhythm of weeks and months comes round, leap day or not.</summary>
    private const int DaysCompared = 740;

    private static readonly string[] DayCodes = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;

    /// <summary>What comes before and after the weekday in OSM syntax, and how people say it.</summary>
    public static IReadOnlyList<(string Code, string Before, string After, string Words)> Rhythms { get; } =
    [
        ("semaine", "", "", "Chaque semaine"),
        ("paires", "week 02-52/2 ", "", "Les semaines paires"),
        ("impaires", "week 01-53/2 ", "", "Les semaines impaires"),
        ("1", "", "[1]", "La première fois du mois"),
        ("2", "", "[2]", "La deuxième fois du mois"),
        ("3", "", "[3]", "La troisième fois du mois"),
        ("4", "", "[4]", "La quatrième fois du mois"),
        ("1,3", "", "[1,3]", "La première et la troisième fois du mois"),
        ("2,4", "", "[2,4]", "La deuxième et la quatrième fois du mois"),
        ("-1", "", "[-1]", "La dernière fois du mois"),
    ];

    public static StopTimes None { get; } = new(Rhythms[0].Code, [.. Enumerable.Repeat("", HoursForm.Days)], []);

    /// <summary>The times in OSM syntax; null with a French sentence where a day's hours cannot be read.</summary>
    public (string? Text, string? Problem) Write()
    {
        var (_, before, after, _) = Rhythms.FirstOrDefault(rhythm => rhythm.Code == Rhythm, Rhythms[0]);
        var rules = new List<string>();
        foreach (var (day, cell) in Days.Index())
        {
            if (cell.Trim().Length == 0)
            {
                continue;
            }

            if (HoursOf(cell) is not { } hours)
            {
                return (null, $"« {cell.Trim()} » ne se lit pas. Écrivez par exemple : 9 h – 12 h");
            }

            if (hours != Off)
            {
                rules.Add($"{before}{DayCodes[day]}{after} {hours}");
            }
        }

        rules.AddRange(Dates.OrderBy(date => date.Day).Select(date => $"{Osm(date.Day)} {date.Hours}"));
        return (string.Join("; ", rules), null);
    }

    /// <summary>The times of a stop; null where seven days, a rhythm and dates cannot say all of them.</summary>
    public static StopTimes? Read(string text)
    {
        var (rhythm, days, dates) = ((string?)null, new string[HoursForm.Days], new List<(DateOnly, string)>());
        Array.Fill(days, "");
        foreach (var rule in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (DatedOf(rule) is { } dated)
            {
                dates.Add(dated);
                continue;
            }

            var weekly = WeeklyRule().Match(rule);
            var found = Rhythms.FirstOrDefault(r =>
                Same(r.Before, weekly.Groups["before"].Value) && r.After == weekly.Groups["after"].Value
            );
            if (!weekly.Success || found.Code is null || (rhythm is not null && rhythm != found.Code))
            {
                return null;
            }

            rhythm = found.Code;
            foreach (var day in DaysOf(weekly.Groups["days"].Value))
            {
                days[day] = CellOf(weekly.Groups["hours"].Value);
            }
        }

        var read = new StopTimes(rhythm ?? Rhythms[0].Code, days, dates);
        return read.Write().Text is { } again && SaysTheSame(text, again) ? read : null;
    }

    /// <summary>The times as people read them; their text where the form cannot say them.</summary>
    public static string Words(string text)
    {
        if (Read(text) is not { } times)
        {
            return text;
        }

        var days = times
            .Days.Zip(HoursForm.DayNames)
            .Where(day => day.First.Length > 0)
            .Select(day => $"{day.Second.ToLowerInvariant()} {day.First}")
            .ToList();
        var rhythm = Rhythms.First(r => r.Code == times.Rhythm).Words;
        return string.Join(
            " ; ",
            (days.Count == 0 ? [] : new[] { $"{rhythm}, {string.Join(", ", days)}" }).Concat(
                times.Dates.Select(DateLine)
            )
        );
    }

    /// <summary>« 08/12/2026 : 14 h – 17 h », « 15/12/2026 : annulé ».</summary>
    public static string DateLine((DateOnly Day, string Hours) date) =>
        $"{date.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} : {(date.Hours == Off ? Cancelled : CellOf(date.Hours))}";

    /// <summary>The same times with one date's own hours in place of any that it had; null takes them away.</summary>
    public static string WithDate(string text, DateOnly day, string? hours)
    {
        var others = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(rule => DatedOf(rule)?.Day != day);
        return string.Join("; ", hours is null ? others : others.Append($"{Osm(day)} {hours}"));
    }

    /// <summary>The dates on which a stop that was to be made is not.</summary>
    public static IEnumerable<DateOnly> CancelledDates(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries)
            .Select(DatedOf)
            .Where(date => date?.Hours == Off)
            .Select(date => date!.Value.Day)
            .Order();

    /// <summary>Hours in OSM syntax from French words; <c>off</c> for « annulé »; null where they cannot be read.</summary>
    public static string? HoursOf(string cell) =>
        cell.Trim().Equals(Cancelled, StringComparison.OrdinalIgnoreCase) ? Off
        : FrenchHours.Day(cell) is { } hours
        && OpeningHours.Parse($"Mo {hours}").Status != HoursStatus.NotUnderstood
        && !hours.Contains('"', StringComparison.Ordinal)
            ? hours
        : null;

    /// <summary>The date and hours of a rule for a single date; null for any other rule.</summary>
    public static (DateOnly Day, string Hours)? DatedOf(string rule)
    {
        var match = DatedRule().Match(rule);
        return
            match.Success
            && Array.IndexOf(Months, match.Groups["month"].Value) is >= 0 and var month
            && DateOnly.TryParseExact(
                $"{match.Groups["year"].Value}-{month + 1:00}-{int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture):00}",
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            ? (date, match.Groups["hours"].Value is { Length: > 0 } hours ? hours : "00:00-24:00")
            : null;
    }

    private static IEnumerable<int> DaysOf(string list)
    {
        foreach (var part in list.Split(','))
        {
            var (first, last) = (Array.IndexOf(DayCodes, part[..2]), Array.IndexOf(DayCodes, part[^2..]));
            for (var day = first; ; day = (day + 1) % DayCodes.Length)
            {
                yield return day;
                if (day == last)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Hours of OSM syntax in French words, empty for <c>off</c>.</summary>
    public static string CellOf(string hours) =>
        hours == Off
            ? ""
            : string.Join(
                ", ",
                OpeningHours
                    .Parse($"2026 Sep 14 {hours}")
                    .Intervals(new DateOnly(2026, 9, 14), 1, HoursContext.Metropolitan)
                    .Select(HoursForm.Words)
            );

    private static bool Same(string one, string other) =>
        one.Replace("0", "", StringComparison.Ordinal) == other.Replace("0", "", StringComparison.Ordinal);

    private static bool SaysTheSame(string one, string other)
    {
        var from = new DateOnly(2026, 1, 1);
        return OpeningHours.Parse(one).Status != HoursStatus.NotUnderstood
            && OpeningHours
                .Parse(one)
                .Intervals(from, DaysCompared, HoursContext.Metropolitan)
                .SequenceEqual(OpeningHours.Parse(other).Intervals(from, DaysCompared, HoursContext.Metropolitan));
    }

    public static string Osm(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000} {Months[day.Month - 1]} {day.Day:00}");

    [GeneratedRegex(
        @"^(?<year>\d{4}) (?<month>[A-Z][a-z]{2}) (?<day>\d{1,2})(:? (?<hours>[^A-Z]*))?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DatedRule();

    [GeneratedRegex(
        @"^(?<before>week \d{1,2}-\d{2}/2 )?(?<days>(Mo|Tu|We|Th|Fr|Sa|Su)([-,](Mo|Tu|We|Th|Fr|Sa|Su))*)(?<after>\[-?\d(,\d)*\])? (?<hours>[^A-Z\[]+)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex WeeklyRule();
}

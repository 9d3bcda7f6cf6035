using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// A single date with hours of its own, in place of those of its weekday (ouverture exceptionnelle). It is the end of
/// the place’s OSM text, which everything that reads hours honours: <c>Mo-Fr 09:00-12:00; 2026 Dec 19 10:00-16:00</c>.
/// </summary>
/// <param name="Hours">In OSM syntax, or <c>off</c>.</param>
internal sealed partial record ParticularDay(DateOnly Day, string Hours)
{
    public bool IsOpen => Hours != StopTimes.Off;

    /// <summary>« le 19/12/2026 : 10 h – 16 h », « le 24/12/2026 : fermé ».</summary>
    public string Line =>
        $"le {Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} : {(IsOpen ? StopTimes.CellOf(Hours) : HoursForm.Closed)}";

    /// <summary>The hours of ordinary weeks, then the dates that end the text; a date written otherwise stays in the text.</summary>
    public static (string Weekly, IReadOnlyList<ParticularDay> Days) Split(string text)
    {
        var days = new List<ParticularDay>();
        var weekly = text.Trim();
        while (weekly.Length > 0)
        {
            var last = weekly.LastIndexOf(';');
            if (
                StopTimes.DatedOf(weekly[(last + 1)..].Trim()) is not { } dated
                || Read(new ParticularDay(dated.Day, dated.Hours).Line) is not { } day
                || day.Hours != dated.Hours
                || days.Exists(d => d.Day == day.Day)
            )
            {
                break;
            }

            days.Insert(0, day);
            weekly = last < 0 ? "" : weekly[..last].TrimEnd();
        }

        return (weekly, days);
    }

    /// <summary>The whole text: ordinary weeks, then dates in their order.</summary>
    public static string Join(string weekly, IEnumerable<ParticularDay> days) =>
        string.Join(
            "; ",
            new[] { weekly }
                .Where(text => text.Length > 0)
                .Concat(days.OrderBy(day => day.Day).Select(day => $"{StopTimes.Osm(day.Day)} {day.Hours}"))
        );

    /// <summary>Null where the line names no day or no hours.</summary>
    public static ParticularDay? Read(string line)
    {
        var match = Form().Match(line);
        return
            match.Success
            && FrenchDate.Read(match.Groups["day"].Value) is { } day
            && FrenchHours.Day(match.Groups["hours"].Value) is { } hours
            && !hours.Contains('"', StringComparison.Ordinal)
            && OpeningHours.Parse($"Mo {hours}").Status != HoursStatus.NotUnderstood
            ? new ParticularDay(day, hours)
            : null;
    }

    [GeneratedRegex(
        @"^\s*(le\s+)?(?<day>\d{1,2}/\d{1,2}/\d{4})\s*[:,]?\s*(?<hours>\S.*)$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}

using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// The hours of a place as a form: seven days in plain words, then the same in OSM syntax for what seven days cannot
/// say, then single dates with hours of their own. Of the week and its OSM text, whichever of the two was changed counts; both changed, the OSM text does.
/// </summary>
internal static class HoursForm
{
    public const int Days = 7;
    public const string Closed = "fermé";

    public static readonly IReadOnlyList<string> DayNames =
    [
        "Lundi",
        "Mardi",
        "Mercredi",
        "Jeudi",
        "Vendredi",
        "Samedi",
        "Dimanche",
    ];

    /// <summary>Where the lines of particular days stand among the values of a place.</summary>
    public const int ParticularDays = Days + 1;

    private const int MostParticularDays = 20;
    private const string HolidaysOff = "PH off";

    /// <summary>A Monday on whose week, in no zone, a holiday falls.</summary>
    private static readonly DateOnly OrdinaryMonday = new(2026, 9, 14);

    /// <summary>Nine values: those of ordinary weeks, then the particular days, one a line.</summary>
    public static IReadOnlyList<string> Get(Place place)
    {
        var (weekly, days) = ParticularDay.Split(place.OpeningHours ?? "");
        return [.. Get(weekly), string.Join('\n', days.Select(day => day.Line))];
    }

    /// <summary>Eight values: Monday to Sunday, empty where the grid cannot say the hours, then the OSM text.</summary>
    public static IReadOnlyList<string> Get(string? hours)
    {
        var text = hours ?? "";
        return [.. Grid(text) ?? [.. Enumerable.Repeat("", Days)], text];
    }

    /// <summary>Writes the hours; gives a French sentence when neither form can be read.</summary>
    public static string? Set(Place place, IReadOnlyList<string> values)
    {
        var shown = Get(place);
        if (values.Count != shown.Count || values.SequenceEqual(shown))
        {
            return null;
        }

        var (weekly, before) = ParticularDay.Split(place.OpeningHours ?? "");
        (var week, var problem) = Read(weekly, [.. values.Take(ParticularDays)]);
        var (days, wrong) = values[ParticularDays] == shown[ParticularDays] ? (before, null) : ReadDays(values[^1]);
        if (string.IsNullOrEmpty(week) && days.Count > 0)
        {
            wrong ??=
                "Dites aussi les horaires de chaque semaine, ou « fermé » chaque jour : sans eux, personne ne sait pour les autres jours";
        }

        var text = ParticularDay.Join(week ?? "", days);
        place.OpeningHours = text.Length == 0 ? null : text;
        return problem ?? wrong;
    }

    /// <summary>True where there are hours of ordinary weeks that seven days cannot say: the grid is then empty.</summary>
    public static bool IsBeyondGrid(string? hours) =>
        ParticularDay.Split(hours ?? "").Weekly is { Length: > 0 } weekly && Grid(weekly) is null;

    private static (IReadOnlyList<ParticularDay> Days, string? Problem) ReadDays(string text)
    {
        var days = new List<ParticularDay>();
        string? problem = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ParticularDay.Read(line) is not { } day)
            {
                problem ??= $"« {line} » ne se lit pas. Écrivez par exemple : le 19/12/2026 : 10 h – 16 h";
                continue;
            }

            problem ??= days.Exists(d => d.Day == day.Day) ? $"« {line} » : ce jour est écrit deux fois" : null;
            days.Add(day);
        }

        return (
            days,
            problem ?? (days.Count > MostParticularDays ? $"Écrivez {MostParticularDays} jours au plus" : null)
        );
    }

    /// <summary>The hours that the values say, and a French sentence when neither form can be read.</summary>
    /// <param name="before">The hours that the form showed.</param>
    public static (string? Hours, string? Problem) Read(string? before, IReadOnlyList<string> values)
    {
        var shown = Get(before);
        if (values.Count != Days + 1 || values.SequenceEqual(shown))
        {
            return (before, null);
        }

        var text = values[Days].Trim();
        if (text == shown[Days])
        {
            text = WithHolidays(FrenchHours.Week([.. values.Take(Days)]) ?? "", before);
        }

        var problem =
            text.Length > 0 && OpeningHours.Parse(text).Status == HoursStatus.NotUnderstood
                ? "Ces horaires ne se lisent pas. Écrivez par exemple : 9 h – 12 h 30, 14 h – 17 h"
                : null;
        return (text.Length == 0 ? null : text, problem);
    }

    /// <summary>The seven days in words when they say all that the text says; otherwise null.</summary>
    public static IReadOnlyList<string>? Grid(string text)
    {
        var hours = OpeningHours.Parse(text);
        if (text.Length == 0 || hours.Status == HoursStatus.NotUnderstood || hours.UsesSchoolHolidays)
        {
            return null;
        }

        var week = WeekTable.Rows(hours, OrdinaryMonday, HoursContext.Metropolitan);
        string[] cells = [.. week.Select(Cell)];
        var again = FrenchHours.Week(cells);
        return again is not null && SaysTheSame(hours, OpeningHours.Parse(WithHolidays(again, text))) ? cells : null;
    }

    /// <summary>The grid does not ask about public holidays: a place closed on them stays so.</summary>
    private static string WithHolidays(string week, string? before) =>
        week.Length > 0 && before?.Contains(HolidaysOff, StringComparison.Ordinal) == true
            ? $"{week}; {HolidaysOff}"
            : week;

    /// <summary>The hours as people read them, days that are alike together; the text itself where seven days cannot say it.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var (weekly, days) = ParticularDay.Split(text);
        IEnumerable<string> dated = days.Select(day => FrenchTypography.Of(day.Line)).Select(WithCapital);
        if (Grid(weekly) is not { } grid)
        {
            return [.. weekly.Length == 0 ? [] : new[] { weekly }, .. dated];
        }

        var lines = new List<string>();
        for (var first = 0; first < Days; )
        {
            var last = first;
            while (last + 1 < Days && grid[last + 1] == grid[first])
            {
                last++;
            }

            var span = first == last ? DayNames[first] : $"{DayNames[first]} à {DayNames[last].ToLowerInvariant()}";
            lines.Add($"{span} : {grid[first]}");
            first = last + 1;
        }

        if (weekly.Contains(HolidaysOff, StringComparison.Ordinal))
        {
            lines.Add($"Jours fériés : {Closed}");
        }

        return [.. lines.Select(FrenchTypography.Of), .. dated];
    }

    private static string WithCapital(string line) => char.ToUpperInvariant(line[0]) + line[1..];

    /// <summary>« 9 h – 12 h 30 »; with its comment where one has to ask.</summary>
    public static string Words(HoursInterval interval)
    {
        var times = $"{Time(interval.Start)} – {End(interval.End)}";
        return interval.State is HoursState.Open or HoursState.OpenEnded
            ? times
            : $"{times} ({interval.Comment ?? "à confirmer"})";
    }

    private static string Cell(DayRow row) =>
        row.Intervals.Count == 0 ? Closed : string.Join(", ", row.Intervals.Select(Words));

    private static string End(DateTime time) => time.TimeOfDay == TimeSpan.Zero ? "24 h" : Time(time);

    private static string Time(DateTime time) =>
        time.Minute == 0 ? $"{time.Hour} h" : $"{time.Hour} h {time.Minute:00}";

    /// <summary>Over fourteen months: every month, every holiday, every rank of a weekday comes at least once.</summary>
    private static bool SaysTheSame(OpeningHours one, OpeningHours other)
    {
        const int days = 430;
        return one.Intervals(OrdinaryMonday, days, HoursContext.Metropolitan)
            .SequenceEqual(other.Intervals(OrdinaryMonday, days, HoursContext.Metropolitan));
    }
}

using System.Globalization;

namespace Maillage.Features.Places.Hours;

/// <summary>The school holidays of one zone (vacances scolaires), from the first to the last day without class.</summary>
/// <remarks>
/// The dates are those of the official calendar of the ministry of education (dataset
/// fr-en-calendrier-scolaire, Licence Ouverte), as the reference library opening_hours 3.15 relays it;
/// one slip there is mended (Corse, summer 2022, which it ends on 1 August).
/// Beyond the last decree published, <see cref="Covers" /> is false and the hours are to be confirmed.
/// </remarks>
public sealed class SchoolHolidays
{
    private static readonly DateOnly FirstDay = new(2022, 1, 1);

    private static readonly Dictionary<string, SchoolHolidays> Zones = Load();

    private readonly List<Holiday> holidays = [];
    private readonly DateOnly lastDay;

    private SchoolHolidays(DateOnly lastDay) => this.lastDay = lastDay;

    public static SchoolHolidays ZoneA => Zones["ZoneA"];

    public static SchoolHolidays ZoneB => Zones["ZoneB"];

    public static SchoolHolidays ZoneC => Zones["ZoneC"];

    /// <summary>A territory whose calendar we do not hold: no day is covered.</summary>
    public static SchoolHolidays NotKnown { get; } = new(DateOnly.MinValue);

    /// <summary>The calendar of a département or overseas territory, by its official code.</summary>
    public static SchoolHolidays Of(string departement) => ZoneOf(departement) is { } zone ? Zones[zone] : NotKnown;

    /// <summary>Whether the official calendar of this day is known.</summary>
    public bool Covers(DateOnly day) => day >= FirstDay && day <= lastDay;

    /// <summary>The name of the holidays under way on this day, or null on a day of term.</summary>
    public string? NameOn(DateOnly day)
    {
        foreach (var holiday in holidays)
        {
            if (day >= holiday.FirstDay && day <= holiday.LastDay)
            {
                return holiday.Name;
            }
        }
        return null;
    }

    private static string? ZoneOf(string departement) =>
        departement switch
        {
            "01"
            or "03"
            or "07"
            or "15"
            or "16"
            or "17"
            or "19"
            or "21"
            or "23"
            or "24"
            or "25"
            or "26"
            or "33"
            or "38"
            or "39"
            or "40"
            or "42"
            or "43"
            or "47"
            or "58"
            or "63"
            or "64"
            or "69"
            or "70"
            or "71"
            or "73"
            or "74"
            or "79"
            or "86"
            or "87"
            or "89"
            or "90" => "ZoneA",
            "09"
            or "11"
            or "12"
            or "30"
            or "31"
            or "32"
            or "34"
            or "46"
            or "48"
            or "65"
            or "66"
            or "75"
            or "77"
            or "78"
            or "81"
            or "82"
            or "91"
            or "92"
            or "93"
            or "94"
            or "95" => "ZoneC",
            "2A" or "2B" => "Corse",
            "971" => "Guadeloupe",
            "972" => "Martinique",
            "973" => "Guyane",
            "974" => "Reunion",
            "976" => "Mayotte",
            "02"
            or "04"
            or "05"
            or "06"
            or "08"
            or "10"
            or "13"
            or "14"
            or "18"
            or "22"
            or "27"
            or "28"
            or "29"
            or "35"
            or "36"
            or "37"
            or "41"
            or "44"
            or "45"
            or "49"
            or "50"
            or "51"
            or "52"
            or "53"
            or "54"
            or "55"
            or "56"
            or "57"
            or "59"
            or "60"
            or "61"
            or "62"
            or "67"
            or "68"
            or "72"
            or "76"
            or "80"
            or "83"
            or "84"
            or "85"
            or "88" => "ZoneB",
            _ => null,
        };

    private static DateOnly LastDayKnown(string zone) =>
        zone switch
        {
            "ZoneA" or "ZoneB" or "ZoneC" => new DateOnly(2027, 7, 3),
            "Reunion" => new DateOnly(2027, 8, 15),
            _ => new DateOnly(2026, 7, 3),
        };

    private static Dictionary<string, SchoolHolidays> Load()
    {
        using var resource = typeof(SchoolHolidays).Assembly.GetManifestResourceStream("school-holidays.csv")!;
        using var reader = new StreamReader(resource);
        reader.ReadLine();
        var zones = new Dictionary<string, SchoolHolidays>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(';');
            if (!zones.TryGetValue(cells[0], out var zone))
            {
                zone = new SchoolHolidays(LastDayKnown(cells[0]));
                zones.Add(cells[0], zone);
            }
            zone.holidays.Add(new Holiday(Day(cells[1]), Day(cells[2]), cells[3]));
        }
        return zones;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private readonly record struct Holiday(DateOnly FirstDay, DateOnly LastDay, string Name);
}

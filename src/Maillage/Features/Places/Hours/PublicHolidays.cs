namespace Maillage.Features.Places.Hours;

/// <summary>The public holidays of one French territory (jours fériés), with their names.</summary>
/// <remarks>
/// Sources: Code du travail, articles L3133-1, L3134-13 (Alsace-Moselle) and L3422-2; decree 83-1003
/// for the days that commemorate the abolition of slavery; local laws of the Pacific territories.
/// </remarks>
public sealed class PublicHolidays
{
    private static readonly Rule[] Nationwide =
    [
        Fixed(1, 1, "Jour de l’An"),
        AfterEaster(1, "Lundi de Pâques"),
        Fixed(5, 1, "Fête du Travail"),
        Fixed(5, 8, "Victoire de 1945"),
        AfterEaster(39, "Ascension"),
        AfterEaster(50, "Lundi de Pentecôte"),
        Fixed(7, 14, "Fête nationale"),
        Fixed(8, 15, "Assomption"),
        Fixed(11, 1, "Toussaint"),
        Fixed(11, 11, "Armistice de 1918"),
        Fixed(12, 25, "Noël"),
    ];

    public static readonly PublicHolidays Metropolitan = new([]);

    public static readonly PublicHolidays AlsaceMoselle = new([GoodFriday(), Fixed(12, 26, "Saint-Étienne")]);

    private static readonly Dictionary<string, PublicHolidays> ByDepartement = new(StringComparer.Ordinal)
    {
        ["57"] = AlsaceMoselle,
        ["67"] = AlsaceMoselle,
        ["68"] = AlsaceMoselle,
        ["971"] = new([GoodFriday(), Abolition(5, 27), Fixed(7, 21, "Fête Victor Schœlcher")]),
        ["972"] = new([GoodFriday(), Abolition(5, 22), Fixed(7, 21, "Fête Victor Schœlcher")]),
        ["973"] = new([Abolition(6, 10)]),
        ["974"] = new([Abolition(12, 20)]),
        ["976"] = new([Abolition(4, 27)]),
        ["977"] = new([Abolition(10, 9)]),
        ["978"] = new([Abolition(5, 28)]),
        ["986"] = new([
            Fixed(4, 28, "Saint Pierre Chanel"),
            Fixed(6, 29, "Saints Pierre et Paul"),
            Fixed(7, 29, "Fête du territoire"),
        ]),
        ["987"] = new([
            Fixed(3, 5, "Arrivée de l’Évangile"),
            GoodFriday(),
            Fixed(6, 29, "Fête de l’autonomie") with
            {
                LastYear = 2024,
            },
            Fixed(11, 20, "Matari’i") with
            {
                FirstYear = 2025,
            },
        ]),
        ["988"] = new([Fixed(9, 24, "Fête de la citoyenneté")]),
    };

    private readonly Rule[] rules;

    private PublicHolidays(Rule[] local) => rules = [.. Nationwide, .. local];

    /// <summary>The calendar of a département or overseas territory, by its official code.</summary>
    public static PublicHolidays Of(string departement) => ByDepartement.GetValueOrDefault(departement, Metropolitan);

    /// <summary>The name of the holiday on this day, or null on an ordinary day.</summary>
    public string? NameOn(DateOnly day)
    {
        var easter = Easter.Sunday(day.Year);
        foreach (var rule in rules)
        {
            if (rule.FallsOn(day, easter))
            {
                return rule.Name;
            }
        }
        return null;
    }

    private static Rule Fixed(int month, int day, string name) => new(name, month, day, null);

    private static Rule AfterEaster(int days, string name) => new(name, 0, 0, days);

    private static Rule GoodFriday() => AfterEaster(-2, "Vendredi saint");

    private static Rule Abolition(int month, int day) => Fixed(month, day, "Abolition de l’esclavage");

    private readonly record struct Rule(string Name, int Month, int Day, int? DaysAfterEaster)
    {
        public int FirstYear { get; init; }

        public int LastYear { get; init; } = int.MaxValue;

        public bool FallsOn(DateOnly day, DateOnly easter) =>
            day.Year >= FirstYear
            && day.Year <= LastYear
            && (
                DaysAfterEaster is { } days
                    ? day.DayNumber == easter.DayNumber + days
                    : day.Month == Month && day.Day == Day
            );
    }
}

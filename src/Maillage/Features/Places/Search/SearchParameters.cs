using System.Globalization;
using Maillage.Features.Territories;
using Microsoft.Extensions.Primitives;

namespace Maillage.Features.Places.Search;

/// <summary>
/// A search as its address says it (paramètres de recherche), the same for the pages and for the API: every name and
/// code is stable, and what cannot be read becomes a sentence.
/// </summary>
public sealed class SearchParameters
{
    public const int PageSize = 20;
    public const string Yes = "oui";
    public const string OpenNow = "maintenant";
    public const string EveningOrSaturday = "soir-samedi";

    /// <summary>
    /// The commune as people type it, by name or postal code; « commune », which our links write, is an INSEE code
    /// first: 49100 is the postal code of Angers and the INSEE code of Cizay-la-Madeleine.
    /// </summary>
    public const string TypedCommune = "ville";

    /// <summary>How far from today a date may be: further away nobody knows any hours.</summary>
    private const int MostYears = 5;

    private const int MostPages = PlaceQuery.MaxSkip / PageSize;

    private static readonly FilterField[] Fields =
    [
        new(
            "service",
            "Pour faire quoi",
            Vocabularies.Services,
            (q, mask) => q with { Services = mask },
            c => c.Services
        ),
        new("public", "Pour qui", Vocabularies.Audiences, (q, mask) => q with { Audiences = mask }, c => c.Audiences),
        new(
            "besoin-particulier",
            "Pour être à l’aise",
            Vocabularies.SpecificNeeds,
            (q, mask) => q with { SpecificNeeds = mask },
            c => c.SpecificNeeds
        ),
        new("frais", "Prix", Vocabularies.Fees, (q, mask) => q with { Fees = mask }, c => c.Fees),
        new(
            "acces",
            "Comment venir",
            Vocabularies.AccessModes,
            (q, mask) => q with { AccessModes = mask },
            c => c.AccessModes
        ),
        new(
            "accompagnement",
            "Comment on vous aide",
            Vocabularies.SupportModes,
            (q, mask) => q with { SupportModes = mask },
            c => c.SupportModes
        ),
        new(
            "programme",
            "Réseaux",
            Vocabularies.Programmes,
            (q, mask) => q with { Programmes = mask },
            c => c.Programmes
        ),
    ];

    // What addresses hold, and what people write.
    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy"];
    private static readonly string[] HourFormats = ["H:mm", "H'h'", "H'h'mm"];

    private readonly List<SearchProblem> problems = [];

    private readonly DateOnly today;

    private SearchParameters(IQueryCollection address, DateOnly today) => (Address, this.today) = (address, today);

    public static IReadOnlyList<FilterField> FilterFields => Fields;

    public IQueryCollection Address { get; }

    /// <summary>What is asked, but for the position of a street address, which only the geocoder knows.</summary>
    public PlaceQuery Query { get; private set; } = new() { Take = PageSize };

    public Commune? Commune { get; private set; }

    /// <summary>The communes to choose from, when the name typed has several.</summary>
    public IReadOnlyList<CommuneMatch> CommuneChoices { get; private set; } = [];

    /// <summary>What the field of the commune shows: what was typed in it, never the code of a link, which it would read
    /// as a postal code.</summary>
    public string? CommuneTyped => Text(TypedCommune) ?? Commune?.Name ?? Text("commune");

    /// <summary>A street address as typed.</summary>
    public string? Street => Text("adresse");

    /// <summary>From 1.</summary>
    public int Page { get; private set; } = 1;

    public IReadOnlyList<SearchProblem> Problems => problems;

    /// <summary>Reads an address; never throws, whatever it holds.</summary>
    /// <param name="departement">The home département, whose communes come before others of like names.</param>
    /// <param name="today">What dates are measured from.</param>
    public static SearchParameters Read(IQueryCollection address, TerritoryMap map, string departement, DateOnly today)
    {
        var read = new SearchParameters(address, today);
        read.ReadWhat();
        read.ReadWhere(map, departement);
        read.ReadWhen();
        if (read.Number("page", 1, MostPages) is { } page)
        {
            read.Page = (int)page;
            read.Query = read.Query with { Skip = (read.Page - 1) * PageSize };
        }

        return read;
    }

    private void ReadWhat()
    {
        if (Text("q") is { Length: > SearchText.MaxLength })
        {
            Refuse("q", "Votre recherche est trop longue : écrivez quelques mots, 200 caractères au plus.");
        }

        var need = Text("besoin");
        if (need is not null && Needs.Find(need) is null)
        {
            Refuse("besoin", "Ce besoin n’est pas dans notre liste. Choisissez-en un sur l’accueil.");
        }

        Query = Query with
        {
            Words = Text("q"),
            Need = Needs.Find(need),
            FreeOnly = IsYes("gratuit"),
            WheelchairOnly = IsYes("fauteuil"),
            Languages = [.. Values("langue")],
        };
        if (Query.Languages.Any(code => code.Length is < 2 or > 3 || !code.All(char.IsAsciiLetterLower)))
        {
            Refuse("langue", "Cette langue n’est pas connue.");
        }

        foreach (var field in Fields)
        {
            var mask = 0UL;
            foreach (var code in Values(field.Name))
            {
                if (field.Vocabulary.Find(code) is { } term)
                {
                    mask |= term.Mask;
                }
                else
                {
                    Refuse(field.Name, "Un des filtres n’est pas connu. Retirez-le, puis recommencez.");
                }
            }

            Query = field.Ask(Query, mask);
        }
    }

    private void ReadWhere(TerritoryMap map, string departement)
    {
        if (Number("rayon", 1, PlaceQuery.MaxRadiusKm) is { } radius)
        {
            Query = Query with { RadiusKm = radius };
        }

        if (Street is { Length: > SearchText.MaxLength })
        {
            Refuse("adresse", "Cette adresse est trop longue : écrivez le numéro, la rue et la commune.");
        }

        if (CommuneTyped is { } typed)
        {
            var answer =
                Text(TypedCommune) is null && map.CommuneByInsee(typed) is { } coded && coded.Insee == typed
                    ? new CommuneAnswer(coded, [])
                    : CommuneAnswer.To(typed, map, departement);
            (Commune, CommuneChoices) = (answer.Commune, answer.Choices);
            if (Commune is null && CommuneChoices.Count == 0)
            {
                Refuse(
                    Text(TypedCommune) is null ? "commune" : TypedCommune,
                    "Nous ne trouvons pas cette commune. Vérifiez le nom, ou écrivez le code postal."
                );
            }
        }

        var (latitude, longitude) = (Number("lat", -90, 90), Number("lon", -180, 180));
        if (latitude is { } north && longitude is { } east)
        {
            Query = Query with { Near = new GeoPoint(Math.Round(north, 3), Math.Round(east, 3)) };
        }
        else if (Text("lat") is null != Text("lon") is null)
        {
            Refuse("lat", "Une position a deux nombres : lat et lon.");
        }
        else if (Commune is not null)
        {
            Query = Query with { Near = new GeoPoint(Commune.Latitude, Commune.Longitude) };
        }
    }

    private void ReadWhen()
    {
        if (Text("heure") is not null && Text("jour") is null)
        {
            Refuse("jour", "Choisissez aussi le jour.");
        }

        Query = Query with
        {
            Open = Text("jour") is { } chosenDay
                ? OnDayChosen(chosenDay, Text("heure"))
                : Text("ouvert") switch
                {
                    null => null,
                    OpenNow => OpenFilter.Now,
                    EveningOrSaturday => OpenFilter.EveningOrSaturday,
                    var text when Day(text) is { } day => IsInReach("ouvert", day) ? OpenFilter.On(day) : null,
                    var text when Moment(text) is { } moment => IsInReach("ouvert", DateOnly.FromDateTime(moment))
                        ? OpenFilter.At(DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment))
                        : null,
                    _ => RefuseDate<OpenFilter>("ouvert"),
                },
            StopsOn = Text("passage") switch
            {
                null => null,
                var text when Day(text) is { } day => IsInReach("passage", day) ? StopFilter.On(day) : null,
                _ => RefuseDate<StopFilter>("passage"),
            },
        };
    }

    /// <summary>The day and the hour of the two fields of the page: the hour is left open when there is none.</summary>
    private OpenFilter? OnDayChosen(string day, string? hour)
    {
        if (Day(day) is not { } date)
        {
            return RefuseDate<OpenFilter>("jour");
        }

        if (!IsInReach("jour", date))
        {
            return null;
        }

        if (hour is null)
        {
            return OpenFilter.On(date);
        }

        if (Hour(hour) is { } time)
        {
            return OpenFilter.At(date, time);
        }

        Refuse("heure", "Cette heure n’est pas connue : écrivez par exemple 14:30 ou 14 h 30.");
        return null;
    }

    private bool IsInReach(string name, DateOnly day)
    {
        if (day >= today.AddYears(-MostYears) && day <= today.AddYears(MostYears))
        {
            return true;
        }

        Refuse(name, "Cette date est trop loin : choisissez un jour à moins de cinq ans d’aujourd’hui.");
        return false;
    }

    private T? RefuseDate<T>(string name)
        where T : class
    {
        Refuse(name, "Cette date n’est pas connue : écrivez par exemple 01/12/2026.");
        return null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static TimeOnly? Hour(string text) =>
        TimeOnly.TryParseExact(
            text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(),
            HourFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var hour
        )
            ? hour
            : null;

    private static DateTime? Moment(string text) =>
        DateTime.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var moment
        )
            ? moment
            : null;

    /// <summary>Null when absent or refused.</summary>
    private double? Number(string name, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            && (name != "page" || double.IsInteger(number))
        )
        {
            return number;
        }

        Refuse(
            name,
            $"« {name} » est un nombre de {least.ToString(CultureInfo.InvariantCulture)} à {most.ToString(CultureInfo.InvariantCulture)}."
        );
        return null;
    }

    private bool IsYes(string name)
    {
        var text = Text(name);
        if (text is not (null or Yes))
        {
            Refuse(name, "Un des filtres n’est pas connu. Retirez-le, puis recommencez.");
        }

        return text == Yes;
    }

    private string? Text(string name) => Values(name).FirstOrDefault();

    private IEnumerable<string> Values(string name) =>
        Address.TryGetValue(name, out StringValues values)
            ? values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim())
            : [];

    private void Refuse(string name, string sentence) => problems.Add(new(name, sentence));
}

/// <summary>A parameter that could not be read, and the French sentence that says what to write.</summary>
public sealed record SearchProblem(string Parameter, string Sentence);

/// <summary>A filter of the search: its parameter, its question and its answers.</summary>
public sealed record FilterField(
    string Name,
    string Question,
    Vocabulary Vocabulary,
    Func<PlaceQuery, ulong, PlaceQuery> Ask,
    Func<FilterCounts, int[]> Counts
);

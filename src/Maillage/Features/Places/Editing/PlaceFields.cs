using static Maillage.Features.Places.Editing.PlaceAnswers;

namespace Maillage.Features.Places.Editing;

/// <summary>How a field is asked for.</summary>
public enum FieldKind
{
    Line,
    Text,

    /// <summary>Several values, one a line.</summary>
    Lines,

    /// <summary>Boxes to tick.</summary>
    Choices,

    /// <summary>One answer among several.</summary>
    Choice,

    /// <summary>A line for each row.</summary>
    Grid,

    /// <summary>A week, day by day, and the same in OSM syntax.</summary>
    Hours,
}

/// <summary>A field of a place that people write: how it is asked, read, and shown.</summary>
/// <param name="Property">The property of <see cref="Place"/>.</param>
/// <param name="Get">What stands in the form: one value for a line, one for each box, eight for hours.</param>
/// <param name="Set">Writes what was typed; gives a French sentence when it cannot be read.</param>
public sealed record PlaceField(
    string Property,
    string Label,
    FieldKind Kind,
    Func<Place, IReadOnlyList<string>> Get,
    Func<Place, IReadOnlyList<string>, string?> Set
)
{
    /// <summary>Its name in forms.</summary>
    public string Name { get; } = Property.ToLowerInvariant();

    public string? Hint { get; init; }

    public IReadOnlyList<(string Value, string Text)> Choices { get; init; } = [];

    /// <summary>What each line of a grid is about.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Properties that are written with it and have no question of their own.</summary>
    public IReadOnlyList<string> Companions { get; init; } = [];

    /// <summary>How the field of one place is given to another, where it is not by its properties.</summary>
    public Action<Place, Place>? CopyWith { get; init; }

    /// <summary>Gives a place the field of another, as it stands.</summary>
    public void Copy(Place from, Place to)
    {
        if (CopyWith is not null)
        {
            CopyWith(from, to);
            return;
        }

        foreach (var name in Companions.Prepend(Property))
        {
            var property = typeof(Place).GetProperty(name)!;
            property.SetValue(to, property.GetValue(from));
        }
    }

    /// <summary>Its value as people read it, a line each.</summary>
    public IReadOnlyList<string> Words(Place place) =>
        Kind switch
        {
            FieldKind.Choice =>
            [
                .. Choices
                    .Where(choice => choice.Value.Length > 0 && choice.Value == Get(place)[0])
                    .Select(c => c.Text),
            ],
            FieldKind.Grid =>
            [
                .. Get(place).Zip(Rows).Where(row => row.First.Length > 0).Select(row => $"{row.Second} : {row.First}"),
            ],
            FieldKind.Choices =>
            [
                .. Get(place).Select(value => Choices.FirstOrDefault(c => c.Value == value).Text ?? value),
            ],
            FieldKind.Hours => HoursForm.Words(place.OpeningHours ?? ""),
            FieldKind.Lines => [.. Get(place)[0].Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            _ => [.. Get(place).Where(value => value.Length > 0)],
        };
}

/// <summary>One page of the journey: a question and the fields that answer it.</summary>
/// <param name="Code">Its end of the address.</param>
public sealed record PlaceQuestion(string Code, string Title, IReadOnlyList<PlaceField> Fields);

/// <summary>The fields of a place that people write, question by question.</summary>
public static class PlaceFields
{
    /// <summary>The end of the address of the question on where the place is.</summary>
    public const string AddressCode = "adresse";

    private const string Yes = "oui";
    private const string No = "non";

    /// <summary>Those most spoken in France besides French, and sign language.</summary>
    private static readonly IReadOnlyList<(string Value, string Text)> SpokenLanguages =
    [
        ("fsl", "langue des signes française"),
        ("sq", "albanais"),
        ("de", "allemand"),
        ("en", "anglais"),
        ("ar", "arabe"),
        ("hy", "arménien"),
        ("bm", "bambara"),
        ("bn", "bengali"),
        ("zh", "chinois"),
        ("es", "espagnol"),
        ("ka", "géorgien"),
        ("it", "italien"),
        ("ln", "lingala"),
        ("ps", "pachto"),
        ("fa", "persan"),
        ("pl", "polonais"),
        ("pt", "portugais"),
        ("ro", "roumain"),
        ("ru", "russe"),
        ("so", "somali"),
        ("ta", "tamoul"),
        ("tr", "turc"),
        ("uk", "ukrainien"),
        ("vi", "vietnamien"),
        ("wo", "wolof"),
    ];

    public static IReadOnlyList<PlaceQuestion> Questions { get; } =
    [
        new(
            "horaires",
            "Quand le lieu est-il ouvert ?",
            [
                new PlaceField(nameof(Place.OpeningHours), "Horaires", FieldKind.Hours, HoursForm.Get, HoursForm.Set),
                Lines(
                    nameof(Place.Closures),
                    "Fermetures exceptionnelles",
                    "Une par ligne. Par exemple : du 24/12/2026 au 02/01/2027 congés",
                    place => place.Closures.Select(ClosureLine.Write),
                    SetClosures
                ),
            ]
        ),
        new(
            AddressCode,
            "Où est le lieu ?",
            [
                Text(nameof(Place.Address), "Numéro et rue", 300, p => p.Address, (p, v) => p.Address = v) with
                {
                    Kind = FieldKind.Line,
                },
                Text(
                    nameof(Place.AddressComplement),
                    "Complément",
                    300,
                    p => p.AddressComplement,
                    (p, v) => p.AddressComplement = v
                ) with
                {
                    Kind = FieldKind.Line,
                    Hint = "Par exemple : bâtiment B, premier étage.",
                },
                new PlaceField(
                    nameof(Place.CommuneName),
                    "Commune",
                    FieldKind.Line,
                    WhereForm.Commune,
                    WhereForm.SetCommune
                )
                {
                    Hint = "Avec son code postal. Par exemple : 49000 Angers.",
                    Companions = [nameof(Place.Insee), nameof(Place.PostalCode)],
                },
                new PlaceField(
                    nameof(Place.Latitude),
                    "Position sur la carte",
                    FieldKind.Line,
                    WhereForm.Position,
                    WhereForm.SetPosition
                )
                {
                    Hint =
                        "Latitude et longitude. Quand l’adresse change, elle est cherchée pour vous. Vide : le centre de la commune.",
                    Companions = [nameof(Place.Longitude), nameof(Place.LocationPrecision)],
                },
            ]
        ),
        new(
            "contact",
            "Comment joindre le lieu ?",
            [
                new PlaceField(
                    nameof(Place.Phone),
                    "Téléphone",
                    FieldKind.Line,
                    place => [place.Phone is null ? "" : Platform.Text.FrenchTypography.Phone(place.Phone)],
                    SetPhone
                )
                {
                    Hint = "Celui de la structure, jamais celui d’une personne.",
                },
                Lines(
                    nameof(Place.Emails),
                    "E-mails de la structure",
                    "Un par ligne.",
                    place => place.Emails,
                    (place, lines) =>
                        SetList(lines, IsEmail, "L’adresse e-mail « {0} » ne se lit pas", list => place.Emails = list)
                ),
                Lines(
                    nameof(Place.Websites),
                    "Sites internet",
                    "Un par ligne. Par exemple : https://www.exemple.fr",
                    place => place.Websites,
                    (place, lines) =>
                        SetList(
                            lines,
                            IsWeb,
                            "L’adresse « {0} » ne se lit pas : elle commence par https://",
                            list => place.Websites = list
                        )
                ),
                new PlaceField(
                    nameof(Place.BookingUrl),
                    "Page de prise de rendez-vous",
                    FieldKind.Line,
                    place => [place.BookingUrl ?? ""],
                    (place, values) => SetWeb(values, address => place.BookingUrl = address)
                ),
            ]
        ),
        new(
            "aide",
            "Que peut-on faire ici ?",
            [
                new PlaceField(
                    nameof(Place.Services),
                    "Services",
                    FieldKind.Choices,
                    place => [.. place.Services.Select(service => service.Kind)],
                    (place, values) =>
                    {
                        place.Services =
                        [
                            .. values.Select(kind =>
                                place.Services.Find(service => service.Kind == kind)
                                ?? new Service { Id = Guid.CreateVersion7(), Kind = kind }
                            ),
                        ];
                        return null;
                    }
                )
                {
                    Choices = ChoicesOf(Vocabularies.Services),
                },
                Terms(
                    nameof(Place.SupportModes),
                    "Comment l’aide est donnée",
                    Vocabularies.SupportModes,
                    p => p.SupportModes,
                    (p, v) => p.SupportModes = v
                ),
            ]
        ),
        new(
            "acces",
            "Pour qui, comment, à quel prix ?",
            [
                Terms(
                    nameof(Place.AccessModes),
                    "Comment venir",
                    Vocabularies.AccessModes,
                    p => p.AccessModes,
                    (p, v) => p.AccessModes = v
                ),
                Terms(nameof(Place.Fees), "Prix", Vocabularies.Fees, p => p.Fees, (p, v) => p.Fees = v),
                Text(
                    nameof(Place.FeesDetail),
                    "Précisions sur le prix",
                    1000,
                    p => p.FeesDetail,
                    (p, v) => p.FeesDetail = v
                ),
                Terms(
                    nameof(Place.Audiences),
                    "Publics accueillis en particulier",
                    Vocabularies.Audiences,
                    p => p.Audiences,
                    (p, v) => p.Audiences = v
                ),
                Terms(
                    nameof(Place.SpecificNeeds),
                    "Besoins particuliers pris en charge",
                    Vocabularies.SpecificNeeds,
                    p => p.SpecificNeeds,
                    (p, v) => p.SpecificNeeds = v
                ),
            ]
        ),
        new(
            "sur-place",
            "Que trouve-t-on sur place ?",
            [
                new PlaceField(
                    nameof(Place.Equipment),
                    "Équipement",
                    FieldKind.Grid,
                    EquipmentForm.Get,
                    EquipmentForm.Set
                )
                {
                    Rows = EquipmentForm.Labels,
                    Hint = "Par exemple : oui ; 4 ; 4, sur inscription. Laissez vide ce qu’il n’y a pas.",
                },
                new PlaceField(
                    nameof(Place.Languages),
                    "Langues parlées, en plus du français",
                    FieldKind.Choices,
                    place => place.Languages,
                    (place, values) =>
                    {
                        var others = place.Languages.Where(code => !SpokenLanguages.Any(l => l.Value == code));
                        place.Languages = [.. SpokenLanguages.Select(l => l.Value).Where(values.Contains), .. others];
                        return null;
                    }
                )
                {
                    Choices = SpokenLanguages,
                },
                new PlaceField(
                    nameof(Place.WheelchairAccess),
                    "Peut-on entrer en fauteuil roulant ?",
                    FieldKind.Choice,
                    place =>
                        [
                            place.WheelchairAccess switch
                            {
                                true => Yes,
                                false => No,
                                null => "",
                            },
                        ],
                    (place, values) =>
                    {
                        place.WheelchairAccess = One(values) switch
                        {
                            Yes => true,
                            No => false,
                            _ => null,
                        };
                        return null;
                    }
                )
                {
                    Choices = [(Yes, "Oui"), (No, "Non"), ("", "On ne sait pas")],
                },
                new PlaceField(
                    nameof(Place.AccessibilityUrl),
                    "Page du lieu sur acceslibre",
                    FieldKind.Line,
                    place => [place.AccessibilityUrl ?? ""],
                    (place, values) => SetWeb(values, address => place.AccessibilityUrl = address)
                )
                {
                    Hint = "Par exemple : https://acceslibre.beta.gouv.fr/…",
                },
            ]
        ),
        new(
            "presentation",
            "Comment présenter le lieu ?",
            [
                new PlaceField(
                    nameof(Place.Name),
                    "Nom du lieu",
                    FieldKind.Line,
                    place => [place.Name],
                    (place, values) =>
                    {
                        place.Name = One(values) ?? "";
                        return place.Name.Length is > 0 and <= 300
                            ? null
                            : "Écrivez le nom du lieu, en 300 caractères au plus";
                    }
                ),
                Text(nameof(Place.Summary), "En une ou deux phrases", 300, p => p.Summary, (p, v) => p.Summary = v),
                Text(nameof(Place.Presentation), "En détail", 5000, p => p.Presentation, (p, v) => p.Presentation = v),
            ]
        ),
        new(
            "sorte",
            "Quelle sorte de lieu est-ce ?",
            [
                Terms(
                    nameof(Place.Typologies),
                    "Sorte de lieu",
                    Vocabularies.Typologies,
                    p => p.Typologies,
                    (p, v) => p.Typologies = v
                ),
                Terms(
                    nameof(Place.Itinerancy),
                    "Itinérance",
                    Vocabularies.Itinerancy,
                    p => p.Itinerancy,
                    (p, v) => p.Itinerancy = v
                ),
                Terms(
                    nameof(Place.Programmes),
                    "Dispositifs",
                    Vocabularies.Programmes,
                    p => p.Programmes,
                    (p, v) => p.Programmes = v
                ),
                Terms(
                    nameof(Place.TrainingLabels),
                    "Formations et labels",
                    Vocabularies.TrainingLabels,
                    p => p.TrainingLabels,
                    (p, v) => p.TrainingLabels = v
                ),
                Lines(
                    nameof(Place.OtherLabels),
                    "Autres labels",
                    "Un par ligne.",
                    place => place.OtherLabels,
                    (place, lines) =>
                        SetList(
                            lines,
                            line => line.Length <= 200,
                            "« {0} » est trop long : écrivez 200 caractères au plus",
                            list => place.OtherLabels = list
                        )
                ),
            ]
        ),
    ];

    public static IReadOnlyList<PlaceField> All { get; } =
    [.. Questions.SelectMany(question => question.Fields), StopsField.Field];

    /// <summary>The field by which people write a property of a place; null for what they do not write.</summary>
    public static PlaceField? Of(string property) =>
        All.FirstOrDefault(field => field.Property == property || field.Companions.Contains(property));

    /// <summary>The fields that people would read differently.</summary>
    public static IReadOnlyList<PlaceField> Changed(Place before, Place after) =>
        [.. All.Where(field => !field.Words(before).SequenceEqual(field.Words(after)))];
}

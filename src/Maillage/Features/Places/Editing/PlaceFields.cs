using System.Globalization;
using PhoneNumbers;

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

    /// <summary>Its value as people read it, a line each.</summary>
    public IReadOnlyList<string> Words(Place place) =>
        Kind switch
        {
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
    private const int MostLines = 20;

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

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
                    (place, values) =>
                    {
                        var address = One(values);
                        place.BookingUrl = address;
                        return address is null || IsWeb(address)
                            ? null
                            : "Cette adresse ne se lit pas : elle commence par https://";
                    }
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
                    Choices = Of(Vocabularies.Services),
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
    ];

    public static IReadOnlyList<PlaceField> All { get; } = [.. Questions.SelectMany(question => question.Fields)];

    /// <summary>The fields that people would read differently.</summary>
    public static IReadOnlyList<PlaceField> Changed(Place before, Place after) =>
        [.. All.Where(field => !field.Words(before).SequenceEqual(field.Words(after)))];

    private static PlaceField Lines(
        string property,
        string label,
        string hint,
        Func<Place, IEnumerable<string>> get,
        Func<Place, IReadOnlyList<string>, string?> set
    ) =>
        new(
            property,
            label,
            FieldKind.Lines,
            place => [string.Join('\n', get(place))],
            (place, values) =>
            {
                string[] lines =
                [
                    .. string.Join('\n', values)
                        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                ];
                return lines.Length > MostLines ? $"Écrivez {MostLines} lignes au plus" : set(place, lines);
            }
        )
        {
            Hint = hint,
        };

    private static PlaceField Text(
        string property,
        string label,
        int most,
        Func<Place, string?> get,
        Action<Place, string?> set
    ) =>
        new(
            property,
            label,
            FieldKind.Text,
            place => [get(place) ?? ""],
            (place, values) =>
            {
                var text = One(values)?.ReplaceLineEndings("\n");
                set(place, text);
                return text?.Length > most
                    ? $"Écrivez {most.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"))} caractères au plus"
                    : null;
            }
        );

    /// <summary>Boxes of a list of the standard; values of the place that are not in it stay.</summary>
    private static PlaceField Terms(
        string property,
        string label,
        Vocabulary vocabulary,
        Func<Place, List<string>> get,
        Action<Place, List<string>> set
    ) =>
        new(
            property,
            label,
            FieldKind.Choices,
            place => get(place),
            (place, values) =>
            {
                var local = get(place).Where(value => vocabulary.Find(value) is null);
                set(place, [.. values.Where(value => vocabulary.Find(value) is not null), .. local]);
                return null;
            }
        )
        {
            Choices = Of(vocabulary),
        };

    private static IReadOnlyList<(string Value, string Text)> Of(Vocabulary vocabulary) =>
        [.. vocabulary.Terms.Select(term => (term.Label, term.Plain))];

    private static string? One(IReadOnlyList<string> values) =>
        values.Count == 0 || string.IsNullOrWhiteSpace(values[0]) ? null : values[0].Trim();

    private static string? SetPhone(Place place, IReadOnlyList<string> values)
    {
        if (One(values) is not { } typed)
        {
            place.Phone = null;
            return null;
        }

        try
        {
            var number = Phones.Parse(typed, "FR");
            place.Phone = Phones.Format(number, PhoneNumberFormat.E164);
            return Phones.IsValidNumber(number) ? null : "Ce numéro n’existe pas : vérifiez les chiffres";
        }
        catch (NumberParseException)
        {
            place.Phone = typed;
            return "Écrivez un numéro de téléphone, par exemple 02 41 00 00 00";
        }
    }

    private static string? SetClosures(Place place, IReadOnlyList<string> lines)
    {
        var closures = lines.Select(line => (line, Closure: ClosureLine.Read(line))).ToList();
        place.Closures = [.. closures.Where(read => read.Closure is not null).Select(read => read.Closure!)];
        return closures.Find(read => read.Closure is null).line is { } wrong
            ? $"« {wrong} » ne se lit pas. Écrivez par exemple : du 24/12/2026 au 02/01/2027"
            : null;
    }

    private static string? SetList(
        IReadOnlyList<string> lines,
        Func<string, bool> isRight,
        string sentence,
        Action<List<string>> set
    )
    {
        set([.. lines]);
        return lines.FirstOrDefault(line => !isRight(line)) is { } wrong
            ? string.Format(CultureInfo.InvariantCulture, sentence, wrong)
            : null;
    }

    private static bool IsEmail(string text) =>
        text.Length <= 254 && new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(text);

    private static bool IsWeb(string text) =>
        text.Length <= 2000
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is ("http" or "https");
}

using System.ComponentModel.DataAnnotations;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Text;
using PhoneNumbers;

namespace Maillage.Features.Network;

/// <summary>How a part of a profile is asked for.</summary>
public enum InputKind
{
    Line,
    Text,

    /// <summary>Boxes to tick.</summary>
    Choices,

    /// <summary>A level for each topic, written <c>topic:level</c>.</summary>
    Levels,

    /// <summary>A week, day by day, and the same in OSM syntax.</summary>
    Hours,

    /// <summary>The EPCIs of the département, as boxes; the page knows them.</summary>
    Epcis,
}

/// <summary>One input of a profile: how it is asked, read and shown.</summary>
/// <param name="Name">Its name in forms.</param>
/// <param name="Get">What stands in the form.</param>
/// <param name="Set">Writes what was typed; gives a French sentence when it cannot be read.</param>
public sealed record ProfileInput(
    string Name,
    string Label,
    InputKind Kind,
    Func<Profile, IReadOnlyList<string>> Get,
    Func<Profile, IReadOnlyList<string>, string?> Set
)
{
    public string? Hint { get; init; }

    public IReadOnlyList<(string Code, string Words)> Choices { get; init; } = [];
}

/// <summary>What the person decides about at once: some inputs, and who sees them.</summary>
public sealed record ProfileAnswer(ProfileField Field, string Label, IReadOnlyList<ProfileInput> Inputs)
{
    /// <summary>The name in forms of who sees it.</summary>
    public string SightName => $"voir-{Field.ToString().ToLowerInvariant()}";
}

/// <summary>One page of the journey.</summary>
/// <param name="Code">Its end of the address.</param>
public sealed record ProfileQuestion(string Code, string Title, IReadOnlyList<ProfileAnswer> Answers);

/// <summary>The profile of a person, question by question.</summary>
public static class ProfileQuestions
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();
    private static readonly EmailAddressAttribute EmailShape = new();

    public static readonly IReadOnlyList<(Sight Sight, string Words)> Sights =
    [
        (Sight.Nobody, "Personne"),
        (Sight.Network, "Le réseau : les personnes connectées qui y ont un rôle"),
        (Sight.Public, "Tout le monde, sur internet"),
    ];

    public static IReadOnlyList<ProfileQuestion> All { get; } =
    [
        new(
            "identite",
            "Qui vous êtes, où vous travaillez",
            [
                new(ProfileField.Name, "Votre nom", []),
                new(ProfileField.Organisations, "Vos structures et vos rôles", []),
                new(
                    ProfileField.Territory,
                    "Votre territoire",
                    [
                        new("epcis", "Où vous travaillez", InputKind.Epcis, p => p.Epcis, SetEpcis)
                        {
                            Hint = "Sans réponse : là où sont les lieux de vos structures.",
                        },
                    ]
                ),
            ]
        ),
        new(
            "competences",
            "Sur quoi pouvez-vous aider ?",
            [
                new(
                    ProfileField.Skills,
                    "Thèmes",
                    [
                        new(
                            "themes",
                            "Jusqu’à quel niveau",
                            InputKind.Levels,
                            p => [.. p.Skills.Select(s => $"{s.Topic}:{s.Level}")],
                            SetSkills
                        )
                        {
                            Hint = "Les thèmes sont ceux des comptes rendus d’activité de La Coop.",
                        },
                    ]
                ),
            ]
        ),
        new(
            "publics",
            "Avec qui savez-vous travailler ?",
            [
                new(
                    ProfileField.Audiences,
                    "Publics",
                    [
                        Boxes(
                            "publics",
                            "Publics que vous connaissez bien",
                            SkillWords.Audiences,
                            p => p.Audiences,
                            (p, l) => p.Audiences = l
                        ),
                    ]
                ),
                new(
                    ProfileField.Languages,
                    "Langues",
                    [
                        Boxes(
                            "langues",
                            "Langues que vous parlez ou signez, outre le français",
                            [.. SkillWords.Languages.Select(code => (code, code))],
                            p => p.Languages,
                            (p, l) => p.Languages = l
                        ),
                    ]
                ),
            ]
        ),
        new(
            "entraide",
            "Que pouvez-vous faire pour vos collègues ?",
            [
                new(
                    ProfileField.Capacities,
                    "Entraide",
                    [
                        Boxes(
                            "capacites",
                            "Auprès d’autres structures",
                            SkillWords.Capacities,
                            p => p.Capacities,
                            (p, l) => p.Capacities = l
                        ),
                    ]
                ),
                new(
                    ProfileField.Availability,
                    "Disponibilité",
                    [
                        new(
                            "disponibilite",
                            "Comment et quand vous demander",
                            InputKind.Text,
                            p => [p.Availability ?? ""],
                            (p, v) => SetText(v, Profile.LongestText, text => p.Availability = text)
                        )
                        {
                            Hint = "Par exemple : un atelier par mois dans le Saumurois, prévenir quinze jours avant.",
                        },
                        Boxes(
                            "demijournees",
                            "Demi-journées où c’est possible",
                            HalfDays.All,
                            p => p.FreeHalfDays,
                            (p, l) => p.FreeHalfDays = l
                        ),
                    ]
                ),
            ]
        ),
        new(
            "contact",
            "Comment vous joindre au travail ?",
            [
                new(
                    ProfileField.Phone,
                    "Téléphone professionnel",
                    [
                        new(
                            "telephone",
                            "Téléphone professionnel",
                            InputKind.Line,
                            p => [p.Phone is null ? "" : FrenchTypography.Phone(p.Phone)],
                            SetPhone
                        ),
                    ]
                ),
                new(
                    ProfileField.Email,
                    "E-mail professionnel",
                    [new("courriel", "E-mail professionnel", InputKind.Line, p => [p.Email ?? ""], SetEmail)]
                ),
            ]
        ),
        new(
            "en-ligne",
            "Êtes-vous Promeneur ou Promeneuse du Net ?",
            [
                new(
                    ProfileField.Online,
                    "Présence en ligne",
                    [
                        new(
                            "nom-en-ligne",
                            "Le nom que vous portez en ligne",
                            InputKind.Line,
                            p => [p.OnlineName ?? ""],
                            (p, v) => SetText(v, Profile.LongestLine, text => p.OnlineName = text)
                        )
                        {
                            Hint = "Par exemple : Julie, Promeneuse du Net. Lui seul est montré, pas votre nom.",
                        },
                        new(
                            "reseau-en-ligne",
                            "Le réseau ou l’application",
                            InputKind.Line,
                            p => [p.OnlinePlatform ?? ""],
                            (p, v) => SetText(v, Profile.LongestLine, text => p.OnlinePlatform = text)
                        ),
                        new(
                            "adresse-en-ligne",
                            "L’adresse de votre compte public",
                            InputKind.Line,
                            p => [p.OnlineAddress ?? ""],
                            SetOnlineAddress
                        )
                        {
                            Hint = "Elle commence par https://",
                        },
                        new(
                            "horaires-en-ligne",
                            "Quand vous y répondez",
                            InputKind.Hours,
                            p => HoursForm.Get(p.OnlineHours),
                            SetOnlineHours
                        ),
                    ]
                ),
            ]
        ),
    ];

    private static ProfileInput Boxes(
        string name,
        string label,
        IReadOnlyList<(string Code, string Words)> choices,
        Func<Profile, List<string>> get,
        Action<Profile, List<string>> set
    ) =>
        new(
            name,
            label,
            InputKind.Choices,
            get,
            (profile, values) =>
            {
                // In the order of the list, so that ticking the same boxes changes nothing.
                set(profile, [.. choices.Select(c => c.Code).Where(values.Contains)]);
                return null;
            }
        )
        {
            Choices = choices,
        };

    private static string? SetEpcis(Profile profile, IReadOnlyList<string> values)
    {
        profile.Epcis =
        [
            .. values.Where(IsSiren).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(50),
        ];
        return null;

        static bool IsSiren(string text) => text.Length == 9 && text.All(char.IsAsciiDigit);
    }

    private static string? SetSkills(Profile profile, IReadOnlyList<string> values)
    {
        profile.Skills =
        [
            .. SkillWords
                .Topics.Select(topic => (topic.Code, Level: LevelIn(values, topic.Code)))
                .Where(skill => skill.Level is not null)
                .Select(skill => new SkillLevel { Topic = skill.Code, Level = skill.Level! }),
        ];
        return null;

        static string? LevelIn(IReadOnlyList<string> values, string topic) =>
            SkillWords
                .Levels.Select(level => level.Code)
                .FirstOrDefault(level => values.Contains($"{topic}:{level}", StringComparer.Ordinal));
    }

    private static string? SetText(IReadOnlyList<string> values, int longest, Action<string?> set)
    {
        var text = One(values);
        set(text);
        return text?.Length > longest ? $"Écrivez moins de {longest} caractères" : null;
    }

    private static string? SetPhone(Profile profile, IReadOnlyList<string> values)
    {
        profile.Phone = One(values);
        if (profile.Phone is null)
        {
            return null;
        }

        try
        {
            var number = Phones.Parse(profile.Phone, "FR");
            if (Phones.IsValidNumber(number))
            {
                profile.Phone = Phones.Format(number, PhoneNumberFormat.E164);
                return null;
            }
        }
        catch (NumberParseException)
        {
            // Said below, as for a number that nobody has.
        }

        return "Écrivez un numéro de téléphone, par exemple 02 41 00 00 00";
    }

    private static string? SetEmail(Profile profile, IReadOnlyList<string> values)
    {
        profile.Email = One(values);
        return profile.Email is null || (profile.Email.Length <= 254 && EmailShape.IsValid(profile.Email))
            ? null
            : "Écrivez une adresse e-mail complète, par exemple nom@exemple.fr";
    }

    private static string? SetOnlineAddress(Profile profile, IReadOnlyList<string> values)
    {
        profile.OnlineAddress = One(values);
        return
            profile.OnlineAddress is null
            || (
                profile.OnlineAddress.Length <= Profile.LongestText
                && Uri.TryCreate(profile.OnlineAddress, UriKind.Absolute, out var address)
                && address.Scheme == Uri.UriSchemeHttps
            )
            ? null
            : "Cette adresse ne se lit pas : elle commence par https://";
    }

    private static string? SetOnlineHours(Profile profile, IReadOnlyList<string> values)
    {
        (profile.OnlineHours, var problem) = HoursForm.Read(profile.OnlineHours, values);
        return profile.OnlineHours?.Length > Profile.LongestText
            ? $"Écrivez moins de {Profile.LongestText} caractères"
            : problem;
    }

    private static string? One(IReadOnlyList<string> values) =>
        values.Count > 0 && values[0].ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;
}

using System.Collections.Frozen;

namespace Maillage.Features.Places.Import;

/// <summary>Something that a column of a list may be (sens d’une colonne).</summary>
/// <param name="Code">Its name in forms: a field of the standard, or one of ours.</param>
/// <param name="Label">What a person chooses.</param>
/// <param name="Group">Under which heading it stands.</param>
internal sealed record ColumnTarget(string Code, string Label, string Group)
{
    /// <summary>The field of the standard whose list of labels it fills; null for the others.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>The label that a yes in the column stands for; null where the column holds the value itself.</summary>
    public string? Yes { get; init; }
}

/// <summary>All that a column may be.</summary>
internal static class ColumnTargets
{
    public const string Nothing = "";
    public const string Number = "numero";
    public const string LambertX = "lambert-x";
    public const string LambertY = "lambert-y";

    /// <summary>One column for each day, from Monday on.</summary>
    public static readonly IReadOnlyList<string> Days =
    [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ];

    /// <summary>The fields whose values are labels of a closed list.</summary>
    public static readonly IReadOnlyList<Vocabulary> Closed =
    [
        Vocabularies.Services,
        Vocabularies.Audiences,
        Vocabularies.SpecificNeeds,
        Vocabularies.Fees,
        Vocabularies.Programmes,
        Vocabularies.TrainingLabels,
        Vocabularies.AccessModes,
        Vocabularies.SupportModes,
        Vocabularies.Itinerancy,
        Vocabularies.Typologies,
    ];

    public static IReadOnlyList<ColumnTarget> Values { get; } =
    [
        new("nom", "Nom du lieu", "Le lieu"),
        new("id", "Identifiant dans la liste", "Le lieu"),
        new("pivot", "SIRET, RNA ou RIDET", "Le lieu"),
        new("typologie", "Type de lieu", "Le lieu") { Vocabulary = Vocabularies.Typologies },
        new("structure_parente", "Structure dont il dépend", "Le lieu"),
        new("presentation_resume", "Résumé", "Le lieu"),
        new("presentation_detail", "Présentation", "Le lieu"),
        new("date_maj", "Date de mise à jour", "Le lieu"),
        new("source", "Nom de la source", "Le lieu"),
        new(Number, "Numéro dans la rue", "L’adresse"),
        new("adresse", "Adresse", "L’adresse"),
        new("complement_adresse", "Complément d’adresse", "L’adresse"),
        new("code_postal", "Code postal", "L’adresse"),
        new("commune", "Commune", "L’adresse"),
        new("code_insee", "Code INSEE de la commune", "L’adresse"),
        new("latitude", "Latitude", "L’adresse"),
        new("longitude", "Longitude", "L’adresse"),
        new(LambertX, "X en mètres (Lambert-93)", "L’adresse"),
        new(LambertY, "Y en mètres (Lambert-93)", "L’adresse"),
        new("itinerance", "Itinérant ou fixe", "L’adresse") { Vocabulary = Vocabularies.Itinerancy },
        new("telephone", "Téléphone", "Le joindre"),
        new("courriels", "E-mail", "Le joindre"),
        new("site_web", "Site web", "Le joindre"),
        new("prise_rdv", "Adresse de prise de rendez-vous", "Le joindre"),
        new("modalites_acces", "Comment venir ou appeler", "Le joindre") { Vocabulary = Vocabularies.AccessModes },
        new("fiche_acces_libre", "Fiche Acceslibre", "Le joindre"),
        new("horaires", "Horaires (toute la semaine)", "Les horaires"),
        .. Days.Select(day => new ColumnTarget(day, $"Horaires du {day}", "Les horaires")),
        new("services", "Services", "L’aide proposée") { Vocabulary = Vocabularies.Services },
        new("publics_specifiquement_adresses", "Publics", "L’aide proposée") { Vocabulary = Vocabularies.Audiences },
        new("prise_en_charge_specifique", "Besoins particuliers", "L’aide proposée")
        {
            Vocabulary = Vocabularies.SpecificNeeds,
        },
        new("frais_a_charge", "Tarif", "L’aide proposée") { Vocabulary = Vocabularies.Fees },
        new("modalites_accompagnement", "Façon d’aider", "L’aide proposée") { Vocabulary = Vocabularies.SupportModes },
        new("dispositif_programmes_nationaux", "Labels et programmes nationaux", "L’aide proposée")
        {
            Vocabulary = Vocabularies.Programmes,
        },
        new("formations_labels", "Formations", "L’aide proposée") { Vocabulary = Vocabularies.TrainingLabels },
        new("autres_formations_labels", "Autres labels", "L’aide proposée"),
    ];

    /// <summary>What a column of yes and no may say.</summary>
    public static IReadOnlyList<ColumnTarget> YesOrNo { get; } =
    [
        .. new[]
        {
            (Vocabularies.Services, "Oui : ce service"),
            (Vocabularies.Audiences, "Oui : ce public"),
            (Vocabularies.Fees, "Oui : ce tarif"),
            (Vocabularies.Programmes, "Oui : ce label"),
            (Vocabularies.SupportModes, "Oui : cette façon d’aider"),
        }.SelectMany(of =>
            of.Item1.Terms.Select(term => new ColumnTarget($"{of.Item1.Field}:{term.Code}", term.Plain, of.Item2)
            {
                Vocabulary = of.Item1,
                Yes = term.Label,
            })
        ),
    ];

    private static readonly FrozenDictionary<string, ColumnTarget> ByCode = Values
        .Concat(YesOrNo)
        .ToFrozenDictionary(target => target.Code, StringComparer.Ordinal);

    /// <summary>Null for « ne pas importer » and for what nobody offered.</summary>
    public static ColumnTarget? Find(string? code) => ByCode.GetValueOrDefault(code ?? "");
}

using System.Collections.Frozen;

namespace Maillage.Features.Places.Import;

/// <summary>The 32 fields of the national standard v1.0.2, and the names that version 0 gave to some.</summary>
internal static class StandardFields
{
    private static readonly FrozenDictionary<string, string> ByHeader = new[]
    {
        "id",
        "pivot",
        "nom",
        "commune",
        "code_postal",
        "code_insee",
        "adresse",
        "complement_adresse",
        "latitude",
        "longitude",
        "typologie",
        "telephone",
        "courriels",
        "site_web",
        "horaires",
        "presentation_resume",
        "presentation_detail",
        "source",
        "itinerance",
        "structure_parente",
        "date_maj",
        "services",
        "publics_specifiquement_adresses",
        "prise_en_charge_specifique",
        "frais_a_charge",
        "dispositif_programmes_nationaux",
        "formations_labels",
        "autres_formations_labels",
        "modalites_acces",
        "modalites_accompagnement",
        "fiche_acces_libre",
        "prise_rdv",
    }
        .Select(field => (Header: field, Field: field))
        .Concat<(string Header, string Field)>([
            ("courriel", "courriels"),
            ("siret", "pivot"),
            ("publics_accueillis", "publics_specifiquement_adresses"),
            ("conditions_acces", "frais_a_charge"),
            ("labels_nationaux", "dispositif_programmes_nationaux"),
            ("labels_autres", "autres_formations_labels"),
            ("accessibilite", "fiche_acces_libre"),
        ])
        .ToFrozenDictionary(pair => Vocabulary.KeyOf(pair.Header), pair => pair.Field, StringComparer.Ordinal);

    /// <summary>True when the columns are those of the standard, in any order, whatever their case.</summary>
    public static bool AreIn(IEnumerable<string> headers)
    {
        var fields = headers.Select(Find).ToHashSet(StringComparer.Ordinal);
        return fields.Contains("nom")
            && (fields.Contains("commune") || fields.Contains("code_postal") || fields.Contains("latitude"));
    }

    /// <summary>The field that a column holds; null for a column of the list's own.</summary>
    public static string? Find(string header) => ByHeader.GetValueOrDefault(Vocabulary.KeyOf(header));
}

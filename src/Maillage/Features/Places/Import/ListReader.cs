using System.Collections.Frozen;

namespace Maillage.Features.Places.Import;

/// <summary>Reads lists of labels in every spelling met; a label of nobody's is kept as a local one.</summary>
internal static class ListReader
{
    /// <summary>Labels of version 0 of the standard and other ways of saying, with today's.</summary>
    private static readonly FrozenDictionary<string, string> Former = new Dictionary<string, string>
    {
        ["Devenir autonome dans les démarches administratives"] = "Aide aux démarches administratives",
        ["Réaliser des démarches administratives avec un accompagnement"] = "Aide aux démarches administratives",
        ["Accompagner les démarches de santé"] = "Aide aux démarches administratives",
        ["Prendre en main un smartphone ou une tablette"] = "Maîtrise des outils numériques du quotidien",
        ["Prendre en main un ordinateur"] = "Maîtrise des outils numériques du quotidien",
        ["Utiliser le numérique au quotidien"] = "Maîtrise des outils numériques du quotidien",
        ["Approfondir ma culture numérique"] = "Compréhension du monde numérique",
        ["Promouvoir la citoyenneté numérique"] = "Compréhension du monde numérique",
        ["Favoriser mon insertion professionnelle"] = "Insertion professionnelle via le numérique",
        ["Créer et développer mon entreprise"] = "Insertion professionnelle via le numérique",
        ["Soutenir la parentalité et l’éducation avec le numérique"] = "Parentalité et éducation avec le numérique",
        ["Accéder à du matériel"] = "Accès internet et matériel informatique",
        ["Accéder à une connexion internet"] = "Accès internet et matériel informatique",
        ["Accéder à internet et matériel informatique"] = "Accès internet et matériel informatique",
        ["S’équiper en matériel informatique"] = "Acquisition de matériel informatique à prix solidaire",
        ["Seul : j’ai accès à du matériel et une connexion"] = "En autonomie",
        ["Avec de l’aide : je suis accompagné seul dans l’usage du numérique"] = "Accompagnement individuel",
        ["À ma place : une personne fait les démarches à ma place"] = "Accompagnement individuel",
        ["Dans un atelier : j’apprends collectivement à utiliser le numérique"] = "Dans un atelier collectif",
        ["Gratuit : Je peux accéder gratuitement au lieu et à ses services"] = "Gratuit",
        ["Gratuit sous condition : La gratuité est conditionnée à des critères"] = "Gratuit sous condition",
        ["Payant : L’accès et/ou les services sont payants"] = "Payant",
        ["Jeunes (16-26 ans)"] = "Jeunes",
        ["Seniors (+ 65 ans)"] = "Seniors",
        ["Séniors"] = "Seniors",
        ["Familles/enfants"] = "Familles et/ou enfants",
        ["Uniquement femmes"] = "Femmes",
        ["Personnes en situation d’illettrisme"] = "Illettrisme",
        ["Handicaps psychiques"] = "Handicaps mentaux",
        ["Public langues étrangères"] = "Langues étrangères (autres)",
        ["CNFS"] = "Conseillers numériques",
        ["Conseiller numérique"] = "Conseillers numériques",
        ["Conseiller Numérique France Services"] = "Conseillers numériques",
        ["MFS"] = "France Services",
        ["Mobile"] = "Itinérant",
        ["PE"] = "FT",
        ["Sur place"] = "Se présenter",
        ["Par téléphone"] = "Téléphoner",
        ["Par mail"] = "Contacter par mail",
    }.ToFrozenDictionary(pair => Vocabulary.KeyOf(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    public static List<string> Read(RecordFields fields, Vocabulary vocabulary)
    {
        if (fields.Take(vocabulary.Field) is not { } text)
        {
            return [];
        }

        if (text.Contains(';', StringComparison.Ordinal))
        {
            fields.Repair(vocabulary.Field, text, "Les valeurs étaient séparées par « ; » au lieu de « | ».");
        }

        return [.. Split(text).SelectMany(part => Labels(fields, vocabulary, part)).Distinct(StringComparer.Ordinal)];
    }

    public static List<string> Split(string? text) =>
        text is null
            ? []
            : [.. text.Split(['|', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<string> Labels(RecordFields fields, Vocabulary vocabulary, string part)
    {
        if (Known(vocabulary, part) is { } label)
        {
            if (label != part)
            {
                fields.Repair(vocabulary.Field, part, $"Écrit autrement que dans le standard : lu « {label} ».");
            }

            return [label];
        }

        var pieces = part.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length > 1 && pieces.All(piece => Known(vocabulary, piece) is not null))
        {
            fields.Repair(vocabulary.Field, part, "Les valeurs étaient séparées par « , » au lieu de « | ».");
            return pieces.Select(piece => Known(vocabulary, piece)!);
        }

        fields.Notice(
            vocabulary.Field,
            part,
            "Cette valeur n’est pas dans le standard : elle est gardée telle quelle."
        );
        return [part];
    }

    /// <summary>The standard's label behind a spelling; null for a label of nobody's.</summary>
    public static string? Known(Vocabulary vocabulary, string text) =>
        vocabulary.Find(text)?.Label
        ?? (Former.TryGetValue(Vocabulary.KeyOf(text), out var label) ? vocabulary.Find(label)?.Label : null);
}

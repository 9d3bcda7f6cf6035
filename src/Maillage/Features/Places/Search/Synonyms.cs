using System.Collections.Frozen;

namespace Maillage.Features.Places.Search;

/// <summary>What people say and what places write instead (synonyme).</summary>
/// <param name="Need">The need that the words express, if one.</param>
/// <param name="Related">Keys of words, or of several words together, that answer as well.</param>
internal sealed record Synonym(Need? Need, IReadOnlyList<string> Related);

/// <summary>Everyday words of inhabitants, towards needs, kinds of places and words of the directory.</summary>
internal static class Synonyms
{
    /// <summary>The longest expression of the table, in words that carry meaning.</summary>
    public const int MaxWords = 4;

    private static readonly (Need? Need, string Said, string Written)[] Table =
    [
        (
            Needs.Papers,
            "impôts, impôt sur le revenu, déclaration, déclaration de revenus, déclarer, avis d’imposition, fisc, taxe, "
                + "taxe foncière, taxe d’habitation, trésor public, perception, prélèvement à la source, dgfip",
            "impôts, centre des impôts, finances publiques, trésorerie, France services"
        ),
        (
            Needs.Papers,
            "carte grise, certificat d’immatriculation, immatriculation, permis de conduire, permis, ants, "
                + "vente de voiture, points permis",
            "carte grise, préfecture, France services, point numérique"
        ),
        (
            Needs.Papers,
            "carte d’identité, pièce d’identité, passeport, cni, papiers, papiers d’identité, acte de naissance, "
                + "état civil, changement d’adresse, timbre fiscal, casier judiciaire, procuration",
            "état civil, mairie, préfecture, France services"
        ),
        (
            Needs.Papers,
            "titre de séjour, carte de séjour, naturalisation, demande d’asile, visa",
            "titre de séjour, préfecture, demandeurs d’asile, point d’accès au droit"
        ),
        (
            Needs.Papers,
            "démarches, démarche, démarches en ligne, démarche administrative, démarches administratives, administratif, "
                + "formulaire, dossier, courrier, courrier administratif, FranceConnect, France Connect, service public",
            "démarches administratives, France services, Aidants Connect"
        ),
        (
            Needs.Rights,
            "caf, allocations, allocation, allocations familiales, alloc, prime d’activité, rsa, aah, apl",
            "caf, point d’accès numérique caf, action sociale, maison des solidarités, France services"
        ),
        (
            Needs.Rights,
            "retraite, pension, pension de réversion, carsat, cnav, agirc arrco, minimum vieillesse",
            "retraite, carsat, msa, France services"
        ),
        (
            Needs.Rights,
            "logement, hlm, logement social, loyer, chèque énergie, facture, factures, électricité, edf, dettes, "
                + "surendettement",
            "logement, action sociale, maison des solidarités, France services"
        ),
        (
            Needs.Rights,
            "droits, mes droits, aide sociale, assistante sociale, assistant social, social, handicap, mdph, justice, "
                + "aide juridictionnelle, plainte, avocat",
            "action sociale, maison des solidarités, point d’accès au droit, personnes handicapées, France services"
        ),
        (
            Needs.Health,
            "carte vitale, sécurité sociale, sécu, cpam, ameli, assurance maladie, mutuelle, css, cmu, "
                + "complémentaire santé, arrêt maladie, remboursement, feuille de soins, msa",
            "assurance maladie, cpam, msa, santé, France services"
        ),
        (
            Needs.Health,
            "santé, médecin, docteur, doctolib, rendez-vous médical, rendez-vous médecin, hôpital, ordonnance, "
                + "dossier médical, mon espace santé",
            "santé, mon espace santé, France services"
        ),
        (
            Needs.Work,
            "chômage, chômeur, pôle emploi, France Travail, ANPE, actualisation, actualiser, s’inscrire au chômage, "
                + "allocation chômage, demandeur d’emploi",
            "France Travail, pôle emploi, France services"
        ),
        (
            Needs.Work,
            "travail, emploi, boulot, job, offre d’emploi, recherche d’emploi, chercher du travail, intérim, stage, "
                + "alternance, apprentissage, formation",
            "emploi, France Travail, pôle emploi, mission locale, insertion, formation"
        ),
        (
            Needs.Work,
            "cv, curriculum, curriculum vitae, lettre de motivation, candidature, LinkedIn",
            "cv, emploi, mission locale, insertion"
        ),
        (
            Needs.School,
            "école, pronote, ent, cantine, inscription scolaire, collège, lycée, notes, bulletin, devoirs, élève, "
                + "parcoursup, bourse, centre de loisirs, crèche, périscolaire",
            "école, scolarité, parentalité, familles"
        ),
        (
            Needs.School,
            "enfant, enfants, parent, parents, écrans, contrôle parental, ados, adolescent",
            "parentalité, familles, enfants, Promeneurs du net"
        ),
        (
            Needs.Devices,
            "ordinateur, ordi, pc, portable, tablette, smartphone, téléphone, iphone, android, windows, mac, souris, clavier, "
                + "débuter, débutant, initiation, informatique, cours d’informatique, premiers pas, internet, wifi, box",
            "ordinateur, informatique, initiation, cyber, multimédia, espace public numérique"
        ),
        (
            Needs.Devices,
            "ordi rame, ordinateur rame, ordinateur lent, rame, lent, bloqué, bug, bugge, panne, en panne, cassé, "
                + "réparer, réparation, dépannage, dépanner, virus, mise à jour, plus de place, mémoire pleine",
            "dépannage, réparation, maintenance, informatique, repair café, ordinateur"
        ),
        (
            Needs.Devices,
            "imprimer, imprimante, impression, photocopie, scanner, scan, numériser",
            "imprimante, impression, scanner, photocopie"
        ),
        (
            Needs.Devices,
            "acheter un ordinateur, ordinateur pas cher, reconditionné, matériel, don d’ordinateur",
            "matériel informatique prix solidaire, reconditionné, ressourcerie, Emmaüs Connect"
        ),
        (
            Needs.Mail,
            "mail, mails, email, e-mail, e-mails, courriel, boîte mail, adresse mail, gmail, orange mail, messagerie, "
                + "pièce jointe, message",
            "messagerie, mail, courriel"
        ),
        (
            Needs.Mail,
            "mot de passe, mots de passe, code perdu, identifiant, compte bloqué, connexion, me connecter, connecter",
            "mot de passe, identifiant"
        ),
        (
            Needs.Scam,
            "arnaque, arnaques, hameçonnage, phishing, faux message, message suspect, sms suspect, piratage, piraté, "
                + "escroquerie, fraude, sécurité, données personnelles",
            "sécurité, arnaque, cybersécurité, données personnelles"
        ),
        (null, "bibliothèque, biblio, livres", "bibliothèque, médiathèque"),
        (null, "médiathèque", "médiathèque, bibliothèque"),
        (null, "mairie, commune, hôtel de ville", "mairie"),
        (
            null,
            "maison France services, mfs, msap, maison de services au public, maison des services",
            "France services, maison de services au public"
        ),
        (null, "la poste, poste, facteur", "la poste"),
        (
            null,
            "cyber, cybercafé, cyberbase, cybercentre, point internet",
            "cyber, cybercentre, espace public numérique, espace public internet"
        ),
        (null, "conseiller numérique, conseillers numériques, conum", "conseillers numériques"),
        (null, "atelier, ateliers, cours", "atelier, initiation, cours"),
        (null, "bus, camion, camping-car, itinérant", "itinérant, mobile, bus"),
        (null, "sourd, sourds, malentendant, lsf, langue des signes", "surdité, sourds, langue des signes"),
        (null, "aveugle, malvoyant", "déficience visuelle, malvoyants"),
        (null, "lire, lecture, illettrisme, analphabète", "illettrisme"),
        (
            null,
            "anglais, arabe, langue étrangère, étranger, étrangers, français langue étrangère, fle",
            "langues étrangères, français langue étrangère"
        ),
        (null, "jeunes, jeune, mission jeune", "jeunes, information jeunesse, mission locale"),
        (null, "personnes âgées, seniors, aînés", "seniors"),
    ];

    private static readonly FrozenDictionary<string, Synonym> ByKey = Table
        .SelectMany(row =>
            Expressions(row.Said)
                .Select(said =>
                    (
                        Key: said,
                        Synonym: new Synonym(row.Need, Expressions(row.Written).Where(w => w != said).ToArray())
                    )
                )
        )
        .GroupBy(pair => pair.Key, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.First().Synonym, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Spellings = Table
        .SelectMany(row => SearchText.MeaningfulWords(row.Said))
        .DistinctBy(word => word.Term, StringComparer.Ordinal)
        .ToFrozenDictionary(word => word.Term, word => word.Written, StringComparer.Ordinal);

    /// <summary>Whether a single word is in the table, alone or within an expression.</summary>
    public static bool Knows(string term) => Spellings.ContainsKey(term);

    /// <summary>The meaning of an expression given by its terms, joined by a space.</summary>
    public static Synonym? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The word of the table nearest to a misspelt one, with its spelling.</summary>
    public static (string Term, string Spelling, int Errors)? Nearest(string misspelt, int maxErrors) =>
        Spellings
            .Select(word => (word.Key, word.Value, Errors: Typing.Errors(misspelt, word.Key, maxErrors)))
            .Where(word => word.Errors <= maxErrors)
            .OrderBy(word => word.Errors)
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => ((string, string, int)?)word)
            .FirstOrDefault();

    private static IEnumerable<string> Expressions(string list) =>
        list.Split(',').Select(KeyOf).Where(key => key.Length > 0);

    private static string KeyOf(string expression) =>
        string.Join(' ', SearchText.MeaningfulWords(expression).Select(word => word.Term));
}

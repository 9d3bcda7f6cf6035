using Maillage.Features.Places;

namespace Maillage.Features.Network;

/// <summary>
/// The lists from which skills are chosen, in the words that people read. Topics and levels are those of the national
/// activity report of La Coop de la médiation numérique (« thématiques », « niveau de l’atelier »), so that a mediator
/// finds the same words in both; audiences and specific needs are those of the national standard of places.
/// </summary>
public static class SkillWords
{
    public static readonly IReadOnlyList<(string Code, string Words)> Topics =
    [
        ("diagnostic_numerique", "Diagnostic numérique"),
        ("prendre_en_main_du_materiel", "Prendre en main du matériel"),
        ("maintenance_de_materiel", "Maintenance de matériel"),
        ("gere_ses_contenus_numeriques", "Gérer ses contenus numériques"),
        ("navigation_sur_internet", "Navigation sur internet"),
        ("email", "E-mail"),
        ("bureautique", "Bureautique"),
        ("reseaux_sociaux", "Réseaux sociaux et communication"),
        ("sante", "Santé"),
        ("banque_et_achats_en_ligne", "Banque et achats en ligne"),
        ("entrepreneuriat", "Accompagner un professionnel"),
        ("insertion_professionnelle", "Insertion professionnelle"),
        ("securite_numerique", "Prévention en sécurité numérique"),
        ("parentalite", "Parentalité"),
        ("scolarite_et_numerique", "Scolarité et numérique"),
        ("creer_avec_le_numerique", "Créer avec le numérique"),
        ("culture_numerique", "Culture numérique"),
        ("intelligence_artificielle", "Intelligence artificielle"),
        ("aide_aux_demarches_administratives", "Aide aux démarches administratives"),
        ("papiers_elections_citoyennete", "Démarches : papiers, élections, citoyenneté"),
        ("famille_scolarite", "Démarches : famille, scolarité"),
        ("social_sante", "Démarches : social, santé"),
        ("travail_formation", "Démarches : travail, formation, entreprise"),
        ("logement", "Démarches : logement"),
        ("transports_mobilite", "Démarches : transports, mobilité"),
        ("argent_impots", "Démarches : argent, impôts"),
        ("justice", "Démarches : justice"),
        ("etrangers_europe", "Démarches : étrangers, Europe"),
        ("loisirs_sports_culture", "Démarches : loisirs, sports, culture"),
        ("associations", "Démarches : associations"),
    ];

    public static readonly IReadOnlyList<(string Code, string Words)> Levels =
    [
        ("debutant", "débutants"),
        ("intermediaire", "niveau intermédiaire"),
        ("avance", "niveau avancé"),
    ];

    /// <summary>What one can do for colleagues.</summary>
    public static readonly IReadOnlyList<(string Code, string Words)> Capacities =
    [
        ("animer", "Je peux animer"),
        ("former", "Je peux former"),
        ("depanner", "Je peux dépanner"),
    ];

    public static readonly IReadOnlyList<(string Code, string Words)> Audiences =
    [
        .. Vocabularies.Audiences.Terms.Concat(Vocabularies.SpecificNeeds.Terms).Select(t => (t.Label, t.Plain)),
    ];

    /// <summary>Codes of ISO 639: those most met in the places of the network, and French sign language.</summary>
    public static readonly IReadOnlyList<string> Languages =
    [
        "en",
        "ar",
        "de",
        "es",
        "fa",
        "it",
        "pl",
        "ps",
        "pt",
        "ro",
        "ru",
        "so",
        "ti",
        "tr",
        "uk",
        "zh",
        "fsl",
    ];

    public static string? Of(this IReadOnlyList<(string Code, string Words)> list, string code) =>
        list.FirstOrDefault(item => item.Code == code).Words;
}

/// <summary>The half-days of a week (demi-journées), as <c>1-matin</c> for Monday morning.</summary>
public static class HalfDays
{
    public static readonly IReadOnlyList<(string Code, string Words)> All =
    [
        .. new[] { "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche" }.SelectMany(
            (day, rank) =>
                new[] { ($"{rank + 1}-matin", $"{day} matin"), ($"{rank + 1}-apres-midi", $"{day} après-midi") }
        ),
    ];
}

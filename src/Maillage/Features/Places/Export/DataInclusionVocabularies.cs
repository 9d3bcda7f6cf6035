using System.Collections.Frozen;

namespace Maillage.Features.Places.Export;

/// <summary>What each value of the national standard becomes in data·inclusion v1; a value that is absent has no counterpart.</summary>
internal static class DataInclusionVocabularies
{
    private const string Basics = "numerique--maitriser-les-fondamentaux-du-numerique";
    private const string OnlineServices = "numerique--acceder-a-des-services-en-ligne";

    /// <summary>The themes of each kind of service. « Accès internet » is not <c>acquerir-un-equipement</c>: one uses it on site.</summary>
    public static readonly FrozenDictionary<string, string[]> Themes = new Dictionary<string, string[]>
    {
        ["Aide aux démarches administratives"] =
        [
            "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
            OnlineServices,
        ],
        ["Maîtrise des outils numériques du quotidien"] = [Basics, OnlineServices],
        ["Insertion professionnelle via le numérique"] =
        [
            "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
            Basics,
        ],
        ["Utilisation sécurisée du numérique"] = [Basics],
        ["Parentalité et éducation avec le numérique"] = ["famille--soutien-a-la-parentalite-et-a-leducation", Basics],
        ["Loisirs et créations numériques"] = ["remobilisation--activites-sportives-et-culturelles", Basics],
        ["Compréhension du monde numérique"] = [Basics],
        ["Accès internet et matériel informatique"] = ["numerique--acceder-a-une-connexion-internet"],
        ["Acquisition de matériel informatique à prix solidaire"] = ["numerique--acquerir-un-equipement"],
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["Accompagnement individuel"] = "accompagnement",
        ["Dans un atelier collectif"] = "atelier",
        ["En autonomie"] = "aide-materielle",
    }.ToFrozenDictionary();

    /// <summary>The standard's five audiences, then those that places write in the words of data·inclusion.</summary>
    public static readonly FrozenDictionary<string, string> Audiences = new Dictionary<string, string>
    {
        ["Jeunes"] = "jeunes",
        ["Étudiants"] = "etudiants",
        ["Familles et/ou enfants"] = "familles",
        ["Seniors"] = "seniors",
        ["Femmes"] = "femmes",
        ["Actifs"] = "actifs",
        ["Bénéficiaires des minimas sociaux"] = "beneficiaires-des-minimas-sociaux",
        ["Demandeurs d’emploi"] = "demandeurs-emploi",
        ["Personnes en situation de handicap"] = "personnes-en-situation-de-handicap",
        ["Personnes en situation d’urgence"] = "personnes-en-situation-durgence",
        ["Personnes en situation juridique spécifique"] = "personnes-en-situation-juridique-specifique",
        ["Personnes exilées"] = "personnes-exilees",
        ["Résidents en QPV ou FRR"] = "residents-qpv-frr",
    }.ToFrozenDictionary();

    /// <summary>Reads every spelling of <see cref="Audiences"/>.</summary>
    public static readonly Vocabulary AudienceLabels = new(
        "publics",
        [.. Audiences.Keys.Select(label => (label, label))]
    );

    public static readonly FrozenDictionary<string, string> MobilisationModes = new Dictionary<string, string>
    {
        ["Se présenter"] = "se-presenter",
        ["Téléphoner"] = "telephoner",
        ["Contacter par mail"] = "envoyer-un-courriel",
        ["Prendre un RDV en ligne"] = "utiliser-lien-mobilisation",
        ["Envoyer un mail avec une fiche de prescription"] = "envoyer-un-courriel",
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, string> Programmes = new Dictionary<string, string>
    {
        ["Aidants Connect"] = "aidants-connect",
        ["Conseillers numériques"] = "conseillers-numeriques",
        ["Emmaüs Connect"] = "emmaus",
        ["France Services"] = "france-service",
        ["Grande école du numérique"] = "grandes-ecoles-du-numerique",
        ["La Croix Rouge"] = "croix-rouge",
        ["Point d'accès numérique CAF"] = "caf",
        ["Relais numérique (Emmaüs Connect)"] = "emmaus",
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, string> TrainingLabels = new Dictionary<string, string>
    {
        ["Fabriques de Territoire"] = "fabrique-de-territoire",
    }.ToFrozenDictionary();

    /// <summary>The networks to which a kind of place belongs by nature.</summary>
    public static readonly FrozenDictionary<string, string[]> Networks = new Dictionary<string, string[]>
    {
        ["ACI"] = ["aci"],
        ["ACIPHC"] = ["aci"],
        ["AFPA"] = ["afpa"],
        ["AI"] = ["ai"],
        ["ASE"] = ["ase"],
        ["AVIP"] = ["creches-avip"],
        ["CAARUD"] = ["caarud"],
        ["CADA"] = ["cada"],
        ["CAF"] = ["caf"],
        ["CAP_EMPLOI"] = ["cap-emploi-reseau-cheops"],
        ["CAVA"] = ["cava"],
        ["CC"] = ["communes"],
        ["CCAS"] = ["ccas-cias"],
        ["CCONS"] = ["chambres-consulaires"],
        ["CD"] = ["departements"],
        ["CDAS"] = ["departements"],
        ["CHRS"] = ["chrs"],
        ["CHU"] = ["chu"],
        ["CIAS"] = ["ccas-cias"],
        ["CIDFF"] = ["cidff"],
        ["CMP"] = ["cmp"],
        ["CMS"] = ["cms"],
        ["CPAM"] = ["cpam"],
        ["CPH"] = ["cph"],
        ["CSAPA"] = ["csapa"],
        ["DEETS"] = ["regions"],
        ["DEPT"] = ["departements"],
        ["E2C"] = ["ecoles-de-la-deuxieme-chance"],
        ["EA"] = ["ea"],
        ["EATT"] = ["eatt"],
        ["EI"] = ["ei"],
        ["EITI"] = ["eiti"],
        ["EPCI"] = ["communes"],
        ["EPIDE"] = ["epide"],
        ["EPN"] = ["espaces-publics-numeriques"],
        ["ESAT"] = ["esat"],
        ["ETTI"] = ["etti"],
        ["FT"] = ["france-travail"],
        ["GEIQ"] = ["geiq"],
        ["HUDA"] = ["huda"],
        ["LA_POSTE"] = ["la-poste"],
        ["MDE"] = ["maisons-de-l-emploi"],
        ["MDEF"] = ["maisons-de-l-emploi"],
        ["MDPH"] = ["mdph"],
        ["MDS"] = ["maisons-des-solidarites", "departements"],
        ["MJC"] = ["mjc"],
        ["ML"] = ["mission-locale"],
        ["MSA"] = ["mutualite-sociale-agricole"],
        ["MSAP"] = ["msap"],
        ["MUNI"] = ["communes"],
        ["ODC"] = ["delegataire-conseil-departemental"],
        ["PAD"] = ["points-justice"],
        ["PIJ_BIJ"] = ["reseau-information-jeunesse"],
        ["PIMMS"] = ["pimms-mediation"],
        ["PJJ"] = ["pjj"],
        ["PLIE"] = ["plie"],
        ["PREF"] = ["regions"],
        ["REG"] = ["regions"],
        ["RESSOURCERIE"] = ["ressourceries"],
        ["RFS"] = ["france-service"],
        ["RS_FJT"] = ["residences-fjt"],
        ["SPIP"] = ["spip"],
        ["UDAF"] = ["unaf", "departements"],
    }.ToFrozenDictionary();
}

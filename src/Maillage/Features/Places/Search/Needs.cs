namespace Maillage.Features.Places.Search;

/// <summary>An everyday need in plain words (besoin).</summary>
/// <param name="Code">Its name in addresses.</param>
/// <param name="Icon">Name of a Lucide icon.</param>
/// <param name="Services">Mask of the services that answer it best.</param>
/// <param name="OtherServices">Mask of those that help where the first are missing.</param>
public sealed record Need(string Code, string Title, string Examples, string Icon, ulong Services, ulong OtherServices)
{
    /// <summary>Mask of every service that answers it; 0 when any place may.</summary>
    public ulong AllServices => Services | OtherServices;
}

/// <summary>The nine needs of the home page and the services that answer them: docs/needs.md says why.</summary>
public static class Needs
{
    private static readonly ulong Procedures = Service("Aide aux démarches administratives");
    private static readonly ulong EverydayTools = Service("Maîtrise des outils numériques du quotidien");
    private static readonly ulong Employment = Service("Insertion professionnelle via le numérique");
    private static readonly ulong Safety = Service("Utilisation sécurisée du numérique");
    private static readonly ulong Family = Service("Parentalité et éducation avec le numérique");
    private static readonly ulong Understanding = Service("Compréhension du monde numérique");
    private static readonly ulong Access = Service("Accès internet et matériel informatique");
    private static readonly ulong Hardware = Service("Acquisition de matériel informatique à prix solidaire");

    public static readonly Need Papers = new(
        "papiers-impots",
        "Papiers et impôts",
        "carte d’identité, déclaration",
        "file-text",
        Procedures,
        0
    );

    public static readonly Need Rights = new(
        "droits-allocations",
        "Droits et allocations",
        "Caf, retraite, logement",
        "hand-coins",
        Procedures,
        0
    );

    public static readonly Need Health = new(
        "sante",
        "Santé",
        "carte Vitale, rendez-vous",
        "heart-pulse",
        Procedures,
        0
    );

    public static readonly Need Work = new(
        "travail",
        "Travail",
        "s’inscrire, écrire un CV",
        "briefcase",
        Employment,
        Procedures
    );

    public static readonly Need School = new(
        "ecole-enfants",
        "École et enfants",
        "inscription, cantine, notes",
        "backpack",
        Family,
        Procedures
    );

    public static readonly Need Devices = new(
        "telephone-ordinateur",
        "Téléphone ou ordinateur",
        "débuter, régler un souci",
        "smartphone",
        EverydayTools,
        Access | Hardware
    );

    public static readonly Need Mail = new(
        "e-mails-mots-de-passe",
        "E-mails et mots de passe",
        "lire, écrire, retrouver",
        "mail",
        EverydayTools,
        Safety | Procedures
    );

    public static readonly Need Scam = new(
        "arnaque-doute",
        "Arnaque ou doute",
        "message suspect, piratage",
        "shield-alert",
        Safety,
        EverydayTools | Understanding
    );

    public static readonly Need NotSure = new(
        "je-ne-sais-pas",
        "Je ne sais pas",
        "on regarde ensemble",
        "message-circle",
        0,
        0
    );

    public static IReadOnlyList<Need> All { get; } =
    [Papers, Rights, Health, Work, School, Devices, Mail, Scam, NotSure];

    public static Need? Find(string? code) => All.FirstOrDefault(need => need.Code == code);

    private static ulong Service(string label) => Vocabularies.Services.Find(label)!.Mask;
}

using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Tests.Features.Places.Search;

/// <summary>Places drawn at random, always the same: each field often missing, positions crowded, stops, closures.</summary>
internal static class GeneratedPlaces
{
    public static readonly string[] Audiences = ["Jeunes", "Seniors", "Femmes", "Gens du voyage", "Agriculteurs"];
    public static readonly string[] Languages = ["en", "ar", "pt", "fsl"];

    public static readonly string[] Insee = ["49007", "49331", "49328", "97411", "44109"];

    private static readonly string[] Hours =
    [
        "Mo-Fr 09:00-12:00,14:00-17:00",
        "Tu 09:00-12:00; Th 14:00-19:30; PH off",
        "Mo-Sa 10:00-18:00",
        "We,Sa 14:00-18:30; week 1-53/2 Sa off",
        "Fr 20:00-02:00",
        "24/7",
        "Mo 09:00-12:00 \"sur rendez-vous\"",
        "sur rendez-vous",
        "Mo-Fr 17:00+",
    ];

    private static readonly string[] Names =
    [
        "Médiathèque",
        "Centre social",
        "Mairie",
        "France services",
        "Les Petits Débrouillards",
        "Association L’Œuvre",
        "Bibliothèque des Tourterelles",
        "Point info jeunes",
    ];

    private static readonly string[] Sentences =
    [
        "On y fait la déclaration d’impôts avec vous.",
        "Ordinateurs et imprimante en libre accès",
        "Ateliers d’initiation pour débutants, le mardi",
        "Aide pour la Caf, la retraite et le logement",
        "مرحبا بكم",
    ];

    public static DirectorySnapshot Snapshot(int count, Func<string?, Commune?> communeOf) =>
        DirectorySnapshot.Build(
            Places(count),
            new Dictionary<Guid, IReadOnlyList<EntrySource>>(),
            new Dictionary<string, Guid>(),
            communeOf
        );

    private static List<Place> Places(int count)
    {
        var random = new Random(49);
        return [.. Enumerable.Range(0, count).Select(number => PlaceOf(number, random))];
    }

    private static Place PlaceOf(int number, Random random)
    {
        var (latitude, longitude) = Somewhere(random);
        var place = new Place
        {
            Id = Guid.CreateVersion7(),
            Slug = $"lieu-{number}",
            Name = $"{One(Names)} {random.Next(1, 9)}",
            Insee = Maybe() ? One(Insee) : null,
            PostalCode = "49000",
            Latitude = latitude,
            Longitude = longitude,
            OpeningHours = Maybe() ? One(Hours) : null,
            Summary = Maybe() ? One(Sentences) : null,
            Phone = Maybe() ? "+33241000000" : null,
            VerifiedOn = Maybe() ? new DateOnly(2026, 1, 1).AddDays(random.Next(330)) : null,
            WheelchairAccess = Maybe() ? Maybe() : null,
            Typologies = Some("BIB", "CS", "RFS", "MUNI"),
            Services =
            [
                .. Some([.. Vocabularies.Services.Terms.Select(t => t.Label)])
                    .Select(kind => new Service
                    {
                        Id = Guid.CreateVersion7(),
                        Kind = kind,
                        Audiences = random.Next(5) == 0 ? Some(Audiences) : null,
                        Levels = random.Next(5) == 0 ? [(SupportLevel)random.Next(3)] : null,
                        Topics = random.Next(5) == 0 ? ["titre de séjour"] : null,
                    }),
            ],
            Audiences = Some(Audiences),
            SpecificNeeds = Some("Surdité", "Illettrisme"),
            Fees = Some("Gratuit", "Payant"),
            AccessModes = Some("Se présenter", "Téléphoner", "Ce lieu n'accueille pas de public"),
            SupportModes = Some("À distance", "Accompagnement individuel", "Dans un atelier collectif"),
            Programmes = Some("Conseillers numériques", "Aidants Connect"),
            Languages = Some(Languages),
            Closures =
                random.Next(4) == 0
                    ? [new Closure { From = new DateOnly(2026, 11, 20), To = new DateOnly(2026, 11, 26) }]
                    : [],
            CreatedAt = DateTime.UnixEpoch,
            ModifiedAt = DateTime.UnixEpoch,
        };
        for (var stop = random.Next(6) - 3; stop > 0; stop--)
        {
            var (north, east) = Somewhere(random);
            place.Stops.Add(
                new Stop
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Where = "Place de l’église",
                    Insee = One(Insee),
                    Latitude = north,
                    Longitude = east,
                    Times = Maybe() ? "Tu 09:00-12:00" : "2026 Dec 03 14:00-19:00",
                }
            );
        }

        return place;

        bool Maybe() => random.Next(2) == 0;
        T One<T>(T[] values) => values[random.Next(values.Length)];
        List<string> Some(params string[] values) => [.. values.Where(_ => random.Next(3) == 0)];
    }

    /// <summary>Around Angers most often, in clumps; sometimes on the other side of the Earth.</summary>
    private static (double Latitude, double Longitude) Somewhere(Random random) =>
        random.Next(12) switch
        {
            0 => (-21.1 + random.NextDouble() / 5, 55.5 + random.NextDouble() / 5),
            1 or 2 => (47.47, -0.55),
            _ => (46.9 + random.NextDouble(), -1.2 + random.NextDouble() * 1.4),
        };
}

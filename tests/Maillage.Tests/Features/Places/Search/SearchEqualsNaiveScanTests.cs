using CsCheck;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Tests.Features.Places.Search;

public class SearchEqualsNaiveScanTests
{
    private static readonly TerritoryMap Map = TerritoryMap.Load();
    private static readonly DirectorySnapshot Snapshot = GeneratedPlaces.Snapshot(400, Map.CommuneByInsee);
    private static readonly NaiveSearch Naive = new(Snapshot, Map.CommuneByInsee);

    private static readonly Gen<DateTime> Instants = Gen.Int[0, 60 * 24 * 60]
        .Select(minutes => new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes));

    private static readonly Gen<DateOnly> Dates = Gen.Int[0, 60]
        .Select(days => new DateOnly(2026, 11, 9).AddDays(days));

    private static readonly Gen<string?> Words = Gen.Frequency<string?>(
        (4, Gen.Const((string?)null)),
        (
            6,
            Gen.OneOf(
                    "impôts",
                    "mediatheque",
                    "Médiathèques",
                    "bibliothéque",
                    "mairrie",
                    "caf",
                    "carte grise",
                    "mon ordi rame",
                    "imprim",
                    "centre",
                    "angers",
                    "oeuvre",
                    "débutants",
                    "église",
                    "jeunes",
                    "xyzzy",
                    "cours d’ordinateur pour débuter",
                    "titre de séjour"
                )
                .Array[1, 2]
                .Select(words => (string?)string.Join(' ', words))
        )
    );

    private static readonly Gen<GeoPoint?> Points = Gen.Frequency<GeoPoint?>(
        (1, Gen.Const((GeoPoint?)null)),
        (
            5,
            Gen.Select(
                Gen.Double[46.8, 48],
                Gen.Double[-1.4, 0.4],
                (north, east) => (GeoPoint?)new GeoPoint(north, east)
            )
        ),
        (1, Gen.Const((GeoPoint?)new GeoPoint(47.47, -0.55))),
        (1, Gen.Const((GeoPoint?)new GeoPoint(-21, 55.6)))
    );

    private static readonly Gen<OpenFilter?> Openings = Gen.OneOf<OpenFilter?>(
        Gen.Const((OpenFilter?)null),
        Gen.Const((OpenFilter?)null),
        Gen.OneOf<OpenFilter?>(OpenFilter.Now, OpenFilter.EveningOrSaturday),
        Dates.Select(day => (OpenFilter?)OpenFilter.On(day)),
        Gen.Select(
            Dates,
            Gen.Int[0, 1439],
            (day, minute) => (OpenFilter?)OpenFilter.At(day, default(TimeOnly).AddMinutes(minute))
        )
    );

    private static readonly Gen<StopFilter?> Stops = Gen.Frequency<StopFilter?>(
        (6, Gen.Const((StopFilter?)null)),
        (1, Gen.Select(Dates, Gen.Int[0, 9], (from, days) => (StopFilter?)new StopFilter(from, from.AddDays(days))))
    );

    private static readonly Gen<PlaceQuery> Queries =
        from words in Words
        from near in Points
        from radius in Gen.OneOf(0.5, 5, 20, 50, 200)
        from within in Gen.Frequency<IReadOnlySet<string>?>(
            (4, Gen.Const((IReadOnlySet<string>?)null)),
            (1, Gen.Shuffle(GeneratedPlaces.Insee, 2).Select(codes => (IReadOnlySet<string>?)codes.ToHashSet()))
        )
        from need in Gen.Frequency<Need?>((4, Gen.Const((Need?)null)), (1, Gen.OneOf(Needs.All.ToArray<Need?>())))
        from masks in Gen.Frequency<ulong>((3, Gen.Const(0UL)), (1, Gen.ULong[1, 31])).Array[7]
        from languages in Rarely(GeneratedPlaces.Languages)
        from audiences in Rarely(GeneratedPlaces.Audiences)
        from flags in Gen.Int[0, 31]
        from open in Openings
        from stops in Stops
        from skip in Gen.OneOf(0, 0, 0, 3, 20)
        from take in Gen.OneOf(1, 5, 20, 100)
        select new PlaceQuery
        {
            Words = words,
            Near = near,
            RadiusKm = radius,
            Within = within,
            Need = need,
            Services = masks[0],
            Audiences = masks[1],
            SpecificNeeds = masks[2] & 9,
            Fees = masks[3] & 5,
            AccessModes = masks[4] & 19,
            SupportModes = masks[5] & 14,
            Programmes = masks[6] & 9,
            Languages = languages,
            LocalAudiences = audiences,
            FreeOnly = flags == 1,
            WheelchairOnly = flags == 2,
            WithoutStops = flags == 3,
            CountTotal = flags % 2 == 0,
            Open = open,
            StopsOn = stops,
            Skip = skip,
            Take = take,
            Widen = false,
        };

    [Fact]
    public void A_search_finds_what_a_naive_scan_finds_in_the_same_order() =>
        Gen.Select(Queries, Instants)
            .Sample(
                (query, utcNow) =>
                {
                    var expected = Naive.Run(query, utcNow);
                    var results = Snapshot.Search(query, utcNow);

                    Assert.Equal(
                        expected.Skip(query.Skip).Take(query.Take).Select(hit => (hit.Slug, hit.Stop)),
                        results.Hits.Select(hit => (hit.Entry.Place.Slug, StopOf(hit)))
                    );
                    if (query.CountTotal)
                    {
                        Assert.Equal(expected.Count, results.Total);
                    }

                    foreach (var (hit, metres) in results.Hits.Zip(expected.Skip(query.Skip).Select(e => e.Metres)))
                    {
                        Assert.Equal(metres is null, hit.DistanceMetres is null);
                        Assert.Equal(metres ?? 0, hit.DistanceMetres ?? 0, tolerance: 0.01);
                    }
                },
                iter: 10_000
            );

    [Fact]
    public void Each_count_is_the_total_that_its_filter_gives() =>
        Gen.Select(Queries, Instants, Gen.Int[0, 8])
            .Sample(
                (asked, utcNow, bit) =>
                {
                    var query = asked with { CountFilters = true };
                    var counts = Snapshot.Search(query, utcNow).Counts!;

                    Assert.Equal(Total(query with { Services = 1UL << bit }), counts.Services[bit]);
                    Assert.Equal(Total(query with { Audiences = 1UL << (bit % 5) }), counts.Audiences[bit % 5]);
                    Assert.Equal(Total(query with { Fees = 1UL << (bit % 3) }), counts.Fees[bit % 3]);
                    Assert.Equal(Total(query with { Programmes = 1UL << bit }), counts.Programmes[bit]);
                    Assert.Equal(Total(query with { FreeOnly = true }), counts.Free);
                    Assert.Equal(Total(query with { WheelchairOnly = true }), counts.Wheelchair);
                    Assert.Equal(Total(query with { Open = OpenFilter.Now }), counts.OpenNow);
                    Assert.Equal(Total(query with { Open = OpenFilter.EveningOrSaturday }), counts.EveningOrSaturday);
                    Assert.Equal(Total(query with { Languages = ["ar"] }), counts.Languages.GetValueOrDefault("ar"));

                    int Total(PlaceQuery filtered) => Naive.Run(filtered, utcNow).Count;
                },
                iter: 300
            );

    [Fact]
    public void The_same_search_gives_the_same_answer_whatever_the_order_in_which_places_were_read()
    {
        var reversed = DirectorySnapshot.Build(
            Snapshot.Entries.Select(entry => entry.Place).Reverse(),
            new Dictionary<Guid, IReadOnlyList<EntrySource>>(),
            new Dictionary<string, Guid>(),
            Map.CommuneByInsee
        );
        Gen.Select(Queries, Instants)
            .Sample(
                (query, utcNow) =>
                    Assert.Equal(
                        Snapshot.Search(query, utcNow).Hits.Select(hit => (hit.Entry.Place.Slug, hit.Stop?.On)),
                        reversed.Search(query, utcNow).Hits.Select(hit => (hit.Entry.Place.Slug, hit.Stop?.On))
                    ),
                iter: 1_000
            );
    }

    private static int StopOf(PlaceHit hit) => hit.Stop is null ? -1 : hit.Entry.Place.Stops.IndexOf(hit.Stop.Stop);

    private static Gen<string[]> Rarely(string[] values) =>
        Gen.Frequency<string[]>((6, Gen.Const(Array.Empty<string>())), (1, Gen.Shuffle(values, 2)));
}

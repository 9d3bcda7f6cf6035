using System.Diagnostics;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Tests.Features.Places.Search;

namespace Maillage.Bench;

/// <summary>
/// Searches 100,000 places in process: 20 results within 20 km, against a bare grid (the floor) and against PostGIS,
/// in the same run.
/// </summary>
public static class SearchBench
{
    private const int Queries = 2_000;
    private const int Rounds = 5;
    private const int Take = 20;
    private const double RadiusKm = 20;

    private static readonly DateTime TuesdayMorning = new(2026, 11, 24, 9, 35, 0, DateTimeKind.Utc);

    private static readonly string[] Words =
    [
        "impôts",
        "médiathèque",
        "mairie",
        "conseiller numérique",
        "caf",
        "centre social",
        "ordinateur",
        "association",
        "carte grise",
        "emploi",
    ];

    private static readonly string[] Misspelt = ["mediateque", "impotts", "miarie", "assosiation", "ordinatuer"];

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-search-").FullName;
        try
        {
            return await Run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> Run(string folder)
    {
        var large = await Load(folder, 100_000);
        var small = await Load(folder, 4_000);
        var plain = PlainQueries(large);
        var services = plain.Select((query, i) => query with { Services = 1UL << (i % 3) }).ToArray();
        var mixed = plain.Select(Mixed).ToArray();
        var whole = mixed.Select(WithOpenNowAndErrors).ToArray();

        // Until the runtime has compiled the search for good, on a machine that may be busy.
        Time([.. plain, .. whole], query => Search(large, query));

        var grid = new BareGrid([.. large.Entries.Select(e => e.Position).OfType<GeoPoint>()], Take);
        var floor = Time(plain, query => grid.Nearest(query.Near!.Value, RadiusKm * 1000));
        var ours = Time(plain, query => Search(large, query));
        var withService = Time(services, query => Search(large, query));
        var withMix = Time(mixed, query => Search(large, query));
        var withWhole = Time(whole, query => Search(large, query));

        var figures = new List<Figure>
        {
            Micro("plancher, médiane", floor.Median),
            Micro("plancher, p99", floor.P99),
            Micro("20 lieux à 20 km, médiane", ours.Median, floor.Median, atMost: 5),
            Micro("20 lieux à 20 km, p99", ours.P99),
            Micro("avec un service, médiane", withService.Median, floor.Median, atMost: 5),
            Micro("avec un service, p99", withService.P99),
            Micro("mélange entier, médiane", withWhole.Median, floor.Median, atMost: 10),
            Micro("mélange entier, p99", withWhole.P99),
            Bytes(small, large),
        };
        if (Environment.GetEnvironmentVariable("MAILLAGE_BENCH_POSTGRES") is { Length: > 0 } server)
        {
            await using var postgis = await PostgisPlaces.Load(server, large);
            var theirs = await Time(mixed, postgis.Nearest);
            figures.Add(Micro("PostGIS, médiane", theirs.Median));
            figures.Add(Micro("PostGIS, p99", theirs.P99));
            figures.Add(
                new Figure(
                    "search",
                    "recherches par seconde, contre PostGIS",
                    1e6 / withMix.Mean,
                    "/s",
                    1e6 / theirs.Mean,
                    theirs.Mean / withMix.Mean,
                    AtLeast: 10
                )
            );
        }
        else
        {
            await Console.Error.WriteLineAsync("PostGIS n’est pas mesuré : MAILLAGE_BENCH_POSTGRES est vide.");
        }

        return figures;
    }

    private static async Task<DirectorySnapshot> Load(string folder, int count)
    {
        var places = RealPlaces.Read(await PlacesFile.Write(folder, count, spread: 0.3)).ToArray();
        var map = TerritoryMap.Load();
        return DirectorySnapshot.Build(
            places,
            new Dictionary<Guid, IReadOnlyList<EntrySource>>(),
            new Dictionary<string, Guid>(),
            map.CommuneByInsee
        );
    }

    /// <summary>People stand where places are, give or take some kilometres.</summary>
    private static PlaceQuery[] PlainQueries(DirectorySnapshot snapshot)
    {
        var random = new Random(7);
        var positions = snapshot.Entries.Select(entry => entry.Position).OfType<GeoPoint>().ToArray();
        return
        [
            .. Enumerable
                .Range(0, Queries)
                .Select(_ => positions[random.Next(positions.Length)])
                .Select(at => new PlaceQuery
                {
                    Near = new GeoPoint(
                        at.Latitude + random.NextDouble() / 10,
                        at.Longitude + random.NextDouble() / 10
                    ),
                    RadiusKm = RadiusKm,
                    Take = Take,
                    Widen = false,
                }),
        ];
    }

    private static PlaceQuery Mixed(PlaceQuery query, int number) =>
        query with
        {
            Services = number % 2 == 0 ? 1UL << (number / 2 % 3) : 0,
            Words = number % 3 == 0 ? Words[number / 3 % Words.Length] : null,
        };

    private static PlaceQuery WithOpenNowAndErrors(PlaceQuery query, int number) =>
        query with
        {
            Open = number % 5 == 0 ? OpenFilter.Now : null,
            Words = number % 12 == 0 ? Misspelt[number / 12 % Misspelt.Length] : query.Words,
        };

    private static int Search(DirectorySnapshot snapshot, PlaceQuery query) =>
        snapshot.Search(query, TuesdayMorning).Hits.Count;

    private static Timing Time(PlaceQuery[] queries, Func<PlaceQuery, int> run)
    {
        var ticks = new long[queries.Length, Rounds];
        for (var round = -Rounds; round < Rounds; round++)
        {
            for (var i = 0; i < queries.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                run(queries[i]);
                ticks[i, Math.Max(0, round)] = Stopwatch.GetTimestamp() - start;
            }
        }

        return Timing.Of(ticks);
    }

    private static async Task<Timing> Time(PlaceQuery[] queries, Func<PlaceQuery, Task<int>> run)
    {
        var ticks = new long[queries.Length, Rounds];
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < queries.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await run(queries[i]);
                ticks[i, Math.Max(0, round)] = Stopwatch.GetTimestamp() - start;
            }
        }

        return Timing.Of(ticks);
    }

    /// <summary>What a search that finds a full page allocates, in a small country and in a large one.</summary>
    private static Figure Bytes(DirectorySnapshot small, DirectorySnapshot large)
    {
        var paris = new PlaceQuery
        {
            Near = new GeoPoint(48.85, 2.35),
            RadiusKm = PlaceQuery.MaxRadiusKm,
            Words = "mairie",
            Take = Take,
        };
        var (few, many) = (BytesOf(small, paris), BytesOf(large, paris));
        return new Figure(
            "search",
            "mémoire prise par recherche, 100 000 contre 4 000 lieux",
            many,
            "octets",
            few,
            many / few,
            AtMost: 1.02
        );
    }

    /// <summary>The least of several measures: what the pools and the runtime take now and then is not the search's.</summary>
    private static double BytesOf(DirectorySnapshot snapshot, PlaceQuery query) =>
        Enumerable
            .Range(0, 200)
            .Min(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Search(snapshot, query);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            });

    private static Figure Micro(string name, double value, double? baseline = null, double? atMost = null) =>
        new("search", name, value, "µs", baseline, value / baseline, AtMost: atMost);

    /// <summary>Microseconds of a set of searches, each by the median of its rounds.</summary>
    private sealed record Timing(double Median, double P99, double Mean)
    {
        public static Timing Of(long[,] ticks)
        {
            var times = new double[ticks.GetLength(0)];
            for (var query = 0; query < times.Length; query++)
            {
                var rounds = Enumerable.Range(0, Rounds).Select(round => ticks[query, round]).Order();
                times[query] = rounds.ElementAt(Rounds / 2) * 1e6 / Stopwatch.Frequency;
            }

            Array.Sort(times);
            return new Timing(At(0.5), At(0.99), times.Average());

            double At(double part) => times[(int)(part * (times.Length - 1))];
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Maillage.Data;
using Maillage.Features.Organisations;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Bench;

/// <summary>
/// Requests a second over 64 connections on 4,000 places, against the application's own plain-text endpoint.
/// The load is wrk's: bounded in time, on loopback. Each ratio is the median of several rounds.
/// </summary>
internal static partial class HttpBench
{
    private const int Seconds = 3;
    private const int Rounds = 5;
    private const int WarmUpSeconds = 20;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var database = Path.Combine(folder, "http.db");
            await Machine.RunVerb(
                database,
                "import",
                "places",
                await PlacesFile.Write(folder, 4_000),
                "--source",
                "Mesure"
            );
            var slots = await AddOffers(database);
            using var server = await Machine.Serve(database);
            var searches = Searches("/lieux?", "&rayon=20").ToArray();
            var places = (await Slugs(server.Address)).Select(slug => $"/lieux/{slug}").ToArray();
            var jsons = Searches("/api/v1/places?", "&rayon=20").ToArray();
            // The first answers pay for compilation, which goes on for tens of seconds under load: they are not counted.
            foreach (var warm in new[] { searches, places, jsons, slots, ["/healthz"] })
            {
                await Load(server.Address, folder, warm, cached: false, WarmUpSeconds);
            }

            (string Name, string[] Paths, bool Cached, double? Least)[] measures =
            [
                ("recherche", searches, false, 0.20),
                ("recherche, gardée", searches[..1], true, 0.60),
                ("recherche JSON", jsons, false, 0.40),
                ("page d’un lieu", places, false, 0.25),
                ("créneaux d’une offre, gardés 3 s", slots, true, 0.20),
                ("créneaux d’une offre, lus à chaque fois", slots, false, null),
            ];
            // The speed of a machine drifts within a minute: each measure is held against the plain text just before it.
            var rounds = measures.ToDictionary(measure => measure.Name, _ => new List<(Measure Plain, Measure Own)>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (name, paths, cached, _) in measures)
                {
                    var plain = await Load(server.Address, folder, ["/healthz"], cached: false);
                    rounds[name].Add((plain, await Load(server.Address, folder, paths, cached)));
                }
            }

            return
            [
                .. measures.Select(measure => MedianOf(measure.Name, rounds[measure.Name], measure.Least)),
                .. measures.Select(measure => new Figure(
                    "http",
                    measure.Name + ", p99",
                    Median(rounds[measure.Name], round => round.Own.P99Milliseconds),
                    "ms"
                )),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Figure MedianOf(string name, List<(Measure Plain, Measure Own)> rounds, double? least) =>
        new(
            "http",
            name,
            Median(rounds, round => round.Own.PerSecond),
            "req/s",
            Median(rounds, round => round.Plain.PerSecond),
            Median(rounds, round => round.Own.PerSecond / round.Plain.PerSecond),
            AtLeast: least
        );

    /// <summary>Fifty offers of appointments, each Monday, Tuesday and Thursday, in the server’s database.</summary>
    private static async Task<string[]> AddOffers(string database)
    {
        await using var app = BookingBench.Compose("Sqlite", $"Data Source={database}");
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = "Mesure" };
        db.Organisations.Add(organisation);
        string[] slugs = [.. Enumerable.Range(0, 50).Select(i => $"mesure-{i}")];
        BookingBench.AddAppointments(db, organisation.Id, slugs);
        await db.SaveChangesAsync();
        return [.. slugs.Select(slug => $"/rendez-vous/{slug}")];
    }

    private static double Median<T>(IReadOnlyCollection<T> rounds, Func<T, double> measure) =>
        rounds.Select(measure).Order().ElementAt(rounds.Count / 2);

    /// <summary>Searches all over the country, each at another place.</summary>
    private static IEnumerable<string> Searches(string start, string end)
    {
        var random = new Random(49);
        for (var i = 0; i < 2_000; i++)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{start}lat={44 + random.NextDouble() * 5:0.000}&lon={-1 + random.NextDouble() * 6:0.000}{end}"
            );
        }
    }

    private static async Task<IReadOnlyList<string>> Slugs(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var places = JsonDocument.Parse(await client.GetStringAsync("/api/v1/places?limite=100"));
        return
        [
            .. places
                .RootElement.GetProperty("places")
                .EnumerateArray()
                .Select(place => place.GetProperty("slug").GetString()!),
        ];
    }

    private static async Task<Measure> Load(
        string address,
        string folder,
        string[] paths,
        bool cached,
        int seconds = Seconds
    )
    {
        var script = Path.Combine(folder, "paths.lua");
        await File.WriteAllTextAsync(
            script,
            $$"""
            local paths = { {{string.Join(", ", paths.Select(path => $"\"{path}\""))}} }
            local next = 0
            -- A request that says who it comes from is never answered from the cache.
            local headers = { {{(cached ? "" : "[\"Authorization\"] = \"Bench\"")}} }
            request = function()
              next = next % #paths + 1
              return wrk.format("GET", paths[next], headers)
            end
            """
        );
        var start = new ProcessStartInfo("wrk", ["-t1", "-c64", $"-d{seconds}s", "--latency", "-s", script, address])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (
            output.Contains("Non-2xx", StringComparison.Ordinal)
            || output.Contains("Socket errors", StringComparison.Ordinal)
        )
        {
            throw new InvalidOperationException($"{paths[0]} : {output}");
        }

        return new Measure(
            double.Parse(PerSecond().Match(output).Groups["number"].Value, CultureInfo.InvariantCulture),
            Milliseconds(P99().Match(output))
        );
    }

    private static double Milliseconds(Match match) =>
        double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
        * match.Groups["unit"].Value switch
        {
            "us" => 0.001,
            "ms" => 1,
            _ => 1000,
        };

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PerSecond();

    [GeneratedRegex(
        @"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex P99();

    private sealed record Measure(double PerSecond, double P99Milliseconds);
}

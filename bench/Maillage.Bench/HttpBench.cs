using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Maillage.Bench;

/// <summary>
/// Requests a second over 64 connections on 4,000 places, against the application's own plain-text endpoint.
/// The load is wrk's: bounded in time, on loopback.
/// </summary>
internal static partial class HttpBench
{
    private const int Seconds = 6;

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
            using var server = await Machine.Serve(database);
            var searches = Searches("/lieux?", "&rayon=20").ToArray();
            var places = (await Slugs(server.Address)).Select(slug => $"/lieux/{slug}").ToArray();
            // The first answers pay for compilation: they are not counted.
            foreach (var warm in new[] { searches, places, ["/healthz"] })
            {
                await Load(server.Address, folder, warm, cached: false, seconds: 3);
            }

            var plain = await Load(server.Address, folder, ["/healthz"], cached: false);
            var search = await Load(server.Address, folder, searches, cached: false);
            var cachedSearch = await Load(server.Address, folder, searches[..1], cached: true);
            var json = await Load(server.Address, folder, [.. Searches("/api/v1/places?", "&rayon=20")], cached: false);
            var place = await Load(server.Address, folder, places, cached: false);
            return
            [
                new("http", "texte nu", plain.PerSecond, "req/s"),
                Against(plain, "recherche", search, 0.20),
                Against(plain, "recherche, gardée", cachedSearch, 0.60),
                Against(plain, "recherche JSON", json, 0.40),
                Against(plain, "page d’un lieu", place, 0.25),
                new("http", "recherche, p99", search.P99Milliseconds, "ms"),
                new("http", "recherche gardée, p99", cachedSearch.P99Milliseconds, "ms"),
                new("http", "recherche JSON, p99", json.P99Milliseconds, "ms"),
                new("http", "page d’un lieu, p99", place.P99Milliseconds, "ms"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Figure Against(Measure plain, string name, Measure measure, double least) =>
        new(
            "http",
            name,
            measure.PerSecond,
            "req/s",
            plain.PerSecond,
            measure.PerSecond / plain.PerSecond,
            AtLeast: least
        );

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

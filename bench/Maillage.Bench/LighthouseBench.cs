using System.Diagnostics;
using System.Text.Json;

namespace Maillage.Bench;

/// <summary>
/// Lighthouse, mobile, median of five, on the home page, a search and a place. It runs alone.
/// Measured the same way, the national map weighed 1,110 kB in 41 requests and scored 49.
/// </summary>
internal static class LighthouseBench
{
    private const int Runs = 5;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var database = Path.Combine(folder, "lighthouse.db");
            await Machine.RunVerb(
                database,
                "import",
                "places",
                await PlacesFile.Write(folder, 4_000),
                "--source",
                "Mesure"
            );
            using var server = await Machine.Serve(database);
            var figures = new List<Figure>();
            foreach (var (name, path) in await Pages(server.Address))
            {
                var scores = await Measure(server.Address + path);
                figures.Add(Score(name, "performance", scores.Performance, 98));
                figures.Add(Score(name, "accessibilité", scores.Accessibility, 100));
                figures.Add(Score(name, "bonnes pratiques", scores.BestPractices, 100));
                figures.Add(Score(name, "référencement", scores.Seo, 100));
                figures.Add(new("lighthouse", $"{name}, poids", scores.Kilobytes, "ko"));
                figures.Add(new("lighthouse", $"{name}, requêtes", scores.Requests, ""));
            }

            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Figure Score(string page, string category, double score, double least) =>
        new("lighthouse", $"{page}, {category}", score, "/100", Ratio: score, AtLeast: least);

    private static async Task<IReadOnlyList<(string Name, string Path)>> Pages(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var places = JsonDocument.Parse(await client.GetStringAsync("/api/v1/places?commune=49007"));
        var slug = places.RootElement.GetProperty("places")[0].GetProperty("slug").GetString();
        return [("accueil", "/"), ("recherche", "/lieux?commune=49007"), ("lieu", $"/lieux/{slug}")];
    }

    private static async Task<Scores> Measure(string address)
    {
        var script = Path.Combine(Machine.Repository, "bench", "lighthouse.mjs");
        var start = new ProcessStartInfo(
            "node",
            [script, address, Runs.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return JsonSerializer.Deserialize<Scores>(output, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"Lighthouse said nothing of {address}.");
    }

    private sealed record Scores(
        double Performance,
        double Accessibility,
        double BestPractices,
        double Seo,
        double Kilobytes,
        double Requests
    );
}

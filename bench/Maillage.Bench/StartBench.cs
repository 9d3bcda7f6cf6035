namespace Maillage.Bench;

/// <summary>From the start of the process to the moment when it says that it is ready.</summary>
internal static class StartBench
{
    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var empty = await Start(folder, 0);
            var few = await Start(folder, 4_000);
            var many = await Start(folder, 100_000);
            return
            [
                new("start", "sans lieu", empty.Seconds, "s"),
                new("start", "4 000 lieux (visé : 3 s)", few.Seconds, "s"),
                new("start", "4 000 lieux, mémoire (visé : 200 Mo)", few.Megabytes, "Mo"),
                new("start", "100 000 lieux (visé : 8 s)", many.Seconds, "s"),
                new("start", "100 000 lieux, mémoire", many.Megabytes, "Mo"),
                new(
                    "start",
                    "croissance de 4 000 à 100 000, mise en route ôtée",
                    many.Seconds - empty.Seconds,
                    "s",
                    few.Seconds - empty.Seconds,
                    (many.Seconds - empty.Seconds) / Math.Max(few.Seconds - empty.Seconds, 0.05) / 25,
                    AtMost: 1
                ),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double Megabytes)> Start(string folder, int count)
    {
        var database = Path.Combine(folder, $"start-{count}.db");
        if (count > 0)
        {
            await Machine.RunVerb(
                database,
                "import",
                "places",
                await PlacesFile.Write(folder, count),
                "--source",
                "Mesure"
            );
        }

        var starts = new List<(double Seconds, double Megabytes)>();
        for (var i = 0; i < 3; i++)
        {
            using var server = await Machine.Serve(database);
            starts.Add((server.SecondsToReady, server.Megabytes));
        }

        return starts.Order().ElementAt(1);
    }
}

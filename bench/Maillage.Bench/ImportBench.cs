namespace Maillage.Bench;

/// <summary>Imports 4,000 places, then 100,000, into SQLite.</summary>
internal static class ImportBench
{
    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var (few, _) = await Import(folder, 4_000);
            var (many, memory) = await Import(folder, 100_000);
            return
            [
                new("import", "4 000 lieux", few, "s"),
                new("import", "100 000 lieux (visé : 60 s)", many, "s"),
                new("import", "100 000 lieux, mémoire (visé : 600 Mo)", memory, "Mo"),
                // Twenty-five times the rows may take twenty-five times as long.
                new("import", "croissance de 4 000 à 100 000", many, "s", few, many / few / 25, AtMost: 1),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double Megabytes)> Import(string folder, int count) =>
        await Machine.RunVerb(
            Path.Combine(folder, $"import-{count}.db"),
            "import",
            "places",
            await PlacesFile.Write(folder, count),
            "--source",
            "Mesure"
        );
}

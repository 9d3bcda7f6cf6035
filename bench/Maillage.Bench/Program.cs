using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Bench;

if (args is [ReminderBench.Node, var provider, var connection])
{
    await ReminderBench.RunNode(provider, connection);
    return 0;
}

var parts = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["search"] = SearchBench.Run,
    ["hours"] = HoursBench.Run,
    ["http"] = HttpBench.Run,
    ["import"] = ImportBench.Run,
    ["booking"] = BookingBench.Run,
    ["reminders"] = ReminderBench.Run,
    ["start"] = StartBench.Run,
    ["flood"] = FloodBench.Run,
    ["lighthouse"] = LighthouseBench.Run,
};
var asked = args.Length == 0 ? [.. parts.Keys] : args;
if (asked.FirstOrDefault(part => !parts.ContainsKey(part)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"« {unknown} » n’est pas une mesure : {string.Join(", ", parts.Keys)}.");
    return 2;
}

var figures = new List<Figure>();
foreach (var part in asked)
{
    figures.AddRange(await parts[part]());
}

Print(figures);
var results = Path.Combine(Machine.Repository, "bench", "results.json");
await File.WriteAllTextAsync(
    results,
    JsonSerializer.Serialize(
        figures,
        new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    )
);
return figures.Any(figure => figure.Passed is false) ? 1 : 0;

static void Print(IEnumerable<Figure> figures)
{
    Console.WriteLine();
    Console.WriteLine($"{"mesure", -58} {"valeur", 14} {"repère", 14} {"rapport", 9} {"demandé", 9}");
    foreach (var f in figures)
    {
        var limit =
            f.AtLeast is { } least ? $"≥ {Number(least)}"
            : f.AtMost is { } most ? $"≤ {Number(most)}"
            : "";
        var verdict = f.Passed switch
        {
            true => "tenu",
            false => "MANQUÉ",
            null => "",
        };
        Console.WriteLine(
            $"{f.Part + " : " + f.Name, -58} {Number(f.Value) + " " + f.Unit, 14} {Number(f.Baseline), 14} {Number(f.Ratio), 9} {limit, 9} {verdict}"
        );
    }
}

static string Number(double? value) => value?.ToString("#,0.##", CultureInfo.GetCultureInfo("fr-FR")) ?? "";

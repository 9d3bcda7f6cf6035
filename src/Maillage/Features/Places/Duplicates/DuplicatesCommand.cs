using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Data;

namespace Maillage.Features.Places.Duplicates;

/// <summary><c>./maillage duplicates [--report OUT.json]</c>: proposes duplicates (doublons) and says which.</summary>
internal static class DuplicatesCommand
{
    private const int Shown = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(IServiceProvider services)
    {
        var report = new Option<FileInfo?>("--report")
        {
            Description = "Fichier JSON où écrire toutes les propositions.",
        };
        var command = new Command("duplicates", "Propose les doublons de l’annuaire, sans jamais rien fusionner.")
        {
            report,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await using var scope = services.CreateAsyncScope();
                var outcome = await scope.ServiceProvider.GetRequiredService<ProposeDuplicates>().Run(cancellation);
                if (parsed.GetValue(report) is { } file)
                {
                    await WriteReport(outcome, file, cancellation);
                }
                await Print(outcome, parsed.InvocationConfiguration.Output);
                return 0;
            }
        );
        return command;
    }

    private static async Task Print(ProposeDuplicates.Outcome outcome, TextWriter output)
    {
        await output.WriteLineAsync(
            $"Lieux lus : {outcome.Places}. Doublons proposés : {outcome.Waiting.Count} (nouveaux : {outcome.Created}, retirés : {outcome.Withdrawn})."
        );
        foreach (var pair in outcome.Waiting.Take(Shown))
        {
            await output.WriteLineAsync($"{pair.Score:P0} {pair.First.Name} / {pair.Second.Name}");
            await output.WriteLineAsync($"    {string.Join(" ; ", pair.Reasons.Select(r => r.Sentence()))}");
        }
    }

    private static async Task WriteReport(
        ProposeDuplicates.Outcome outcome,
        FileInfo file,
        CancellationToken cancellation
    )
    {
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(
            stream,
            new
            {
                Summary = new
                {
                    outcome.Places,
                    Proposed = outcome.Waiting.Count,
                    outcome.Created,
                    outcome.Withdrawn,
                },
                Proposals = outcome.Waiting.Select(pair => new
                {
                    Score = Math.Round(pair.Score, 3),
                    First = new { pair.First.Id, pair.First.Name },
                    Second = new { pair.Second.Id, pair.Second.Name },
                    Reasons = pair.Reasons.Select(r => r.Sentence()),
                }),
            },
            Json,
            cancellation
        );
    }
}

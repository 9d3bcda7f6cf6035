using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Places.Export;
using Maillage.Features.Territories;
using Maillage.Platform.Web;

namespace Maillage.Features.Places.Import;

/// <summary>The verb <c>./maillage import places</c>.</summary>
internal static class ImportPlacesCommand
{
    /// <summary>Everything was imported.</summary>
    private const int Clean = 0;

    /// <summary>At least one record was refused, or the list could not be read to its end.</summary>
    private const int Refusals = 2;

    /// <summary>Nothing was imported: the list holds at least a fifth fewer records than before.</summary>
    private const int Shrunken = 3;

    private static readonly JsonSerializerOptions ReportJson = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static Command Create(IServiceProvider services)
    {
        var origin = new Argument<string>("FICHIER|ADRESSE") { Description = "La liste, en CSV ou en JSON." };
        var source = new Option<string?>("--source") { Description = "Le nom de la liste." };
        var mapping = new Option<FileInfo?>("--mapping")
        {
            Description = "La correspondance des colonnes (docs/import.md).",
        };
        var trial = new Option<bool>("--dry-run") { Description = "Lit et compare sans rien écrire." };
        var evenIfSmaller = new Option<bool>("--even-if-smaller")
        {
            Description = "Importe même une liste qui a perdu un cinquième de ses fiches ou plus.",
        };
        var report = new Option<FileInfo?>("--report") { Description = "Où écrire le rapport, en JSON." };
        var command = new Command("places", "Importe une liste de lieux.")
        {
            origin,
            source,
            mapping,
            trial,
            evenIfSmaller,
            report,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await services.PrepareTerritories(cancellation);
                await using var scope = services.CreateAsyncScope();
                var result = await Import(
                    scope.ServiceProvider,
                    parsed.GetRequiredValue(origin),
                    parsed.GetValue(source),
                    parsed.GetValue(mapping),
                    parsed.GetValue(trial),
                    parsed.GetValue(evenIfSmaller),
                    cancellation
                );
                if (parsed.GetValue(report) is { } file)
                {
                    await using var output = file.Create();
                    await JsonSerializer.SerializeAsync(output, result, ReportJson, cancellation);
                }

                await Tell(result, parsed.GetValue(trial), parsed.InvocationConfiguration.Output);
                return result.HasShrunk ? Shrunken
                    : result.IsClean ? Clean
                    : Refusals;
            }
        );
        return command;
    }

    private static async Task<ImportReport> Import(
        IServiceProvider services,
        string origin,
        string? source,
        FileInfo? mapping,
        bool isTrial,
        bool evenIfSmaller,
        CancellationToken cancellation
    )
    {
        try
        {
            var read = mapping is null
                ? null
                : Mapping.Read(await File.ReadAllTextAsync(mapping.FullName, cancellation));
            await using var file = await services.GetRequiredService<ListOrigin>().Open(origin, cancellation);
            if (ReadMaillageJson.IsMaillageJson(file))
            {
                return await services.GetRequiredService<ReadMaillageJson>().Run(file, isTrial, cancellation);
            }

            var options = new ReadingOptions(source, ListOrigin.NameOf(origin), read);
            return await services
                .GetRequiredService<ImportPlaces>()
                .Run(file, new ImportRequest(origin, options, isTrial, evenIfSmaller), Progress(), cancellation);
        }
        catch (Exception failure)
            when (failure
                    is UnreadableListException
                        or RefusedDownloadException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            var sentence = failure is UnreadableListException or RefusedDownloadException
                ? failure.Message
                : $"Le fichier « {origin} » ne peut pas être lu : vérifiez son nom et ses droits.";
            return new ImportReport(
                new ImportSummary(),
                [new ImportProblem(0, null, null, sentence, ProblemKind.Rejection)]
            );
        }
    }

    /// <summary>One line that is written over, on a terminal only.</summary>
    private static IProgress<ImportProgress>? Progress() =>
        Console.IsOutputRedirected || Console.IsErrorRedirected
            ? null
            : new Progress<ImportProgress>(p =>
                Console.Error.Write(
                    string.Create(
                        French,
                        $"\r{(p.State == ImportState.Reading ? "Lecture" : "Enregistrement")} : {p.Records:N0} fiches   "
                    )
                )
            );

    private static async Task Tell(ImportReport report, bool isTrial, TextWriter output)
    {
        var s = report.Summary;
        await output.WriteLineAsync(
            string.Create(
                French,
                $"""
                {(
                    isTrial ? "Essai, rien n’a été écrit. " : ""
                )}{s.Read:N0} fiches lues : {s.Created:N0} créées, {s.Updated:N0} mises à jour, {s.Unchanged:N0} inchangées.
                {s.Repaired:N0} corrigées, {s.Rejected:N0} refusées, {s.Gone:N0} parties de la liste.
                """
            )
        );
        // What is said of the whole list comes first: it explains the rest.
        foreach (
            var refusal in report
                .Problems.Where(p => p.Kind == ProblemKind.Rejection || p is { Line: 0, Field: null })
                .OrderBy(p => p.Line > 0)
                .Take(20)
        )
        {
            await output.WriteLineAsync(
                refusal.Line > 0 ? $"Ligne {refusal.Line.ToString(French)} : {refusal.Sentence}" : refusal.Sentence
            );
        }

        if (report.HasShrunk)
        {
            await output.WriteLineAsync(
                "Vérifiez la liste. Si elle a vraiment diminué, recommencez avec --even-if-smaller."
            );
        }

        if (report.RunId is { } id)
        {
            await output.WriteLineAsync($"Pour annuler cet import : ./maillage import undo {id}");
        }
    }
}

using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Export;

/// <summary>The verb <c>./maillage export places --format … OUT [--report R.json]</c>.</summary>
internal static class ExportPlacesCommand
{
    private static readonly Dictionary<string, PlaceFormat[]> Formats = new(StringComparer.Ordinal)
    {
        ["standard-csv"] = [PlaceFormat.StandardCsv],
        ["standard-json"] = [PlaceFormat.StandardJson],
        ["geojson"] = [PlaceFormat.GeoJson],
        ["data-inclusion"] = [PlaceFormat.DataInclusionStructures, PlaceFormat.DataInclusionServices],
        ["maillage-json"] = [PlaceFormat.MaillageJson],
    };

    private static readonly JsonSerializerOptions ReportOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(IServiceProvider services)
    {
        var format = new Option<string>("--format") { Description = "Le format du fichier", Required = true };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var report = new Option<FileInfo?>("--report")
        {
            Description = "Où écrire ce qui a été réparé ou retiré (JSON)",
        };
        var output = new Argument<string>("OUT")
        {
            Description =
                "Le fichier à écrire ; pour data-inclusion, le dossier où vont structures.json et services.json",
        };
        var command = new Command("places", "Écrit les lieux dans un format ouvert.") { output, format, report };
        command.SetAction(
            (parsed, cancellation) =>
                Run(
                    services,
                    parsed.GetRequiredValue(format),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(report),
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> Run(
        IServiceProvider services,
        string format,
        string output,
        FileInfo? reportFile,
        CancellationToken cancellation
    )
    {
        await services.PrepareDatabase(cancellation);
        await services.PrepareTerritories(cancellation);
        await using var scope = services.CreateAsyncScope();
        var export = scope.ServiceProvider.GetRequiredService<ExportPlaces>();
        var report = new ExportReport();
        try
        {
            var written = 0;
            foreach (var (part, path) in Files(format, output))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                // Written aside first: an export that fails leaves the former file whole.
                var unfinished = path + ".part";
                await using (var file = File.Create(unfinished))
                {
                    written += await export.Run(part, file, report, cancellation);
                }

                File.Move(unfinished, path, overwrite: true);
            }

            if (reportFile is not null)
            {
                await using var file = reportFile.Create();
                await JsonSerializer.SerializeAsync(file, Content(report), ReportOptions, cancellation);
            }

            await Console.Out.WriteLineAsync(
                $"{(written == 1 ? "1 enregistrement écrit" : $"{written} enregistrements écrits")} dans {output}. "
                    + $"Lieux réparés : {report.Repaired}. Lieux laissés de côté : {report.LeftOut}."
            );
            if (format == MaillageJson.Format)
            {
                await Console.Out.WriteLineAsync(
                    "Ce fichier contient aussi les contacts qui n’ont pas accepté d’être publiés : ne le diffusez pas."
                );
            }

            return 0;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Impossible d’écrire {output} : {wrong.Message}");
            return 1;
        }
    }

    private static IEnumerable<(PlaceFormat Part, string Path)> Files(string format, string output) =>
        Formats[format] switch
        {
            [var only] => [(only, output)],
            var parts => parts.Zip([Path.Combine(output, "structures.json"), Path.Combine(output, "services.json")]),
        };

    private static object Content(ExportReport report) =>
        new
        {
            Summary = new
            {
                report.Read,
                report.Exported,
                report.Repaired,
                report.LeftOut,
            },
            report.Problems,
        };
}

using System.CommandLine;
using Maillage.Data;

namespace Maillage.Features.Territories.Import;

/// <summary>The verb <c>./maillage import geo FILE…</c>.</summary>
internal static class ImportGeoCommand
{
    private const int SomeLeftOut = 2;

    public static Command Create(IServiceProvider services)
    {
        var files = new Argument<string[]>("FICHIER")
        {
            Arity = ArgumentArity.OneOrMore,
            Description =
                "Contours (GeoJSON, TopoJSON), centres de communes (CSV) ou subdivisions (JSON : name, kind, communes).",
        };
        var source = new Option<string?>("--source")
        {
            Description = "Nom de la source, montré avec les données ; le nom du fichier par défaut.",
        };
        var command = new Command("geo", "Importe des contours, des centres officiels et des subdivisions.")
        {
            files,
            source,
        };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                var exitCode = 0;
                foreach (var path in arguments.GetRequiredValue(files))
                {
                    await using var scope = services.CreateAsyncScope();
                    var import = scope.ServiceProvider.GetRequiredService<ImportGeo>();
                    var report = await import.Run(path, arguments.GetValue(source), cancellation);
                    Print(Path.GetFileName(path), report, arguments.InvocationConfiguration.Output);
                    if (report.Problems.Count > 0)
                    {
                        exitCode = SomeLeftOut;
                    }
                }

                return exitCode;
            }
        );
        return command;
    }

    private static void Print(string file, ImportGeoReport report, TextWriter output)
    {
        output.WriteLine(
            $"{file} : contours {report.Contours}, centres {report.Centres}, subdivisions {report.Subdivisions}"
        );
        foreach (var problem in report.Problems)
        {
            output.WriteLine($"  {file} : {problem}");
        }
    }
}

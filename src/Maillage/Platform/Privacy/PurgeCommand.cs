using System.CommandLine;
using System.Globalization;
using Maillage.Data;

namespace Maillage.Platform.Privacy;

/// <summary>The verb <c>./maillage privacy purge [--dry-run]</c>.</summary>
internal static class PurgeCommand
{
    private const int Busy = 2;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static Command Create(IServiceProvider services)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Compte seulement : rien n’est effacé." };
        var command = new Command("purge", "Efface les données personnelles arrivées à leur terme.") { dryRun };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await using var scope = services.CreateAsyncScope();
                var isDryRun = parsed.GetValue(dryRun);
                var counts = await scope
                    .ServiceProvider.GetRequiredService<PurgePersonalData>()
                    .Run(isDryRun, cancellation);
                if (counts is null)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(
                        "Un autre processus efface en ce moment : recommencez dans quelques minutes."
                    );
                    return Busy;
                }

                var output = parsed.InvocationConfiguration.Output;
                foreach (var (kind, records) in counts)
                {
                    await output.WriteLineAsync(string.Create(French, $"{kind.Name} : {records:N0}"));
                }

                await output.WriteLineAsync(isDryRun ? "Rien n’a été effacé." : "Ces données sont effacées.");
                return 0;
            }
        );
        return command;
    }
}

using System.CommandLine;
using System.Globalization;

namespace Maillage.Features.Places.Import;

/// <summary>The verb <c>./maillage import undo</c>.</summary>
internal static class UndoImportCommand
{
    public static Command Create(IServiceProvider services)
    {
        var id = new Argument<Guid>("IMPORT") { Description = "L’identifiant que l’import a donné." };
        var command = new Command("undo", "Annule un import : tout revient comme avant.") { id };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var result = await services
                    .GetRequiredService<UndoImport>()
                    .Run(parsed.GetRequiredValue(id), cancellation);
                var output = parsed.InvocationConfiguration.Output;
                await output.WriteLineAsync(Sentence(result));
                foreach (var name in result.Kept)
                {
                    await output.WriteLineAsync($"Gardé, car modifié depuis : {name}");
                }

                return result.Outcome == UndoOutcome.Undone ? 0 : 2;
            }
        );
        return command;
    }

    private static string Sentence(UndoResult result) =>
        result.Outcome switch
        {
            UndoOutcome.Undone or UndoOutcome.UndoneInPart => string.Create(
                CultureInfo.GetCultureInfo("fr-FR"),
                $"Import annulé : {result.Removed:N0} lieux retirés, {result.Restored:N0} remis comme avant, {result.Kept.Count:N0} gardés."
            ),
            UndoOutcome.NotFound => "Aucun import ne porte cet identifiant.",
            UndoOutcome.AlreadyUndone => "Cet import est déjà annulé.",
            UndoOutcome.Busy => "Un import est en cours : attendez qu’il soit fini, puis recommencez.",
        };
}

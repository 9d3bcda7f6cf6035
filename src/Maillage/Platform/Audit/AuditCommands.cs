using System.CommandLine;
using System.Globalization;
using Maillage.Data;

namespace Maillage.Platform.Audit;

/// <summary>The verbs <c>./maillage audit verify [--head HASH]</c> and <c>./maillage audit seal</c>.</summary>
internal static class AuditCommands
{
    /// <summary>At least one line or segment is not what was sealed.</summary>
    private const int Tampered = 2;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static Command Verify(IServiceProvider services)
    {
        var head = new Option<string?>("--head")
        {
            Description = "Une empreinte notée auparavant, qui doit toujours être dans la chaîne.",
        };
        var command = new Command("verify", "Vérifie qu’aucune ligne scellée du journal n’a changé.") { head };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await using var scope = services.CreateAsyncScope();
                var report = await scope
                    .ServiceProvider.GetRequiredService<VerifyJournal>()
                    .Run(parsed.GetValue(head)?.Trim().ToLowerInvariant(), cancellation);
                await Tell(report, parsed.InvocationConfiguration.Output);
                return report.Faults.Count == 0 ? 0 : Tampered;
            }
        );
        return command;
    }

    public static Command Seal(IServiceProvider services)
    {
        var command = new Command("seal", "Scelle dès maintenant les lignes des heures passées.");
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await using var scope = services.CreateAsyncScope();
                var segment = await scope.ServiceProvider.GetRequiredService<SealJournal>().Run(cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    segment is null
                        ? "Rien à sceller : aucune ligne d’une heure passée n’attend."
                        : string.Create(
                            French,
                            $"Segment {segment.Number} scellé, lignes : {segment.Lines:N0}. Empreinte : {segment.Hash}"
                        )
                );
                return 0;
            }
        );
        return command;
    }

    private static async Task Tell(JournalReport report, TextWriter output)
    {
        await output.WriteLineAsync(
            string.Create(
                French,
                $"""
                Segments scellés : {report.SealedSegments:N0}, lignes : {report.SealedLines:N0}.
                Lignes pas encore scellées : {report.UnsealedLines:N0}.
                Segments arrivés à leur terme : {report.ExpiredSegments:N0}, lignes supprimées : {report.ExpiredLines:N0}.
                """
            )
        );
        foreach (var fault in report.Faults)
        {
            await output.WriteLineAsync(Sentence(fault));
        }

        await output.WriteLineAsync(
            report.Faults.Count == 0 ? "Le journal est intact." : "Le journal a été modifié hors de l’application."
        );
        if (report.Head is { } head)
        {
            await output.WriteLineAsync($"Dernière empreinte, à noter ailleurs : {head}");
        }
    }

    private static string Sentence(JournalFault fault) =>
        fault.Kind switch
        {
            JournalFaultKind.LinesAltered => $"Segment {fault.Segment} : au moins une ligne a été altérée.",
            JournalFaultKind.LinesRemoved => $"Segment {fault.Segment} : {Lines(fault, "retirée")}.",
            JournalFaultKind.LinesAdded => $"Segment {fault.Segment} : {Lines(fault, "ajoutée")}.",
            JournalFaultKind.SegmentAltered => $"Segment {fault.Segment} : le segment lui-même a été altéré.",
            JournalFaultKind.SegmentMissing => $"Segment {fault.Segment} : le segment a été retiré.",
            JournalFaultKind.ChainBroken => $"Segment {fault.Segment} : il ne suit plus le segment d’avant.",
            JournalFaultKind.ExpiredBeforeTerm =>
                $"Segment {fault.Segment} : ses lignes ont été supprimées avant leur terme.",
            JournalFaultKind.SegmentsUnreadable => "Les segments ne peuvent plus être lus : l’un d’eux a été altéré.",
            JournalFaultKind.HeadUnknown =>
                "L’empreinte notée n’est plus dans la chaîne : la fin du journal a été retirée ou réécrite.",
        };

    private static string Lines(JournalFault fault, string what) =>
        fault.Lines == 1
            ? $"une ligne a été {what}"
            : string.Create(French, $"{fault.Lines:N0} lignes ont été {what}s");
}

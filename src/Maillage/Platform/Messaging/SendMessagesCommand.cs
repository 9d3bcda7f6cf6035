using System.CommandLine;
using System.Globalization;

namespace Maillage.Platform.Messaging;

/// <summary>The verb <c>./maillage messages send</c>.</summary>
internal static class SendMessagesCommand
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static Command Create(IServiceProvider services)
    {
        var command = new Command("send", "Envoie les messages qui attendent, puis s’arrête.");
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var scope = services.CreateAsyncScope();
                var sendMessages = scope.ServiceProvider.GetRequiredService<SendMessages>();
                if (!sendMessages.IsOn)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(
                        "Aucun envoi n’est réglé : donnez Messages:Mail:Host ou Messages:Sms:Url (docs/running.md)."
                    );
                    return 2;
                }

                var output = parsed.InvocationConfiguration.Output;
                var due = await sendMessages.CountDue(cancellation);
                await output.WriteLineAsync(string.Create(French, $"Messages qui attendent : {due:N0}."));
                var report = await sendMessages.Run(cancellation);
                await output.WriteLineAsync(
                    string.Create(
                        French,
                        $"{report.Sent:N0} envoyés, {report.Failed:N0} refusés, {report.Held:N0} à relire."
                    )
                );
                return report.Unreachable || report.Held > 0 ? 2 : 0;
            }
        );
        return command;
    }
}

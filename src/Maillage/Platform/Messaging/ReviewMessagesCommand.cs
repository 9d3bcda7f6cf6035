using System.CommandLine;
using System.Globalization;

namespace Maillage.Platform.Messaging;

/// <summary>The verbs <c>./maillage messages held</c>, <c>send-again</c> and <c>give-up</c>.</summary>
internal static class ReviewMessagesCommand
{
    public static Command CreateHeld(IServiceProvider services)
    {
        var command = new Command("held", "Montre les messages à relire : on ne sait pas s’ils sont partis.");
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var scope = services.CreateAsyncScope();
                var held = await scope.ServiceProvider.GetRequiredService<ReviewMessages>().Held(cancellation);
                foreach (var message in held)
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{message.Id}  {message.Since:yyyy-MM-dd HH:mm}  {message.Channel}  {message.Template}  {message.Why}"
                        )
                    );
                }

                return 0;
            }
        );
        return command;
    }

    public static Command CreateSendAgain(IServiceProvider services) =>
        Create(
            services,
            "send-again",
            "Envoie de nouveau un message à relire.",
            (review, id, cancellation) => review.SendAgain(id, cancellation)
        );

    public static Command CreateGiveUp(IServiceProvider services) =>
        Create(
            services,
            "give-up",
            "Abandonne un message à relire.",
            (review, id, cancellation) => review.GiveUp(id, cancellation)
        );

    private static Command Create(
        IServiceProvider services,
        string name,
        string description,
        Func<ReviewMessages, Guid, CancellationToken, Task<bool>> decide
    )
    {
        var id = new Argument<Guid>("MESSAGE") { Description = "L’identifiant que « held » a montré." };
        var command = new Command(name, description) { id };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var scope = services.CreateAsyncScope();
                var review = scope.ServiceProvider.GetRequiredService<ReviewMessages>();
                if (await decide(review, parsed.GetRequiredValue(id), cancellation))
                {
                    return 0;
                }

                await parsed.InvocationConfiguration.Error.WriteLineAsync(
                    "Ce message n’est pas à relire, ou son texte est déjà effacé."
                );
                return 2;
            }
        );
        return command;
    }
}

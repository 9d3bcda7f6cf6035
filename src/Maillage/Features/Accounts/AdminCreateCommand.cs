using System.CommandLine;
using Maillage.Data;
using Maillage.Features.Accounts.Teams;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts;

/// <summary><c>./maillage admin create EMAIL</c>: the link by which the first administrator comes in.</summary>
internal static class AdminCreateCommand
{
    public static Command Create(IServiceProvider services)
    {
        var email = new Argument<string>("EMAIL") { Description = "L’adresse e-mail de la personne." };
        var command = new Command("create", "Donne un lien, valable sept jours, qui ouvre un compte d’administrateur.")
        {
            email,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await using var scope = services.CreateAsyncScope();
                var site = scope.ServiceProvider.GetRequiredService<IOptions<SiteSettings>>().Value;
                var secret = await scope
                    .ServiceProvider.GetRequiredService<InvitePerson>()
                    .IntoNetwork(
                        parsed.GetRequiredValue(email),
                        NetworkRoleKind.Administrator,
                        site.Departement,
                        invitedBy: null,
                        cancellation
                    );
                if (secret is null)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync("Cette adresse e-mail ne se lit pas.");
                    return 2;
                }

                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"Ouvrez ce lien dans les sept jours pour choisir un mot de passe :\n{site.PublicUrl}{AccountUrls.Invitation(secret)}"
                );
                return 0;
            }
        );
        return command;
    }
}

using System.CommandLine;
using Maillage.Data;
using Maillage.Features.Accounts.Teams;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts;

/// <summary>
/// <c>./maillage admin create EMAIL</c>: the link by which the first administrator comes in;
/// <c>./maillage admin password EMAIL</c>: the link to another password.
/// </summary>
internal static class AdminCommands
{
    public static Command Create(IServiceProvider services) =>
        LinkFor(
            services,
            new Command("create", "Donne un lien, valable sept jours, qui ouvre un compte d’administrateur."),
            (invite, email, site, cancellation) =>
                invite.IntoNetwork(
                    email,
                    NetworkRoleKind.Administrator,
                    site.Departement,
                    invitedBy: null,
                    cancellation
                ),
            "Cette adresse e-mail ne se lit pas."
        );

    public static Command Password(IServiceProvider services) =>
        LinkFor(
            services,
            new Command("password", "Donne un lien, valable sept jours, pour choisir un autre mot de passe."),
            (invite, email, _, cancellation) => invite.ToNewPassword(email, invitedBy: null, cancellation),
            "Aucun compte n’a cette adresse."
        );

    private static Command LinkFor(
        IServiceProvider services,
        Command command,
        Func<InvitePerson, string, SiteSettings, CancellationToken, Task<string?>> make,
        string refusal
    )
    {
        var email = new Argument<string>("EMAIL") { Description = "L’adresse e-mail de la personne." };
        command.Add(email);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await services.PrepareDatabase(cancellation);
                await using var scope = services.CreateAsyncScope();
                var site = scope.ServiceProvider.GetRequiredService<IOptions<SiteSettings>>().Value;
                var invite = scope.ServiceProvider.GetRequiredService<InvitePerson>();
                if (await make(invite, parsed.GetRequiredValue(email), site, cancellation) is not { } secret)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(refusal);
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

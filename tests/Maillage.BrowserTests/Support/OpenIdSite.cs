using System.Diagnostics;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Maillage.BrowserTests.Support;

/// <summary>
/// A site whose agents come by ProConnect and whose inhabitants by FranceConnect, both played on loopback by a real
/// OpenID server (npm oidc-provider). Its clock is the true one, which the server's tokens follow.
/// </summary>
public sealed class OpenIdSite : IAsyncLifetime
{
    private static readonly string Script = Path.Combine(
        SharedData.Repository,
        "tests",
        "Maillage.BrowserTests",
        "Support",
        "openid-server.mjs"
    );

    private Process server = null!;
    private TestDatabase database = null!;
    private WebApplicationFactory<Program> factory = null!;

    /// <summary>The site's address, without a final slash.</summary>
    public string Root { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("node", [Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH_BASE"] = SharedData.Repository;
        server = Process.Start(start)!;
        var issuers = (await server.StandardOutput.ReadLineAsync())!.Split(' ');
        database = await TestDatabase.Create();
        await using (var db = database.Open())
        {
            var organisation = People.Organisation("Commune d’essai", "22490001500013");
            db.Add(organisation);
            db.AddMember("Ana Lopes", organisation);
            db.AddMember("Bruno Petit", organisation).TwoFactorEnabled = true;
            db.Add(Invitation("invitation-d-essai", "zoe.martin@exemple.test", organisation.Id));
            await db.SaveChangesAsync();
        }

#pragma warning disable CA2000 // disposed with the site
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
#pragma warning restore CA2000
        {
            host.UseEnvironment("Testing");
            host.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            host.UseSetting("Database:Provider", database.Provider);
            host.UseSetting("Database:ConnectionString", database.ConnectionString);
            host.UseSetting("ProConnect:Authority", issuers[0]);
            host.UseSetting("ProConnect:ClientId", "maillage-agents");
            host.UseSetting("ProConnect:ClientSecret", "un-secret-pour-essai-de-plus-de-trente-deux-lettres");
            host.UseSetting("FranceConnect:Authority", issuers[1]);
            host.UseSetting("FranceConnect:ClientId", "maillage-habitants");
            host.UseSetting("FranceConnect:ClientSecret", "un-secret-pour-essai-de-plus-de-trente-deux-lettres");
        });
        factory.UseKestrel();
        factory.StartServer();
        Root = factory.ClientOptions.BaseAddress.ToString().TrimEnd('/');
        await server.StandardInput.WriteLineAsync(Root);
        Assert.Equal("prêt", await server.StandardOutput.ReadLineAsync());
    }

    public MaillageDb Db() => database.Open();

    /// <summary>Ends the provider, as a failure of its own would.</summary>
    public async Task StopProvider()
    {
        server.StandardInput.Close();
        await server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!server.HasExited)
        {
            await StopProvider();
        }

        server.Dispose();
        await factory.DisposeAsync();
        await database.DisposeAsync();
    }

    private static Invitation Invitation(string secret, string email, Guid organisationId)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new Invitation
        {
            Id = Guid.CreateVersion7(),
            SecretHash = People.HashOf(secret),
            Email = email,
            OrganisationId = organisationId,
            Role = OrganisationRole.Mediator,
            CreatedAt = now,
            EndsAt = now + Features.Accounts.Invitation.Longest,
        };
    }
}

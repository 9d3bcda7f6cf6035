using Maillage.BrowserTests.Support;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>Passkeys, with the virtual authenticator of Chromium.</summary>
public class PasskeyTests(Sites sites, OpenIdSite site) : IClassFixture<OpenIdSite>
{
    [Fact]
    public async Task A_passkey_is_added_lets_its_owner_in_without_a_code_and_is_removed()
    {
        // Keys belong to names, never to numbers.
        var root = site.Root.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var context = await sites.Browser.NewContextAsync();
        context.SetDefaultTimeout(10_000);
        var page = await context.NewPageAsync();
        var devices = await context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var device = await devices.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
        await page.GotoAsync(root + "/connexion?retour=%2Fmon-compte%2Fcles");
        await page.GetByLabel("Votre adresse e-mail").FillAsync(People.EmailOf("Ana Lopes"));
        await page.GetByLabel("Votre mot de passe").FillAsync(People.Password);
        await Press(page, "Se connecter");
        await page.GetByLabel("Le nom de cet appareil").FillAsync("Mon téléphone");
        await Press(page, "Ajouter une clé d’accès");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mon téléphone" })).ToBeVisibleAsync();
        await using (var db = site.Db())
        {
            var ana = await db.Accounts.SingleAsync(a => a.Name == "Ana Lopes", TestContext.Current.CancellationToken);
            ana.TwoFactorEnabled = true;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await context.ClearCookiesAsync();
        await page.GotoAsync(root + "/connexion");
        await Press(page, "Entrer avec une clé d’accès");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bonjour Ana Lopes");

        // A device that does not check its owner is not enough.
        await devices.SendAsync(
            "WebAuthn.setUserVerified",
            new Dictionary<string, object>
            {
                ["authenticatorId"] = device!.Value.GetProperty("authenticatorId").GetString()!,
                ["isUserVerified"] = false,
            }
        );
        await context.ClearCookiesAsync();
        await page.GotoAsync(root + "/connexion");
        await Press(page, "Entrer avec une clé d’accès");
        await Assertions.Expect(page.GetByText("L’appareil n’a pas donné de clé")).ToBeVisibleAsync();

        await devices.SendAsync(
            "WebAuthn.setUserVerified",
            new Dictionary<string, object>
            {
                ["authenticatorId"] = device.Value.GetProperty("authenticatorId").GetString()!,
                ["isUserVerified"] = true,
            }
        );
        await Press(page, "Entrer avec une clé d’accès");
        await page.WaitForURLAsync("**/espace");
        await page.GotoAsync(root + "/mon-compte/cles");
        await Press(page, "Retirer la clé Mon téléphone");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mon téléphone" })).ToBeHiddenAsync();
        await context.ClearCookiesAsync();
        await page.GotoAsync(root + "/connexion");
        await Press(page, "Entrer avec une clé d’accès");
        await Assertions.Expect(page.GetByText("Cette clé d’accès n’ouvre aucun compte")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_script_nothing_speaks_of_passkeys_that_one_could_not_press()
    {
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );
        var page = await context.NewPageAsync();

        await page.GotoAsync(site.Root + "/connexion");

        await Assertions.Expect(page.GetByText("Entrer avec une clé d’accès")).ToBeHiddenAsync();
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
}

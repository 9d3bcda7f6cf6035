using Maillage.BrowserTests.Support;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>Inhabitants who come by FranceConnect, played by a real OpenID server.</summary>
public class FranceConnectTests(Sites sites, OpenIdSite site) : IClassFixture<OpenIdSite>
{
    [Fact]
    public async Task FranceConnect_opens_what_a_reference_and_a_code_have_opened_once()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);
        var (reference, code) = await Give(page);

        await Come(page, "habitante");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Rien n’est encore rattaché");
        await page.GetByRole(AriaRole.Link, new() { Name = "Écrire ma référence et mon code" }).ClickAsync();
        await page.GetByLabel("Votre référence").FillAsync(reference);
        await page.GetByLabel("Votre code").FillAsync(code);
        await Press(page, "Ouvrir");
        await Press(page, "Rattacher FranceConnect");
        await page.WaitForURLAsync("**/ma-demande/suivi");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Vous l’ouvrez aussi avec FranceConnect");
        await using (var db = site.Db())
        {
            // Pairwise: the provider's own name for the person never comes to us, and nothing else is kept.
            var subject = await db
                .InhabitantAccesses.Where(a => a.Subject != null)
                .Select(a => a.Subject!)
                .SingleAsync(TestContext.Current.CancellationToken);
            Assert.Matches("^[0-9a-f]{64}v1$", subject);
        }

        // Closing ends FranceConnect's session too.
        await Press(page, "Fermer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Me déconnecter" }).ClickAsync();
        await page.WaitForURLAsync("**/ma-demande?state=*");

        await using var later = await sites.Browser.NewContextAsync();
        var again = await NewPage(later);
        await Come(again, "habitante");
        await again.WaitForURLAsync("**/ma-demande/suivi");
        await Assertions.Expect(again.Locator("main")).ToContainTextAsync("Donné par Commune d’essai");

        // An identity of FranceConnect opens nothing of the network's people.
        await again.GotoAsync(site.Root + "/connexion/identite");
        await again.WaitForURLAsync("**/connexion");
    }

    [Theory]
    [InlineData("Refuser", "Vous n’avez pas donné votre accord")]
    [InlineData("sans niveau", "ne garantit pas assez votre identité")]
    [InlineData("niveau bas", "ne garantit pas assez votre identité")]
    [InlineData("code périmé", "a trop attendu, ou elle a déjà servi")]
    [InlineData("réponse altérée", "n’est pas sûre")]
    [InlineData("réponse non signée", "n’est pas sûre")]
    [InlineData("réponse sans signature", "n’est pas sûre")]
    [InlineData("réponse d’un autre service", "n’est pas sûre")]
    [InlineData("réponse d’un autre émetteur", "n’est pas sûre")]
    [InlineData("réponse d’une autre personne", "n’est pas sûre")]
    [InlineData("réponse d’une autre clé", "n’est pas sûre")]
    public async Task What_is_not_right_is_refused_in_a_plain_sentence(string who, string sentence)
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);

        await Come(page, who);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Ouvrir ma demande");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync(sentence);
    }

    [Fact]
    public async Task An_answer_serves_once_and_in_the_browser_that_asked()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);
        var answers = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/ma-demande/franceconnect/retour?", StringComparison.Ordinal))
            {
                answers.Add(request.Url);
            }
        };
        await Come(page, "habitante");

        await page.GotoAsync(answers.Single());
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("elle a déjà servi");

        await using var elsewhere = await sites.Browser.NewContextAsync();
        var stranger = await NewPage(elsewhere);
        await stranger.GotoAsync(answers.First());
        await Assertions.Expect(stranger.Locator("[role=alert]")).ToContainTextAsync("elle a déjà servi");
    }

    private async Task<(string Reference, string Code)> Give(IPage page)
    {
        await page.GotoAsync(site.Root + "/connexion?retour=%2Fespace%2Facces");
        await page.GetByLabel("Votre adresse e-mail").FillAsync(People.EmailOf("Ana Lopes"));
        await page.GetByLabel("Votre mot de passe").FillAsync(People.Password);
        await Press(page, "Se connecter");
        await Press(page, "Faire une référence et un code");
        var told = page.Locator(".ml-acces");
        return (await told.Nth(0).InnerTextAsync(), await told.Nth(1).InnerTextAsync());
    }

    private async Task Come(IPage page, string who)
    {
        await page.GotoAsync(site.Root + "/ma-demande");
        await page.GetByRole(AriaRole.Link, new() { Name = "S’identifier avec FranceConnect" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = who, Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.StartsWith(site.Root, StringComparison.Ordinal));
    }

    private static async Task<IPage> NewPage(IBrowserContext context)
    {
        context.SetDefaultTimeout(10_000);
        return await context.NewPageAsync();
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

using System.Text;
using Maillage.BrowserTests.Support;
using Maillage.Tests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>What a coordinator does at the desk, from one page to the next, in Chromium without script.</summary>
public class DeskJourneyTests(Sites sites)
{
    private const int MostTurns = 100;

    [Fact]
    public async Task Without_script_a_list_is_given_matched_previewed_imported_and_undone()
    {
        await using var site = await Sites.Site.Start(demonstration: true);
        await using var context = await NoScript();
        var page = await SignIn(context, site, "Coralie");
        await page.GetByRole(AriaRole.Link, new() { Name = "Imports", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Importer une liste" }).ClickAsync();
        await page.GetByLabel("Un fichier")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "lieux.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(
                        "numero;lieu;ville;cp;tarif\n1;Maison du Port;Angers;49000;pas cher\n2;Maison du Pont;Angers;49100;pas cher\n"
                    ),
                }
            );
        await page.GetByLabel("Nom de la liste").FillAsync("Lieux d’essai");
        await Press(page, "Continuer");

        await Turn(site, page, "Ses colonnes sont-elles bien reconnues");
        await page.GetByRole(AriaRole.Link, new() { Name = "Changer : tarif" }).ClickAsync();
        await page.GetByLabel("Elle dit").SelectOptionAsync(new SelectOptionValue { Label = "Tarif" });
        await Press(page, "Enregistrer");
        await Press(page, "Continuer");
        await page.GetByLabel("« pas cher »").SelectOptionAsync(new SelectOptionValue { Label = "Gratuit" });
        await Press(page, "Lire la liste");

        await Turn(site, page, "Importer ces changements");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Maison du Port");
        await Press(page, "Importer");
        await Turn(site, page, "Importée");
        var import = page.Url;
        await page.GotoAsync(site.Root + "lieux?q=maison+du+port&commune=49007");
        await Assertions.Expect(page.Locator(".ml-lieu__nom").First).ToHaveTextAsync("Maison du Port");

        await page.GotoAsync(import);
        await Press(page, "Annuler cet import");
        await Press(page, "Oui, tout annuler");
        await Turn(site, page, "Annulée");
        await page.GotoAsync(site.Root + "lieux?q=maison+du+port&commune=49007");
        Assert.DoesNotContain("Maison du Port", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_a_proposal_becomes_a_place_and_another_is_refused()
    {
        await using var site = await Sites.Site.Start(demonstration: true);
        await using var context = await NoScript();
        var page = await SignIn(context, site, "Coralie");
        await page.GotoAsync(site.Root + "espace/propositions");
        var waiting = await page.Locator("main li h2 a").CountAsync();
        await page.Locator("main li h2 a").First.ClickAsync();
        var name = await page.Locator("h1").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer ce lieu", Exact = true }).ClickAsync();
        await page.GotoAsync(site.Root + "espace/lieux");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(name);

        await page.GotoAsync(site.Root + "espace/propositions");
        await Assertions.Expect(page.Locator("main li h2 a")).ToHaveCountAsync(waiting - 1);
        await page.Locator("main li h2 a").First.ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Pourquoi ?" })
            .GetByRole(AriaRole.Radio)
            .First.CheckAsync();
        await Press(page, "Refuser");
        await page.GotoAsync(site.Root + "espace/propositions");
        Assert.Equal(waiting - 2, await page.Locator("main li h2 a").CountAsync());
    }

    [Fact]
    public async Task Without_script_a_campaign_starts_and_its_places_are_called()
    {
        await using var site = await Sites.Site.Start(demonstration: true);
        await using var context = await NoScript();
        var page = await SignIn(context, site, "Coralie");
        await page.GotoAsync(site.Root + "espace/campagnes/nouvelle");
        await page.GetByLabel("Nom de la campagne").FillAsync("Rentrée");
        await page.GetByLabel("Commune", new() { Exact = true }).FillAsync("Cholet");
        await Press(page, "Continuer");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Rien n’est encore parti");
        await Press(page, "Lancer la campagne");
        for (var turn = 0; turn < MostTurns && !await page.GetByText("Liste d’appels :").IsVisibleAsync(); turn++)
        {
            await Pass(site, TimeSpan.FromMinutes(1));
            await page.ReloadAsync();
        }

        await page.GetByText("Liste d’appels :").ClickAsync();
        var rows = page.Locator("main li");
        var toCall = await rows.CountAsync();
        await rows.First.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(toCall - 1);
        await rows.First.GetByRole(AriaRole.Button, new() { Name = "Pas de réponse" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 appel sans réponse");
    }

    [Fact]
    public async Task Without_script_two_records_are_merged_and_come_apart_again()
    {
        await using var site = await Sites.Site.Start(demonstration: true);
        await using var context = await NoScript();
        var page = await SignIn(context, site, "Coralie");
        await page.GotoAsync(site.Root + "espace/doublons");
        await page.Locator("main li h2 a").First.ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Quelle page garder ?" })
            .GetByRole(AriaRole.Radio)
            .First.CheckAsync();
        await Press(page, "C’est le même lieu : continuer");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Vérifiez avant de réunir");
        await Press(page, "Réunir les deux lieux");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réunis le");

        await Press(page, "Séparer les deux lieux");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Page de «");
        await page.GotoAsync(site.Root + "espace/doublons/fusions");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Séparés depuis");
    }

    private Task<IBrowserContext> NoScript() =>
        sites.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                JavaScriptEnabled = false,
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            }
        );

    private static async Task<IPage> SignIn(IBrowserContext context, Sites.Site site, string name)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Root + "connexion");
        await page.GetByLabel("Votre adresse e-mail").FillAsync(People.EmailOf(name));
        await page.GetByLabel("Votre mot de passe").FillAsync(People.Password);
        await Press(page, "Se connecter");
        await page.WaitForURLAsync(site.Root + "espace");
        return page;
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Lets the work done aside go on until the page says so; « Actualiser » is how one asks.</summary>
    private static async Task Turn(Sites.Site site, IPage page, string until)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if ((await page.Locator("main").InnerTextAsync()).Contains(until, StringComparison.Ordinal))
            {
                return;
            }

            await Pass(site, TimeSpan.FromSeconds(2));
            await page.GetByRole(AriaRole.Link, new() { Name = "Actualiser" }).ClickAsync();
        }

        Assert.Fail($"Jamais : {until}\n{await page.Locator("main").InnerTextAsync()}");
    }

    /// <summary>Time for the services that wake up to do their work.</summary>
    private static async Task Pass(Sites.Site site, TimeSpan time)
    {
        site.Clock.Advance(time);
        await Task.Delay(100, TestContext.Current.CancellationToken);
    }
}

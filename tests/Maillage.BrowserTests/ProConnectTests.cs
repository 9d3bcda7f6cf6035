using Maillage.BrowserTests.Support;
using Maillage.Features.Accounts.SignIn;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>Agents who sign in with ProConnect, played by a real OpenID server: the good ways, and every way to lie.</summary>
public class ProConnectTests(Sites sites, OpenIdSite site) : IClassFixture<OpenIdSite>
{
    [Fact]
    public async Task An_agent_links_ProConnect_by_the_first_way_in_then_signs_in_and_out_with_it()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);

        // Nobody yet: the same words whether or not somebody of the network has this name or this e-mail.
        await Come(page, "agent");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Aucun compte n’est rattaché");
        Assert.Contains("Demandez une invitation", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Se connecter" }).ClickAsync();
        await Fill(page, "Ana Lopes");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Rattacher ProConnect à votre compte");
        await Press(page, "Rattacher ProConnect");
        await page.WaitForURLAsync("**/mon-compte");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("pour Commune d’essai");

        // Signing out ends ProConnect's session too, and comes back.
        await SignOut(page);
        await page.WaitForURLAsync("**/connexion?state=*");
        await Come(page, "agent");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bonjour Ana Lopes");

        // A password remains, so the identity may be removed; then ProConnect opens nothing any more.
        await page.GotoAsync(site.Root + "/mon-compte");
        await Press(page, "Détacher ProConnect");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune. Avec ProConnect");
        await using var elsewhere = await sites.Browser.NewContextAsync();
        var stranger = await NewPage(elsewhere);
        await Come(stranger, "agent");
        await Assertions.Expect(stranger.Locator("h1")).ToHaveTextAsync("Aucun compte n’est rattaché");
        await using var db = site.Db();
        var lines = await db
            .JournalLines.Where(line => line.Subject == "LinkedIdentity" && line.Action != "changed")
            .ToListAsync(TestContext.Current.CancellationToken);
        var removed = Assert.Single(lines, line => line.Action == "removed");
        Assert.Equal(
            ["created", "removed"],
            lines.Where(line => line.SubjectId == removed.SubjectId).Select(line => line.Action).Order()
        );
    }

    [Fact]
    public async Task An_invited_agent_opens_an_account_without_a_password_and_keeps_a_way_in()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);

        await page.GotoAsync(site.Root + "/invitation/invitation-d-essai");
        await page.GetByRole(AriaRole.Link, new() { Name = "S’identifier avec ProConnect" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "autre agent", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/invitation/invitation-d-essai");
        await Assertions.Expect(page.GetByLabel("Votre prénom et votre nom")).ToHaveValueAsync("Zoé Martin");
        await Press(page, "Ouvrir mon compte");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bonjour Zoé Martin");

        await page.GotoAsync(site.Root + "/mon-compte");
        await Press(page, "Détacher ProConnect");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("votre seul moyen d’entrer");
        await using var db = site.Db();
        Assert.Equal(
            "22490001500013",
            await db
                .LinkedIdentities.Where(l => l.Subject == "autre agent")
                .Select(l => l.Siret)
                .SingleAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Whoever_was_signed_in_for_long_is_asked_for_the_first_way_in_again()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);
        await page.GotoAsync(site.Root + "/connexion");
        await Fill(page, "Ana Lopes");
        await page.WaitForURLAsync("**/espace");
        await using (var db = site.Db())
        {
            // The session was opened this morning.
            var morning = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2);
            await db.AccountSessions.ExecuteUpdateAsync(
                set => set.SetProperty(s => s.StartedAt, morning),
                TestContext.Current.CancellationToken
            );
        }

        await page.GotoAsync(site.Root + "/mon-compte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rattacher ProConnect" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "agent fort", Exact = true }).ClickAsync();
        await Press(page, "Me connecter à nouveau");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Se connecter");
        await Fill(page, "Ana Lopes");
        await Press(page, "Ne rien changer");
        await page.WaitForURLAsync("**/mon-compte");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune. Avec ProConnect");
    }

    [Fact]
    public async Task A_button_shown_while_the_sign_in_was_fresh_links_nothing_later()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);
        await page.GotoAsync(site.Root + "/connexion");
        await Fill(page, "Ana Lopes");
        await page.WaitForURLAsync("**/espace");
        await page.GotoAsync(site.Root + "/mon-compte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rattacher ProConnect" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "agent fort", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Rattacher ProConnect à votre compte");
        await using var db = site.Db();
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime - Sessions.Fresh;
        await db.AccountSessions.ExecuteUpdateAsync(
            set => set.SetProperty(s => s.StartedAt, longAgo),
            TestContext.Current.CancellationToken
        );

        await Press(page, "Rattacher ProConnect");

        await Assertions
            .Expect(page.Locator("main"))
            .ToContainTextAsync("nous vous demandons de vous connecter à nouveau");
        Assert.False(
            await db.LinkedIdentities.AnyAsync(l => l.Subject == "agent fort", TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("agent", true)]
    [InlineData("agent fort", false)]
    public async Task The_second_factor_is_asked_unless_the_provider_asked_for_one(string who, bool asked)
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);
        await using (var db = site.Db())
        {
            var bruno = await db.Accounts.SingleAsync(
                a => a.Name == "Bruno Petit",
                TestContext.Current.CancellationToken
            );
            db.LinkedIdentities.RemoveRange(db.LinkedIdentities.Where(l => l.Subject == who));
            await page.GotoAsync(site.Root + "/connexion");
            var issuer = await Issuer(page);
            db.LinkedIdentities.Add(
                new()
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = bruno.Id,
                    Provider = "ProConnect",
                    Issuer = issuer,
                    Subject = who,
                    LinkedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
                }
            );
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Come(page, who);

        await Assertions
            .Expect(page.Locator("h1"))
            .ToHaveTextAsync(asked ? "Code de vérification" : "Bonjour Bruno Petit");
        await using var after = site.Db();
        after.LinkedIdentities.RemoveRange(after.LinkedIdentities.Where(l => l.Subject == who));
        await after.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Refuser", "Vous n’avez pas donné votre accord")]
    [InlineData("code périmé", "a trop attendu, ou elle a déjà servi")]
    [InlineData("sans niveau", "ne garantit pas assez votre identité")]
    [InlineData("niveau bas", "ne garantit pas assez votre identité")]
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
        var failures = new List<int>();
        page.Response += (_, answer) =>
        {
            if (answer.Url.StartsWith(site.Root, StringComparison.Ordinal) && answer.Status >= 500)
            {
                failures.Add(answer.Status);
            }
        };

        await Come(page, who);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Se connecter");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync(sentence);
        Assert.Empty(failures);
        await page.GotoAsync(site.Root + "/connexion/identite");
        await page.WaitForURLAsync("**/connexion");
    }

    [Fact]
    public async Task An_answer_serves_once_and_in_the_browser_that_asked()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await NewPage(context);
        var answers = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/connexion/proconnect/retour?", StringComparison.Ordinal))
            {
                answers.Add(request.Url);
            }
        };
        await Come(page, "agent");
        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync("Se connecter");

        await page.GotoAsync(answers.Single());
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("elle a déjà servi");

        await using var elsewhere = await sites.Browser.NewContextAsync();
        var stranger = await NewPage(elsewhere);
        await stranger.GotoAsync(answers.First());
        await Assertions.Expect(stranger.Locator("[role=alert]")).ToContainTextAsync("elle a déjà servi");
        await stranger.GotoAsync(site.Root + "/connexion/proconnect/retour?code=x&state=y");
        await Assertions.Expect(stranger.Locator("[role=alert]")).ToContainTextAsync("elle a déjà servi");
    }

    /// <summary>Goes to ProConnect from the sign-in page, and presses a button there.</summary>
    private async Task Come(IPage page, string who)
    {
        await page.GotoAsync(site.Root + "/connexion");
        await page.GetByRole(AriaRole.Link, new() { Name = "S’identifier avec ProConnect" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = who, Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.StartsWith(site.Root, StringComparison.Ordinal));
    }

    private async Task SignOut(IPage page)
    {
        await page.GotoAsync(site.Root + "/deconnexion");
        await Press(page, "Se déconnecter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Me déconnecter" }).ClickAsync();
    }

    private async Task<string> Issuer(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "S’identifier avec ProConnect" }).ClickAsync();
        var issuer = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
        await page.GotoAsync(site.Root + "/connexion");
        return issuer;
    }

    private static async Task Fill(IPage page, string name)
    {
        await page.GetByLabel("Votre adresse e-mail").FillAsync(People.EmailOf(name));
        await page.GetByLabel("Votre mot de passe").FillAsync(People.Password);
        await Press(page, "Se connecter");
    }

    /// <summary>A page that does not wait for long: everything is on this machine.</summary>
    private static async Task<IPage> NewPage(IBrowserContext context)
    {
        context.SetDefaultTimeout(10_000);
        return await context.NewPageAsync();
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
}

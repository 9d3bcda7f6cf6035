using System.Net;
using System.Security.Cryptography;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.SignIn;
using Maillage.Features.Places;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Features.Accounts;

/// <summary>Signing in: passwords, codes, sessions, and what slows guessing down.</summary>
public class SignInTests
{
    [Fact]
    public async Task A_person_signs_in_and_out()
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));

        var ana = await app.SignIn("Ana Lopes");
        await ana.Open("/espace");

        Assert.Contains("Bonjour Ana Lopes", ana.Text);
        await ana.Open("/deconnexion");
        await ana.Press("Se déconnecter");
        await ana.Open("/espace");
        Assert.Equal("/connexion?retour=%2Fespace", ana.Address);
    }

    [Fact]
    public async Task Nothing_tells_which_account_exists()
    {
        await using var app = await TestApp.Start(db => db.AddAccount("Ana Lopes"));

        var known = await Refused(app, "ana.lopes@exemple.test");
        var unknown = await Refused(app, "personne@exemple.test");

        Assert.Equal(HttpStatusCode.BadRequest, known.Status);
        Assert.Equal(
            known.Text.Replace("ana.lopes@exemple.test", "", StringComparison.Ordinal),
            unknown.Text.Replace("personne@exemple.test", "", StringComparison.Ordinal)
        );
        for (var attempt = 1; attempt < SignInGate.MostFailures; attempt++)
        {
            await Refused(app, "ana.lopes@exemple.test");
            await Refused(app, "personne@exemple.test");
        }

        Assert.Contains("Trop d’essais", (await Refused(app, "ana.lopes@exemple.test")).Text);
        Assert.Contains("Trop d’essais", (await Refused(app, "personne@exemple.test")).Text);
    }

    [Fact]
    public async Task A_typed_password_never_comes_back_in_the_page()
    {
        await using var app = await TestApp.Start();

        var browser = await Refused(app, "ana.lopes@exemple.test");

        Assert.Equal("ana.lopes@exemple.test", browser.Field("Votre adresse e-mail").GetAttribute("value"));
        Assert.DoesNotContain("pas le bon mot", browser.Page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_passwords_slow_down_and_a_known_browser_still_comes_in()
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open("/deconnexion");
        await ana.Press("Se déconnecter");
        for (var attempt = 0; attempt < SignInGate.MostFailures; attempt++)
        {
            await Refused(app, "ana.lopes@exemple.test");
        }

        var stranger = new Browser(app.Client());
        await stranger.Open("/connexion");
        await stranger
            .Fill("Votre adresse e-mail", "ana.lopes@exemple.test")
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Contains("Trop d’essais. Réessayez dans 15 minutes", stranger.Text);

        await ana.Fill("Votre adresse e-mail", "ANA.lopes@exemple.test ")
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Equal("/espace", ana.Address);

        app.Pass(SignInGate.Window);
        await stranger
            .Fill("Votre adresse e-mail", "ana.lopes@exemple.test")
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Equal("/espace", stranger.Address);
    }

    [Fact]
    public async Task One_hash_is_made_at_a_time_and_few_wait()
    {
        var gate = new SignInGate(new FakeTimeProvider());
        var (working, _) = await gate.Enter("a@exemple.test", device: null);
        var waiting = Enumerable
            .Range(0, SignInGate.MostWaiting)
            .Select(i => gate.Enter($"{i}@exemple.test", device: null))
            .ToList();

        var (refused, wait) = await gate.Enter("z@exemple.test", device: null);
        var known = gate.Enter("ana@exemple.test", device: "known");

        Assert.Null(refused);
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.All(waiting, turn => Assert.False(turn.IsCompleted));
        working!.Dispose();
        var (first, _) = await known;
        Assert.NotNull(first);
        Assert.All(waiting, turn => Assert.False(turn.IsCompleted));
        first.Dispose();
        foreach (var turn in waiting)
        {
            (await turn).Pass!.Dispose();
        }
    }

    [Fact]
    public async Task Forgotten_passwords_and_codes_wait_in_the_same_short_line()
    {
        Account ana = null!;
        await using var app = await TestApp.Start(db => ana = db.AddMember("Ana Lopes", Organisation(db)));
        var gate = app.Services.GetRequiredService<SignInGate>();
        using var working = (await gate.Enter("a@exemple.test", device: null)).Pass;
        var waiting = Enumerable
            .Range(0, SignInGate.MostWaiting)
            .Select(i => gate.Enter($"{i}@exemple.test", device: null))
            .ToList();
        await using var scope = app.Services.CreateAsyncScope();

        var asked = scope.ServiceProvider.GetRequiredService<AskNewPassword>();
        Assert.NotEqual(
            TimeSpan.Zero,
            await asked.Run("quelqu.un@exemple.test", TestContext.Current.CancellationToken)
        );
        var code = scope.ServiceProvider.GetRequiredService<CheckCode>();
        var answer = await code.Run(ana.Id, "000000", new DefaultHttpContext().Request);
        Assert.NotEqual(TimeSpan.Zero, answer.Wait);

        working!.Dispose();
        foreach (var turn in waiting)
        {
            (await turn).Pass!.Dispose();
        }

        Assert.Equal(TimeSpan.Zero, await asked.Run("quelqu.un@exemple.test", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_session_ends_after_a_working_day_and_can_be_ended_from_another()
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        var office = await app.SignIn("Ana Lopes");
        var home = await app.SignIn("Ana Lopes");

        await home.Open("/mon-compte");
        Assert.Equal(2, home.Page.QuerySelectorAll("#sessions ~ ul > li").Length);
        await home.Press("Fermer");

        await office.Open("/espace");
        Assert.StartsWith("/connexion", office.Address, StringComparison.Ordinal);
        await home.Open("/espace");
        Assert.Equal("/espace", home.Address);
        app.Pass(AccountSession.Longest);
        await home.Open("/espace");
        Assert.StartsWith("/connexion", home.Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_open_when_the_session_ends_is_still_taken_for_a_day(bool signsInAgainElsewhere)
    {
        var place = Given.Place("Mairie d’essai");
        await using var app = await TestApp.Start(db =>
        {
            var organisation = Organisation(db);
            db.AddMember("Ana Lopes", organisation);
            place.OrganisationId = organisation.Id;
            db.Add(place);
        });
        var form = await app.SignIn("Ana Lopes");
        await form.Open(PlaceUrls.Edit(place.Slug, "presentation"));
        app.Pass(AccountSession.Longest + TimeSpan.FromHours(13));
        var otherTab = form.OtherTab();
        await otherTab.Open("/espace");
        Assert.StartsWith("/connexion", otherTab.Address, StringComparison.Ordinal);
        if (signsInAgainElsewhere)
        {
            await otherTab
                .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
                .Fill("Votre mot de passe", People.Password)
                .Press("Se connecter");
        }

        await form.Fill("En une ou deux phrases", "Écrit hier soir").Press("Continuer");
        await form.Press("Enregistrer");

        await using var db = app.Db();
        var kept = await db.Places.Select(p => p.Summary).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Écrit hier soir", kept);
        Assert.Equal(
            signsInAgainElsewhere ? PlaceUrls.Manage(place.Slug) : AccountUrls.SignInThen(PlaceUrls.Manage(place.Slug)),
            form.Address
        );
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        var office = await app.SignIn("Ana Lopes");
        var home = await app.SignIn("Ana Lopes");

        await home.Open("/mon-compte/mot-de-passe");
        await home.Fill("Votre mot de passe actuel", "pas le bon")
            .Fill("Le nouveau", "une autre phrase de mots")
            .Press("Changer");
        Assert.Contains("Ce n’est pas votre mot de passe actuel", home.Text);
        await home.Fill("Votre mot de passe actuel", People.Password).Fill("Le nouveau", "azerty1234").Press("Changer");
        Assert.Contains("trop facile à deviner", home.Text);
        await home.Fill("Votre mot de passe actuel", People.Password)
            .Fill("Le nouveau", "une autre phrase de mots")
            .Press("Changer");

        Assert.Equal("/mon-compte", home.Address);
        await office.Open("/espace");
        Assert.StartsWith("/connexion", office.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_phrase_counts_to_its_last_letter()
    {
        const string phrase =
            "le chat gris dort sous la table ronde pendant que la pluie tombe sur les toits de la ville";
        Assert.InRange(phrase.Length, 80, 256);
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Password);
        await ana.Fill("Votre mot de passe actuel", People.Password).Fill("Le nouveau", phrase).Press("Changer");
        Assert.Equal(AccountUrls.Account, ana.Address);

        foreach (var (typed, enters) in new[] { (phrase[..72], false), (phrase[..^1] + "s", false), (phrase, true) })
        {
            var browser = new Browser(app.Client());
            await browser.Open("/connexion");
            await browser
                .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
                .Fill("Votre mot de passe", typed)
                .Press("Se connecter");
            Assert.Equal(enters ? "/espace" : "/connexion", browser.Address);
        }
    }

    [Theory]
    [InlineData("Je les reconnais tous", 1)]
    [InlineData("Je les retire tous", 0)]
    public async Task A_new_password_asks_about_what_else_opens_the_account(string answer, int left)
    {
        await using var app = await TestApp.Start(db => db.AddOtherWays(db.AddMember("Ana Lopes", Organisation(db))));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Password);
        Assert.Contains("Clé d’accès « Mon téléphone », depuis le 24 novembre 2026", ana.Text);
        Assert.Contains("ProConnect, depuis le 24 novembre 2026", ana.Text);
        ana.Fill("Votre mot de passe actuel", People.Password).Fill("Le nouveau", "une autre phrase de mots");
        await ana.Press("Changer");
        Assert.Contains("Dites si vous gardez ces moyens d’entrer", ana.Text);

        await ana.Fill("Votre mot de passe actuel", People.Password)
            .Fill("Le nouveau", "une autre phrase de mots")
            .Choose(answer)
            .Press("Changer");

        Assert.Equal(AccountUrls.Account, ana.Address);
        await using var db = app.Db();
        Assert.Equal(left, await db.LinkedIdentities.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(left, await db.Set<IdentityUserPasskey<Guid>>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_session_left_open_adds_no_way_in_and_shuts_nobody_out()
    {
        await using var app = await TestApp.Start(db => db.AddOtherWays(db.AddMember("Ana Lopes", Organisation(db))));
        var ana = await app.SignIn("Ana Lopes");
        var twoFactor = ana.OtherTab();
        await twoFactor.Open(AccountUrls.TwoFactor);
        var key = twoFactor.Page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var passkeys = ana.OtherTab();
        await passkeys.Open(AccountUrls.Passkeys);
        app.Pass(Sessions.Fresh + TimeSpan.FromMinutes(1));

        // From pages open before.
        await twoFactor.Fill("Le code à 6 chiffres", CodeOf(app, key)).Press("Activer");
        Assert.Equal(AccountUrls.TwoFactor, twoFactor.Address);
        Assert.Contains("nous vous demandons de vous connecter à nouveau", twoFactor.Text);
        Assert.DoesNotContain(key[..4], twoFactor.Page.Source.Text, StringComparison.Ordinal);
        await passkeys.Press("Retirer la clé Mon téléphone");
        Assert.Contains("nous vous demandons de vous connecter à nouveau", passkeys.Text);
        Assert.Empty(passkeys.Page.QuerySelectorAll("[data-passkey]"));
        await ana.Open(AccountUrls.PasskeyOptions);
        Assert.Equal(HttpStatusCode.NotFound, ana.Status);
        await using var db = app.Db();
        Assert.False((await db.Accounts.SingleAsync(TestContext.Current.CancellationToken)).TwoFactorEnabled);
        Assert.Single(await db.Set<IdentityUserPasskey<Guid>>().ToListAsync(TestContext.Current.CancellationToken));

        await passkeys.Press("Me connecter à nouveau");
        await passkeys
            .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Equal(AccountUrls.Passkeys, passkeys.Address);
        await passkeys.Press("Retirer la clé Mon téléphone");
        Assert.DoesNotContain("Mon téléphone", passkeys.Text);
    }

    [Fact]
    public async Task A_code_is_asked_once_double_verification_is_on_and_recovery_codes_serve_once()
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open("/mon-compte/double-verification");
        var key = ana.Page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        await ana.Fill("Le code à 6 chiffres", "000000").Press("Activer");
        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        await ana.Fill("Le code à 6 chiffres", CodeOf(app, key)).Press("Activer");
        var recovery = ana.Page.QuerySelectorAll("main code").Select(code => code.TextContent).ToList();
        Assert.Equal(8, recovery.Distinct().Count());

        var other = new Browser(app.Client());
        await GivePassword(other);
        Assert.StartsWith("/connexion/code", other.Address, StringComparison.Ordinal);
        await other.Open("/espace");
        Assert.StartsWith("/connexion?", other.Address, StringComparison.Ordinal);
        await GivePassword(other);
        await other.Fill("Le code", "123").Press("Continuer");
        Assert.Contains("Ce code n’est pas le bon", other.Text);
        // The code that turned it on is spent; so is each that lets somebody in.
        await other.Fill("Le code", CodeOf(app, key)).Press("Continuer");
        Assert.Contains("Ce code n’est pas le bon", other.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await other.Fill("Le code", CodeOf(app, key)).Press("Continuer");
        Assert.Equal("/espace", other.Address);
        var shoulder = new Browser(app.Client());
        await GivePassword(shoulder);
        await shoulder.Fill("Le code", CodeOf(app, key)).Press("Continuer");
        Assert.Contains("Ce code n’est pas le bon", shoulder.Text);

        var lost = new Browser(app.Client());
        await GivePassword(lost);
        await lost.Fill("Le code", recovery[0].ToLowerInvariant()).Press("Continuer");
        Assert.Equal("/espace", lost.Address);
        var thief = new Browser(app.Client());
        await GivePassword(thief);
        await thief.Fill("Le code", recovery[0]).Press("Continuer");
        Assert.Contains("Ce code n’est pas le bon", thief.Text);

        // A session left open changes nothing of it, even from a page that was open before.
        await ana.Open("/mon-compte/double-verification");
        var open = ana.Page.QuerySelector("main form")!;
        app.Pass(TimeSpan.FromMinutes(11));
        await ana.Send(open, open.QuerySelector("button[value=arreter]"));
        Assert.Contains("La double vérification est active", ana.Text);
        await ana.Press("Me connecter à nouveau");
        Assert.StartsWith("/connexion?retour=", ana.Address, StringComparison.Ordinal);
        await lost.Open("/mon-compte/double-verification");
        Assert.Contains("active", lost.Text);
    }

    [Theory]
    [InlineData("https://voleur.test/")]
    [InlineData("//voleur.test/")]
    [InlineData("/\\voleur.test/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_to_another_site(string address)
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        var browser = new Browser(app.Client());
        await browser.Open($"/connexion?retour={Uri.EscapeDataString(address)}");

        await browser
            .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");

        Assert.Equal("/espace", browser.Address);
    }

    [Fact]
    public async Task What_only_some_people_see_is_kept_nowhere()
    {
        await using var app = await TestApp.Start(db => db.AddMember("Ana Lopes", Organisation(db)));
        using var client = app.Client();
        var browser = new Browser(client);
        await browser.Open("/connexion");
        await browser
            .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");

        using var desk = await client.GetAsync(new Uri("/espace", UriKind.Relative));

        Assert.True(desk.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_database_holds_no_password_and_no_secret_of_a_link()
    {
        await using var app = await TestApp.Start();
        await using var scope = app.Services.CreateAsyncScope();
        var secret = await scope
            .ServiceProvider.GetRequiredService<Maillage.Features.Accounts.Teams.InvitePerson>()
            .IntoNetwork("ana.lopes@exemple.test", NetworkRoleKind.Administrator, "49", null, default);

        await using var db = app.Db();
        var kept = await db.Invitations.SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(secret!, kept.SecretHash, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(64, kept.SecretHash.Length);
    }

    private static Maillage.Features.Organisations.Organisation Organisation(Maillage.Data.MaillageDb db)
    {
        var organisation = People.Organisation("Commune d’essai");
        db.Organisations.Add(organisation);
        return organisation;
    }

    private static async Task<Browser> Refused(TestApp app, string email)
    {
        var browser = new Browser(app.Client());
        await browser.Open("/connexion");
        await browser
            .Fill("Votre adresse e-mail", email)
            .Fill("Votre mot de passe", "pas le bon mot")
            .Press("Se connecter");
        return browser;
    }

    private static async Task GivePassword(Browser browser)
    {
        await browser.Open("/connexion");
        await browser
            .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
    }

    /// <summary>RFC 6238.</summary>
    private static string CodeOf(TestApp app, string key)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(
            key.Select(c => Convert.ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0'))
        );
        var bytes = Enumerable
            .Range(0, bits.Length / 8)
            .Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))
            .ToArray();
        var step = BitConverter.GetBytes(app.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // the algorithm of authenticators
        var hash = HMACSHA1.HashData(bytes, step);
#pragma warning restore CA5350
        var start = hash[^1] & 15;
        var number = ((hash[start] & 127) << 24) | (hash[start + 1] << 16) | (hash[start + 2] << 8) | hash[start + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}

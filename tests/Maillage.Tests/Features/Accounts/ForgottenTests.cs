using System.Net;
using System.Text.RegularExpressions;
using Maillage.Features.Accounts;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Accounts;

/// <summary>A forgotten password, and invitations that leave by e-mail.</summary>
public partial class ForgottenTests
{
    private static readonly Dictionary<string, string?> Mail = new()
    {
        ["Site:PublicUrl"] = "https://aide.exemple.test",
        ["Messages:Secret"] = "une phrase d’essai de plus de trente-deux lettres",
        ["Messages:Mail:Host"] = "127.0.0.1",
        // Nobody listens there: messages stay in the queue.
        ["Messages:Mail:Port"] = "9",
        ["Messages:Mail:Security"] = "None",
        ["Messages:Mail:From"] = "Maillage <ne-pas-repondre@exemple.test>",
    };

    [Fact]
    public async Task A_link_of_one_hour_goes_by_e_mail_and_nothing_tells_whether_the_account_exists()
    {
        await using var app = await TestApp.Start(
            db =>
            {
                var organisation = People.Organisation("Commune d’essai");
                db.Add(organisation);
                db.AddMember("Ana Lopes", organisation);
            },
            settings: Mail
        );
        var ana = new Browser(app.Client());
        await ana.Open("/connexion");
        await ana.Follow("Mot de passe oublié ?");
        await ana.Fill("Votre adresse e-mail", " ANA.lopes@exemple.test").Press("Recevoir le lien");
        var stranger = new Browser(app.Client());
        await stranger.Open("/connexion/mot-de-passe-oublie");
        await stranger.Fill("Votre adresse e-mail", "personne@exemple.test").Press("Recevoir le lien");

        Assert.Equal(HttpStatusCode.OK, stranger.Status);
        Assert.Equal(ana.Text, stranger.Text);
        string link;
        await using (var db = app.Db())
        {
            var message = await db.Messages.SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal("ana.lopes@exemple.test", message.To);
            link = Link().Match(message.Text!).Value["https://aide.exemple.test".Length..];
            Assert.Equal(
                2,
                await db.JournalLines.CountAsync(
                    line => line.Action == "asked-new-password",
                    TestContext.Current.CancellationToken
                )
            );
        }

        await ana.Open(link);
        await ana.Fill("Choisissez un mot de passe", "cinq chevaux mangent du foin").Press("Changer de mot de passe");
        Assert.Equal("/connexion", ana.Address);
        await ana.Fill("Votre adresse e-mail", "ana.lopes@exemple.test")
            .Fill("Votre mot de passe", "cinq chevaux mangent du foin")
            .Press("Se connecter");
        Assert.Equal("/espace", ana.Address);
        await stranger.Open(link);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);

        // An hour later it would not have served; and asking again and again is slowed down.
        for (var i = 0; i < 6; i++)
        {
            await stranger.Open("/connexion/mot-de-passe-oublie");
            await stranger.Fill("Votre adresse e-mail", "ana.lopes@exemple.test").Press("Recevoir le lien");
        }

        Assert.Contains("Trop d’essais", stranger.Text);
        await using var after = app.Db();
        var latest = await after
            .Messages.OrderByDescending(m => m.Id)
            .FirstAsync(TestContext.Current.CancellationToken);
        app.Pass(TimeSpan.FromMinutes(61));
        await stranger.Open(Link().Match(latest.Text!).Value["https://aide.exemple.test".Length..]);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
    }

    [Fact]
    public async Task An_invitation_leaves_by_e_mail_where_e_mails_leave()
    {
        var organisation = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(
            db =>
            {
                db.Add(organisation);
                db.AddMember("Ana Lopes", organisation);
            },
            settings: Mail
        );
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Invite(organisation.Id));
        await ana.Fill("Son adresse e-mail", "bruno@exemple.test").Choose("Aidant").Press("Envoyer l’invitation");

        // The link is for the owner of the address: whoever invites never holds it.
        Assert.Contains("Un message part à bruno@exemple.test", ana.Text);
        Assert.DoesNotContain("/invitation/", ana.Page.Source.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        var message = await db.Messages.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("bruno@exemple.test", message.To);
        Assert.Matches(Link(), message.Text!);
    }

    [Fact]
    public async Task Whoever_gives_a_role_of_the_network_does_not_hold_the_link_either()
    {
        await using var app = await TestApp.Start(
            db => db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator),
            settings: Mail
        );
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.NewRole);
        await ana.Fill("Son adresse e-mail", "bruno@exemple.test")
            .Choose("Financement")
            .Choose("Maine-et-Loire")
            .Press("Envoyer l’invitation");

        Assert.Contains("Un message part à bruno@exemple.test", ana.Text);
        Assert.DoesNotContain("/invitation/", ana.Page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_chosen_anew_leaves_no_other_way_in()
    {
        Account account = null!;
        await using var app = await TestApp.Start(
            db =>
            {
                var organisation = People.Organisation("Commune d’essai");
                db.Add(organisation);
                account = db.AddMember("Ana Lopes", organisation);
                db.AddOtherWays(account);
            },
            settings: Mail
        );
        var ana = new Browser(app.Client());
        await ana.Open(AccountUrls.Forgotten);
        await ana.Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes")).Press("Recevoir le lien");
        await using var db = app.Db();
        var message = await db.Messages.SingleAsync(TestContext.Current.CancellationToken);
        await ana.Open(Link().Match(message.Text!).Value["https://aide.exemple.test".Length..]);
        Assert.Contains("vos clés d’accès et vos identités rattachées seront retirées", ana.Text);
        await ana.Fill("Choisissez un mot de passe", "cinq chevaux mangent du foin").Press("Changer de mot de passe");

        Assert.Empty(await db.Set<IdentityUserPasskey<Guid>>().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.LinkedIdentities.ToListAsync(TestContext.Current.CancellationToken));
        var noted = await db
            .JournalLines.Where(l => l.SubjectId == account.Id)
            .Select(l => l.Action)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains("removed-passkey", noted);
    }

    [Fact]
    public async Task Without_e_mail_the_page_says_whom_to_ask()
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open("/connexion/mot-de-passe-oublie");

        Assert.Contains("La personne qui administre le réseau peut vous donner un lien", browser.Text);
        Assert.Empty(browser.Page.QuerySelectorAll("main form"));
    }

    [GeneratedRegex(@"https://aide\.exemple\.test/invitation/\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}

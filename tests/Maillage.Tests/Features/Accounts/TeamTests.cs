using System.Net;
using AngleSharp.Dom;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Teams;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Accounts;

/// <summary>Organisations, invitations and memberships.</summary>
public class TeamTests
{
    private const string Siret = "22490001500013";

    [Fact]
    public async Task The_first_administrator_comes_in_by_a_link_and_builds_a_network()
    {
        await using var app = await TestApp.Start();
        var secret = await Invite(app, "ana.lopes@exemple.test");

        var ana = new Browser(app.Client());
        await ana.Open(AccountUrls.Invitation(secret));
        await ana.Fill("Votre prénom et votre nom", "Ana Lopes")
            .Fill("Choisissez un mot de passe", "motdepasse")
            .Press("Ouvrir");
        Assert.Contains("trop facile à deviner", ana.Text);
        await ana.Fill("Choisissez un mot de passe", "un lit, deux chaises, trois tables").Press("Ouvrir");
        Assert.Equal("/espace", ana.Address);

        await ana.Follow("Structures");
        await ana.Follow("Ajouter une structure");
        await ana.Fill("Son nom", "Département d’essai").Fill("Son numéro", "22490001500014").Press("Ajouter");
        Assert.Contains("Ce numéro n’est ni un SIRET ni un RNA", ana.Text);
        await ana.Fill("Son numéro", "224 900 015 00013").Press("Ajouter");
        Assert.Contains($"SIRET {Siret}", ana.Text);

        await ana.Follow("Inviter quelqu’un");
        await ana.Fill("Son adresse e-mail", "bruno.petit@exemple.test").Choose("Responsable").Press("Faire le lien");
        var link = new Uri(ana.Page.QuerySelector(".ml-lien")!.TextContent);

        var bruno = new Browser(app.Client());
        await bruno.Open(link.AbsolutePath);
        await bruno.Open(link.AbsolutePath);
        await bruno
            .Fill("Votre prénom et votre nom", "Bruno Petit")
            .Fill("Choisissez un mot de passe", People.Password)
            .Press("Ouvrir");
        Assert.Equal("/espace", bruno.Address);
        await bruno.Follow("Structures");
        await bruno.Follow("Département d’essai");
        Assert.Contains("Bruno Petit", bruno.Text);
        Assert.Contains("Responsable", bruno.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_link_serves_once_and_for_seven_days()
    {
        await using var app = await TestApp.Start();
        var used = await Invite(app, "ana.lopes@exemple.test");
        var ana = new Browser(app.Client());
        await ana.Open(AccountUrls.Invitation(used));
        await ana.Fill("Votre prénom et votre nom", "Ana Lopes")
            .Fill("Choisissez un mot de passe", People.Password)
            .Press("Ouvrir");
        var late = await Invite(app, "bruno.petit@exemple.test");

        var other = new Browser(app.Client());
        await other.Open(AccountUrls.Invitation(used));
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Contains("Ce lien ne sert plus", other.Text);
        app.Pass(Invitation.Longest);
        await other.Open(AccountUrls.Invitation(late));
        Assert.Contains("Ce lien ne sert plus", other.Text);
        await other.Open("/invitation/nimportequoi");
        Assert.Contains("Ce lien ne sert plus", other.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Buttons_pressed_at_once_give_one_account(int links)
    {
        await using var app = await TestApp.Start();
        var secrets = new List<string>();
        for (var link = 0; link < links; link++)
        {
            secrets.Add(await Invite(app, "ana.lopes@exemple.test"));
        }

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(n => Task.Run(() => Accept(app, secrets[n % links])))
        );

        await using var db = app.Db();
        Assert.Equal(1, await db.Accounts.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.NetworkRoles.CountAsync(TestContext.Current.CancellationToken));
        Assert.Single(outcomes, accepted => accepted);
    }

    [Fact]
    public async Task Somebody_with_an_account_joins_a_second_organisation_signed_in()
    {
        var second = People.Organisation("Association d’essai");
        await using var app = await TestApp.Start(db =>
        {
            var first = People.Organisation("Commune d’essai");
            db.AddRange(first, second);
            db.AddMember("Ana Lopes", first, OrganisationRole.Aidant);
            db.AddMember("Bruno Petit", second);
        });
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(AccountUrls.Invite(second.Id));
        await bruno.Fill("Son adresse e-mail", People.EmailOf("Ana Lopes")).Choose("Médiateur").Press("Faire le lien");
        var link = new Uri(bruno.Page.QuerySelector(".ml-lien")!.TextContent).AbsolutePath;

        await bruno.Open(link);
        Assert.DoesNotContain("Accepter l’invitation", bruno.Text);
        Assert.Contains("Vous êtes connecté avec une autre adresse", bruno.Text);
        var ana = new Browser(app.Client());
        await ana.Open(link);
        await ana.Follow("Se connecter");
        await ana.Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Equal(link, ana.Address);
        await ana.Press("Accepter");

        await ana.Open(AccountUrls.Organisations);
        Assert.Contains("Association d’essai", ana.Text);
        Assert.Contains("Commune d’essai", ana.Text);
    }

    [Fact]
    public async Task A_link_tells_nobody_whether_the_address_has_an_account()
    {
        const string known = "ana.lopes@exemple.test";
        const string unknown = "paul.morin@exemple.test";
        await using var app = await TestApp.Start(db => db.AddAccount("Ana Lopes"));
        var seen = new List<string>();
        foreach (var email in new[] { known, unknown })
        {
            var secret = await Invite(app, email);
            var visitor = new Browser(app.Client());
            await visitor.Open(AccountUrls.Invitation(secret));
            seen.Add(Neutral(visitor, email, secret));
            await visitor.Press("Ouvrir mon compte");
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
            seen.Add(Neutral(visitor, email, secret));
            await visitor
                .Fill("Votre prénom et votre nom", "Quelqu’un")
                .Fill("Choisissez un mot de passe", "azerty1234")
                .Press("Ouvrir mon compte");
            seen.Add(Neutral(visitor, email, secret));
        }

        Assert.Equal(seen[..3], seen[3..]);

        // Whoever says they have none is led to the sign-in page, as those who say they have one; nothing has changed.
        var forgetful = await Invite(app, known);
        var ana = new Browser(app.Client());
        await ana.Open(AccountUrls.Invitation(forgetful));
        var signIn = ana.Link("Se connecter").GetAttribute("href");
        await ana.Fill("Votre prénom et votre nom", "Quelqu’un")
            .Fill("Choisissez un mot de passe", "une phrase que personne ne devine")
            .Press("Ouvrir mon compte");
        Assert.Equal(signIn, ana.Address);
        await ana.Fill("Votre adresse e-mail", known).Fill("Votre mot de passe", People.Password).Press("Se connecter");
        await ana.Press("Accepter l’invitation");
        Assert.Equal(AccountUrls.Desk, ana.Address);
        await using var db = app.Db();
        Assert.Equal("Ana Lopes", (await db.Accounts.SingleAsync(TestContext.Current.CancellationToken)).Name);

        static string Neutral(Browser browser, string email, string secret)
        {
            var page = (IElement)browser.Page.DocumentElement.Clone();
            foreach (var token in page.QuerySelectorAll("[name=__RequestVerificationToken]"))
            {
                token.Remove();
            }

            return page
                .OuterHtml.Replace(email, "", StringComparison.Ordinal)
                .Replace(secret, "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Links_not_used_yet_are_listed_and_withdrawn_by_whoever_may_make_them()
    {
        var commune = People.Organisation("Commune d’essai");
        var other = People.Organisation("Association d’essai");
        await using var app = await TestApp.Start(db =>
        {
            db.AddRange(commune, other);
            db.AddMember("Ana Lopes", commune);
            db.AddMember("Bruno Petit", commune, OrganisationRole.Mediator);
            db.AddMember("Carla Roy", other);
        });
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Team(commune.Id));
        Assert.DoesNotContain("Invitations en attente", ana.Text);
        await ana.Open(AccountUrls.Invite(commune.Id));
        await ana.Fill("Son adresse e-mail", "dora@exemple.test").Choose("Aidant").Press("Faire le lien");
        var link = new Uri(ana.Page.QuerySelector(".ml-lien")!.TextContent).AbsolutePath;

        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(AccountUrls.Team(commune.Id));
        Assert.DoesNotContain("dora@exemple.test", bruno.Text);
        await ana.Open(AccountUrls.Team(commune.Id));
        Assert.Contains("dora@exemple.test", ana.Text);
        Assert.Contains("aidant", ana.Text);
        Assert.Contains("jusqu’au 1er décembre 2026", ana.Text);
        var form = ana
            .Page.QuerySelectorAll("form")
            .Single(f => f.TextContent.Contains("dora@exemple.test", StringComparison.Ordinal));

        // Neither a colleague who may not invite nor the manager of somewhere else.
        var invitation = form.QuerySelector("[name=invitation]")!.GetAttribute("value")!;
        var carla = await app.SignIn("Carla Roy");
        foreach (var (browser, at) in new[] { (bruno, commune.Id), (carla, other.Id), (carla, commune.Id) })
        {
            await browser.Open(AccountUrls.Password);
            using var forged = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = browser
                        .Page.QuerySelector("[name=__RequestVerificationToken]")!
                        .GetAttribute("value")!,
                    ["geste"] = "annuler",
                    ["invitation"] = invitation,
                }
            );
            await browser.Post(AccountUrls.Team(at), forged);
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }

        var dora = new Browser(app.Client());
        await dora.Open(link);
        Assert.Equal(HttpStatusCode.OK, dora.Status);
        await ana.Send(form, form.QuerySelector("button"));
        Assert.DoesNotContain("dora@exemple.test", ana.Text);
        await dora.Open(link);
        Assert.Contains("Ce lien ne sert plus", dora.Text);
    }

    [Fact]
    public async Task The_same_role_accepted_twice_is_held_once()
    {
        var commune = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddMember("Ana Lopes", commune);
            db.AddMember("Bruno Petit", commune, OrganisationRole.Volunteer);
            db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
        });
        await using var scope = app.Services.CreateAsyncScope();
        var invite = scope.ServiceProvider.GetRequiredService<InvitePerson>();
        var until = new DateOnly(2027, 5, 31);
        var again = await invite.IntoOrganisation(
            People.EmailOf("Bruno Petit"),
            commune.Id,
            OrganisationRole.Volunteer,
            Guid.Empty,
            new Mission(null, until, null),
            default
        );
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(AccountUrls.Invitation(again!));
        await bruno.Press("Accepter");
        Assert.Equal(AccountUrls.Desk, bruno.Address);
        var network = await invite.IntoNetwork(
            People.EmailOf("Carla Roy"),
            NetworkRoleKind.Coordinator,
            "49",
            invitedBy: null,
            default
        );
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(AccountUrls.Invitation(network!));
        await carla.Press("Accepter");
        Assert.Equal(AccountUrls.Desk, carla.Address);

        await using var db = app.Db();
        var held = await db.Memberships.SingleAsync(m => m.Role == OrganisationRole.Volunteer);
        Assert.Equal(until.AddDays(1), held.EndedOn);
        Assert.Single(await db.NetworkRoles.ToListAsync());

        // A second mission, later, leaves the first one its end.
        var (from, last) = (new DateOnly(2027, 9, 1), new DateOnly(2027, 12, 31));
        var later = await invite.IntoOrganisation(
            People.EmailOf("Bruno Petit"),
            commune.Id,
            OrganisationRole.Volunteer,
            Guid.Empty,
            new Mission(from, last, null),
            default
        );
        await bruno.Open(AccountUrls.Invitation(later!));
        await bruno.Press("Accepter");
        Assert.Equal(
            [(held.From, until.AddDays(1)), (from, last.AddDays(1))],
            (await db.Memberships.Where(m => m.Role == OrganisationRole.Volunteer).ToListAsync())
                .Select(m => (m.From, m.EndedOn!.Value))
                .Order()
        );
    }

    [Fact]
    public async Task Leaving_ends_rights_at_once()
    {
        var commune = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddMember("Ana Lopes", commune);
            db.AddMember("Bruno Petit", commune, OrganisationRole.Mediator);
        });
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(AccountUrls.Team(commune.Id));
        Assert.Equal(HttpStatusCode.OK, bruno.Status);
        Assert.DoesNotContain("Retirer", bruno.Text);

        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Team(commune.Id));
        var brunos = ana
            .Page.QuerySelectorAll(".ml-jouer > li")
            .Single(li => li.TextContent.Contains("Bruno", StringComparison.Ordinal));
        await ana.Send(brunos.QuerySelector("form")!);

        await bruno.Open(AccountUrls.Team(commune.Id));
        Assert.Equal(HttpStatusCode.NotFound, bruno.Status);
        await bruno.Open("/espace");
        Assert.Contains("pas encore de rôle", bruno.Text);
    }

    [Fact]
    public async Task Somebody_who_forgot_a_password_chooses_another_by_a_link_of_an_administrator()
    {
        var commune = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddMember("Bruno Petit", commune, OrganisationRole.Mediator);
            db.AddMember("Carla Roy", commune);
            db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
        });
        var bruno = await app.SignIn("Bruno Petit");
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(AccountUrls.Team(commune.Id));
        Assert.DoesNotContain("Mot de passe oublié", carla.Text);
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Team(commune.Id));
        await ana.Press("Mot de passe oublié : Bruno Petit");
        var link = new Uri(ana.Page.QuerySelector(".ml-lien")!.TextContent).AbsolutePath;

        var other = new Browser(app.Client());
        await other.Open(link);
        await other.Fill("Choisissez un mot de passe", "azerty1234").Press("Changer");
        Assert.Contains("trop facile à deviner", other.Text);
        await other.Fill("Choisissez un mot de passe", "encore quatre mots nouveaux").Press("Changer");
        Assert.Equal("/connexion", other.Address);
        await other
            .Fill("Votre adresse e-mail", People.EmailOf("Bruno Petit"))
            .Fill("Votre mot de passe", "encore quatre mots nouveaux")
            .Press("Se connecter");
        Assert.Equal("/espace", other.Address);

        await bruno.Open("/espace");
        Assert.StartsWith("/connexion", bruno.Address, StringComparison.Ordinal);
        await other.Open(link);
        Assert.Contains("Ce lien ne sert plus", other.Text);
    }

    [Fact]
    public async Task A_manager_cannot_make_a_link_to_anothers_password()
    {
        var commune = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddMember("Bruno Petit", commune, OrganisationRole.Mediator);
            db.AddMember("Carla Roy", commune);
        });
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(AccountUrls.Team(commune.Id));
        var form = carla
            .Page.QuerySelectorAll(".ml-jouer form")
            .First(f => f.TextContent.Contains("Bruno Petit", StringComparison.Ordinal));
        var forged = carla.Page.CreateElement("button");
        forged.SetAttribute("name", "geste");
        forged.SetAttribute("value", "motdepasse");

        await carla.Send(form, forged);

        Assert.Equal(HttpStatusCode.NotFound, carla.Status);
        await using var db = app.Db();
        Assert.Empty(await db.Invitations.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_number_is_one_organisation()
    {
        await using var app = await TestApp.Start(db => db.Add(People.Organisation("Département", Siret)));
        await using var scope = app.Services.CreateAsyncScope();
        var create = scope.ServiceProvider.GetRequiredService<CreateOrganisation>();

        Assert.Equal(OrganisationOutcome.AlreadyKnown, (await create.Run("Autre", Siret, null, default)).Outcome);
        Assert.Equal(
            OrganisationOutcome.Created,
            (await create.Run("La Poste", "35600000000048", null, default)).Outcome
        );
        Assert.Equal(OrganisationOutcome.Created, (await create.Run("Amis", "w 491 234567", null, default)).Outcome);
        Assert.Equal(OrganisationOutcome.AlreadyKnown, (await create.Run("Amis", "W491234567", null, default)).Outcome);
        Assert.Equal(OrganisationOutcome.Created, (await create.Run("Sans numéro", " ", null, default)).Outcome);
    }

    private static async Task<string> Invite(TestApp app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (
            await scope
                .ServiceProvider.GetRequiredService<InvitePerson>()
                .IntoNetwork(email, NetworkRoleKind.Administrator, "49", invitedBy: null, default)
        )!;
    }

    private static async Task<bool> Accept(TestApp app, string secret)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var accept = scope.ServiceProvider.GetRequiredService<AcceptInvitation>();
        return await accept.Find(secret, default) is { } invitation
            && (await accept.Open(invitation, "Ana Lopes", People.Password, default)).Outcome
                == InvitationOutcome.Accepted;
    }
}

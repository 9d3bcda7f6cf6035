using System.Net;
using Maillage.Features.Accounts;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Accounts;

/// <summary>Volunteers and civic service: a mission with its days and somebody who follows it.</summary>
public class MissionTests
{
    [Fact]
    public async Task A_mission_opens_and_closes_rights_at_its_days_and_names_who_follows_it()
    {
        var commune = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddMember("Ana Lopes", commune);
            db.AddMember("Bruno Petit", commune, OrganisationRole.Mediator);
        });
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Invite(commune.Id));
        ana.Fill("Son adresse e-mail", People.EmailOf("Lea Vidal")).Choose("Bénévole");
        await ana.Fill("Premier jour", "2026-11-26").Fill("Dernier jour", "2026-11-25").Press("Faire le lien");
        Assert.Contains("Le dernier jour vient après le premier", ana.Text);
        await ana.Fill("Dernier jour", "2026-11-27").Choose("Bruno Petit").Press("Faire le lien");
        var link = new Uri(ana.Page.QuerySelector(".ml-lien")!.TextContent).AbsolutePath;

        var lea = new Browser(app.Client());
        await lea.Open(link);
        await lea.Fill("Votre prénom et votre nom", "Lea Vidal")
            .Fill("Choisissez un mot de passe", People.Password)
            .Press("Ouvrir");
        await lea.Open(AccountUrls.Team(commune.Id));
        Assert.Equal(HttpStatusCode.NotFound, lea.Status);
        await ana.Open(AccountUrls.Team(commune.Id));
        Assert.Contains("à partir du 26 novembre 2026, jusqu’au 27 novembre 2026", ana.Text);
        Assert.Contains("Suivi par Bruno Petit", ana.Text);

        // 27 November, 23 h 35 in Paris: the last day still counts.
        app.Pass(TimeSpan.FromDays(3) + TimeSpan.FromHours(12));
        lea = await app.SignIn("Lea Vidal");
        await lea.Open(AccountUrls.Team(commune.Id));
        Assert.Contains("Suivi par Bruno Petit", lea.Text);
        app.Pass(TimeSpan.FromMinutes(30));
        await lea.Open(AccountUrls.Team(commune.Id));
        Assert.Equal(HttpStatusCode.NotFound, lea.Status);
        ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Team(commune.Id));
        Assert.DoesNotContain("Lea", ana.Text);
    }

    [Fact]
    public async Task A_mission_is_prolonged_followed_by_another_and_ended_before_its_day()
    {
        var commune = People.Organisation("Commune d’essai");
        Account bruno = null!,
            chloe = null!;
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddMember("Ana Lopes", commune);
            bruno = db.AddMember("Bruno Petit", commune, OrganisationRole.Mediator);
            chloe = db.AddMember("Chloé Vidal", commune, OrganisationRole.Volunteer);
            db.Memberships.Local.Single(m => m.AccountId == chloe.Id).Plan(new DateOnly(2026, 12, 1), bruno.Id);
        });
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Team(commune.Id));
        await ana.Follow("Changer la mission");
        Assert.Equal("2026-12-01", ana.Field("Dernier jour").GetAttribute("value"));
        await ana.Fill("Dernier jour", "2027-06-30").Choose("Ana Lopes").Press("Enregistrer");
        Assert.Contains("jusqu’au 30 juin 2027", ana.Text);
        Assert.Contains("Suivi par Ana Lopes", ana.Text);

        var mediator = await app.SignIn("Bruno Petit");
        await mediator.Open(AccountUrls.Team(commune.Id));
        Assert.Throws<InvalidOperationException>(() => mediator.Link("Changer la mission"));
        await using (var db = app.Db())
        {
            var membership = await db.Memberships.SingleAsync(m => m.AccountId == chloe.Id);
            await mediator.Open(AccountUrls.Mission(commune.Id, membership.Id));
            Assert.Equal(HttpStatusCode.NotFound, mediator.Status);
        }

        var volunteer = await app.SignIn("Chloé Vidal");
        await volunteer.Open(AccountUrls.Team(commune.Id));
        Assert.Equal(HttpStatusCode.OK, volunteer.Status);
        var item = ana.Page.QuerySelectorAll(".ml-jouer > li").Single(li => li.TextContent.Contains("Chloé"));
        await ana.Send(item.QuerySelector("form")!);
        Assert.DoesNotContain("Chloé", ana.Text);
        await volunteer.Open(AccountUrls.Team(commune.Id));
        Assert.Equal(HttpStatusCode.NotFound, volunteer.Status);
    }
}

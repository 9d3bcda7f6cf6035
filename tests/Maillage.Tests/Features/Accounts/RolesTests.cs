using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Roles;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Accounts;

/// <summary>Roles of the network: who sees, gives and ends which.</summary>
public class RolesTests
{
    private const string Saumur = "200071876";
    private const string Angers = "244900015";

    [Fact]
    public async Task An_administrator_gives_a_role_on_a_territory_by_a_link_and_ends_it_at_once()
    {
        await using var app = await TestApp.Start(db =>
        {
            db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
            db.AddAccount("Bruno Petit");
        });
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Desk);
        await ana.Follow("Rôles");
        await ana.Follow("Donner un rôle");
        await ana.Press("Faire le lien");
        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("Choisissez un territoire", ana.Text);
        await ana.Fill("Son adresse e-mail", People.EmailOf("Bruno Petit"))
            .Choose("Administration")
            .Choose("CA Saumur Val de Loire")
            .Press("Faire le lien");
        Assert.Contains("L’administration porte sur tout le département", ana.Text);
        await ana.Choose("Coordination").Choose("CA Saumur Val de Loire").Press("Faire le lien");
        var link = new Uri(ana.Page.QuerySelector(".ml-lien")!.TextContent).AbsolutePath;
        await ana.Open(AccountUrls.Roles);
        Assert.Contains(People.EmailOf("Bruno Petit"), ana.Text);
        Assert.Contains("coordination, CA Saumur Val de Loire", ana.Text);

        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(link);
        Assert.Contains("coordination", bruno.Text);
        await bruno.Press("Accepter");
        await bruno.Open("/espace/structures/nouvelle");
        Assert.Equal(HttpStatusCode.OK, bruno.Status);
        await bruno.Open(AccountUrls.Roles);
        Assert.Equal(HttpStatusCode.Forbidden, bruno.Status);

        await ana.Open(AccountUrls.Roles);
        Assert.Contains("CA Saumur Val de Loire", ana.Text);
        await ana.Press("Retirer : Bruno Petit");
        Assert.DoesNotContain("Bruno Petit", ana.Text);
        await bruno.Open("/espace/structures/nouvelle");
        Assert.Equal(HttpStatusCode.Forbidden, bruno.Status);

        await ana.Press("Retirer : Ana Lopes");
        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("dernière personne qui administre", ana.Text);
        await using var db = app.Db();
        Assert.True(
            await db.JournalLines.AnyAsync(l =>
                l.Action == JournalLine.WasRead && l.Reason == "voir les rôles du réseau"
            )
        );
    }

    [Fact]
    public async Task Whoever_coordinates_a_departement_gives_the_coordination_of_its_EPCIs_and_nothing_else()
    {
        var funder = Guid.Empty;
        await using var app = await TestApp.Start(db =>
        {
            db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
            db.AddNetworkPerson("Denis Saumur", NetworkRoleKind.Coordinator, Saumur);
            var account = db.AddNetworkPerson("Fanny Fonds", NetworkRoleKind.Funder);
            funder = db.NetworkRoles.Local.Single(r => r.AccountId == account.Id).Id;
            db.AddNetworkPerson("Ailleurs Nantes", NetworkRoleKind.Coordinator, "44");
            db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
        });
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(AccountUrls.Roles);
        Assert.Contains("Denis Saumur", carla.Text);
        Assert.Contains("Carla Roy", carla.Text);
        foreach (var hidden in new[] { "Fanny", "Ailleurs", "Ana Lopes" })
        {
            Assert.DoesNotContain(hidden, carla.Text);
        }

        var form = carla.Page.QuerySelectorAll("form").Single(f => f.TextContent.Contains("Denis"));
        form.QuerySelector("input[name=role]")!.SetAttribute("value", funder.ToString());
        await carla.Send(form);
        Assert.Equal(HttpStatusCode.NotFound, carla.Status);

        await carla.Open(AccountUrls.NewRole);
        Assert.DoesNotContain("Financement", carla.Text);
        Assert.DoesNotContain("Nantes", carla.Text);
        var box = carla.Field("Coordination");
        await carla.Fill("Son adresse e-mail", "x@exemple.test").Choose("CU Angers Loire Métropole").Press("Faire");
        Assert.Contains("Choisissez un rôle", carla.Text);
        foreach (var (name, forged) in new[] { ("kind", "Funder"), ("territory", "49"), ("territory", "44") })
        {
            await carla.Open(AccountUrls.NewRole);
            carla
                .Fill("Son adresse e-mail", "x@exemple.test")
                .Choose("Coordination")
                .Choose("CU Angers Loire Métropole");
            carla.Page.QuerySelector($"input[name={name}][checked]")!.SetAttribute("value", forged);
            await carla.Press("Faire");
            Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        }

        await carla.Open(AccountUrls.NewRole);
        await carla
            .Fill("Son adresse e-mail", "x@exemple.test")
            .Choose("Coordination")
            .Choose("CU Angers Loire Métropole")
            .Press("Faire");
        Assert.Equal(HttpStatusCode.OK, carla.Status);
        await using var db = app.Db();
        Assert.Equal(Angers, (await db.Invitations.SingleAsync(default)).Territory);
        Assert.NotNull(box);
    }

    [Fact]
    public async Task Two_administrators_cannot_end_each_other_at_once()
    {
        var roles = new List<Guid>();
        await using var app = await TestApp.Start(db =>
        {
            db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
            db.AddNetworkPerson("Bruno Petit", NetworkRoleKind.Administrator);
            roles.AddRange(db.NetworkRoles.Local.Select(r => r.Id));
        });

        await Task.WhenAll(roles.Select(role => Task.Run(() => End(app, role))));

        await using var db = app.Db();
        Assert.Equal(1, await db.NetworkRoles.CountAsync(r => r.EndedOn == null));
    }

    private static async Task<EndRoleOutcome> End(TestApp app, Guid role)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var administrator = await db.NetworkRoles.AsNoTracking().FirstAsync(r => r.Id != role);
        var person = new Person(administrator.AccountId, Guid.Empty, "", "", [], [administrator]);
        return await scope.ServiceProvider.GetRequiredService<EndNetworkRole>().Run(role, person, default);
    }
}

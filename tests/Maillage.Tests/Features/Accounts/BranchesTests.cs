using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Teams;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Accounts;

/// <summary>Organisations above and below one another.</summary>
public class BranchesTests
{
    [Fact]
    public async Task A_branch_is_attached_shown_on_both_sides_and_gives_no_right()
    {
        var (parent, branch) = (People.Organisation("Fédération d’essai"), People.Organisation("Antenne du Lac"));
        await using var app = await TestApp.Start(db =>
        {
            db.AddRange(parent, branch);
            db.AddMember("Ana Lopes", parent);
            db.AddMember("Bruno Petit", branch);
            db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
        });
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(AccountUrls.Parent(branch.Id));
        Assert.DoesNotContain("Fédération", bruno.Text);
        var aucune = bruno.Field("Aucune");
        aucune.SetAttribute("value", parent.Id.ToString());
        await bruno.Press("Enregistrer");
        Assert.Equal(HttpStatusCode.BadRequest, bruno.Status);

        var carla = await app.SignIn("Carla Roy");
        await carla.Open(AccountUrls.Team(branch.Id));
        await carla.Follow("Rattacher la structure");
        await carla.Fill("Chercher par nom", "fédé").Press("Chercher");
        await carla.Choose("Fédération d’essai").Press("Enregistrer");
        Assert.Contains("Antenne de Fédération d’essai", carla.Text);
        await carla.Follow("Fédération d’essai");
        await carla.Follow("Rattacher la structure");
        await carla.Choose("Antenne du Lac").Press("Enregistrer");
        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        Assert.Contains("elle-même rattachée", carla.Text);

        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Team(parent.Id));
        Assert.Contains("Antenne du Lac", ana.Text);
        Assert.Throws<InvalidOperationException>(() => ana.Link("Antenne du Lac"));
        await ana.Open(AccountUrls.Team(branch.Id));
        Assert.Equal(HttpStatusCode.NotFound, ana.Status);
        await bruno.Open(AccountUrls.Team(branch.Id));
        Assert.Contains("Antenne de Fédération d’essai", bruno.Text);
        Assert.Throws<InvalidOperationException>(() => bruno.Link("Fédération"));
        await bruno.Follow("Rattacher la structure");
        await bruno.Choose("Aucune").Press("Enregistrer");
        Assert.DoesNotContain("Fédération", bruno.Text);
    }

    [Fact]
    public async Task Two_organisations_attached_to_each_other_at_once_make_no_circle()
    {
        var (one, other) = (People.Organisation("Une"), People.Organisation("Autre"));
        await using var app = await TestApp.Start(db => db.AddRange(one, other));

        await Task.WhenAll(
            Task.Run(() => Attach(app, one.Id, other.Id)),
            Task.Run(() => Attach(app, other.Id, one.Id))
        );

        await using var db = app.Db();
        Assert.Equal(1, await db.Organisations.CountAsync(o => o.ParentId != null));
    }

    private static async Task<AttachOutcome> Attach(TestApp app, Guid branch, Guid parent)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var role = new NetworkRole
        {
            Id = Guid.CreateVersion7(),
            AccountId = Guid.CreateVersion7(),
            Kind = NetworkRoleKind.Administrator,
            Territory = "49",
            From = new DateOnly(2025, 1, 1),
        };
        var person = new Person(role.AccountId, Guid.Empty, "", "", [], [role]);
        return await scope
            .ServiceProvider.GetRequiredService<AttachOrganisation>()
            .Run(branch, parent, person, default);
    }
}

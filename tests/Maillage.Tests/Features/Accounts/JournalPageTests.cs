using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Accounts;

/// <summary>The journal as administrators read it.</summary>
public class JournalPageTests
{
    [Fact]
    public async Task Lines_are_found_by_day_person_and_thing_without_a_value_and_reading_them_is_a_line()
    {
        var commune = People.Organisation("Commune d’essai");
        Account bruno = null!;
        await using var app = await TestApp.Start(db =>
        {
            db.Add(commune);
            db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
            db.AddMember("Bruno Petit", commune);
            bruno = db.AddMember("Chloé Vidal", commune, OrganisationRole.Volunteer);
        });
        var manager = await app.SignIn("Bruno Petit");
        await manager.Open(AccountUrls.Team(commune.Id));
        app.Pass(TimeSpan.FromDays(1));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(AccountUrls.Desk);
        await ana.Follow("Journal");
        Assert.Contains("12 mois", ana.Text);
        Assert.Contains("scellé", ana.Text);
        Assert.Contains("arrivé à son terme", ana.Text);
        Assert.Contains("voir une équipe", ana.Text);

        await ana.Open($"{AccountUrls.JournalPath}?chose={bruno.Id}");
        Assert.Equal(1, ana.Page.QuerySelectorAll(".ml-jouer > li").Length);
        Assert.Contains("Compte lu", ana.Text);
        Assert.Contains("par Bruno Petit", ana.Text);
        Assert.Contains("Name, Role", ana.Text);
        Assert.DoesNotContain("Chloé", ana.Text);

        // The sign-in, the day of the last one on the account, and the reading of the team.
        await ana.Open($"{AccountUrls.JournalPath}?personne=bruno");
        Assert.Equal(3, ana.Page.QuerySelectorAll(".ml-jouer > li").Length);
        await ana.Open($"{AccountUrls.JournalPath}?personne=bruno&du=2026-11-25");
        Assert.Contains("Aucune ligne", ana.Text);
        await ana.Open($"{AccountUrls.JournalPath}?personne=bruno&du=2026-11-24&au=2026-11-24&sorte=Account");
        Assert.Equal(3, ana.Page.QuerySelectorAll(".ml-jouer > li").Length);
        await ana.Open($"{AccountUrls.JournalPath}?chose=pas-un-numero&du=demain&page=-3");
        Assert.Contains("Aucune ligne", ana.Text);
        await ana.Open($"{AccountUrls.JournalPath}?sorte=Journal");
        Assert.Contains("Journal lu", ana.Text);

        await using var scope = app.Services.CreateAsyncScope();
        app.Pass(TimeSpan.FromHours(2));
        await scope.ServiceProvider.GetRequiredService<SealJournal>().Run();
        var report = await scope.ServiceProvider.GetRequiredService<VerifyJournal>().Run();
        Assert.Empty(report.Faults);
        await using (var db = app.Db())
        {
            var several = await db
                .JournalLines.AsNoTracking()
                .FirstAsync(l => l.Subject == nameof(Journal) && l.Reason != null);
            several.AlsoRead.Clear();
            db.Update(several);
            await db.SaveChangesAsync();
        }

        Assert.Equal(
            JournalFaultKind.LinesAltered,
            Assert.Single((await scope.ServiceProvider.GetRequiredService<VerifyJournal>().Run()).Faults).Kind
        );
    }

    [Fact]
    public async Task A_long_journal_is_paged_and_costs_as_many_queries_as_a_short_one()
    {
        var counter = new QueryCounter();
        await using var app = await TestApp.Start(
            db => db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator),
            services => counter.Join(services)
        );
        var ana = await app.SignIn("Ana Lopes");
        var few = await counter.Of(() => ana.Open(AccountUrls.JournalPath));
        await using (var db = app.Db())
        {
            var account = await db.Accounts.SingleAsync();
            for (var i = 0; i < 2000; i++)
            {
                db.JournalLines.Add(
                    new JournalLine
                    {
                        Id = Guid.CreateVersion7(),
                        At = TestApp.DefaultNow.UtcDateTime.AddSeconds(-i),
                        AccountId = account.Id,
                        Channel = Channel.Web,
                        Action = JournalLine.Changed,
                        Subject = nameof(Organisation),
                        SubjectId = Guid.CreateVersion7(),
                        Fields = ["Name"],
                    }
                );
            }

            await db.SaveChangesAsync();
        }

        Assert.Equal(few, await counter.Of(() => ana.Open(AccountUrls.JournalPath)));
        Assert.Equal(40, ana.Page.QuerySelectorAll(".ml-jouer > li").Length);
        await ana.Follow("Lignes plus anciennes");
        Assert.Contains("Page 2", ana.Text);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
    }
}

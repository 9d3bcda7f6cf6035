using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places;

/// <summary>Errors that the public reports: the difference with the page, who answers, and taking what they say over.</summary>
public class ReportTests
{
    private const string Slug = "maison-des-lices";

    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_stands_beside_the_page_and_one_press_writes_it()
    {
        await using var app = await Start();
        var visitor = new Browser(app.Client());
        await visitor.Open(PlaceUrls.Report(Slug));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await visitor
            .Choose("Le téléphone")
            .Fill("Ce qui serait juste", "02 41 00 00 07\u0007")
            .Fill("Votre téléphone ou", "plus tard")
            .Press("Envoyer");
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("Écrivez un numéro de téléphone ou une adresse e-mail", visitor.Text);
        Assert.True(visitor.Field("Le téléphone").HasAttribute("checked"));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        visitor.Fill("Ce qui serait juste", "02 41 00 00 07").Fill("Votre téléphone ou", "habitante@exemple.test");
        var send = visitor.Page.QuerySelectorAll("main button").Single(b => b.TextContent == "Envoyer");
        for (var times = 0; times < 2; times++)
        {
            await visitor.Send(send.Closest("form")!, send);
            Assert.StartsWith("Merci", visitor.Text);
        }

        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.ReportsOf(Slug));
        Assert.Contains("Sur la page aujourd’hui : 02 61 91 00 12", ana.Text);
        Assert.Contains("Proposé : 02 41 00 00 07", ana.Text);
        await ana.Press("Mettre « 02 41 00 00 07 » sur la page");

        Assert.Contains("Rien n’attend de réponse", ana.Text);
        Assert.Equal(PlaceUrls.ReportsOf(Slug), ana.Address);
        await using var db = app.Db();
        var place = await db.Places.SingleAsync(p => p.Slug == Slug, Stop);
        Assert.Equal("+33241000007", place.Phone);
        Assert.Contains(place.Written, written => written.Field == nameof(Place.Phone));
        var version = await db.PlaceVersions.SingleAsync(v => v.Kind == VersionKind.Reported, Stop);
        Assert.Equal(
            await db.Accounts.Where(a => a.Name == "Ana Lopes").Select(a => a.Id).SingleAsync(Stop),
            version.AccountId
        );
        var message = await db.Messages.SingleAsync(Stop);
        Assert.Equal("habitante@exemple.test", message.To);
        Assert.Contains("la page est corrigée", message.Text);
        await ana.Open(PlaceUrls.History(Slug));
        Assert.Contains("Modifié d’après un signalement du public", ana.Text);
        Assert.Contains("Téléphone : 02 61 91 00 12 02 41 00 00 07", ana.Text);
        await visitor.Open(PlaceUrls.Details(Slug));
        Assert.Contains("02 41 00 00 07", visitor.Text);
    }

    [Fact]
    public async Task Nothing_is_overwritten_in_silence_and_what_no_machine_reads_is_written_by_hand()
    {
        await using var app = await Start();
        await Report(app, new ReportedError("", ReportedFact.Name, "Maison neuve", "06 12 34 56 78"));
        await Report(app, new ReportedError("", ReportedFact.Hours, "le mardi", null));
        await Report(app, new ReportedError("", ReportedFact.Phone, "douze", null));
        await Report(app, new ReportedError("", ReportedFact.ClosedForGood, null, null));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Reports);
        Assert.Single(
            ana.Page.QuerySelectorAll("button"),
            button => button.TextContent.StartsWith("Mettre", StringComparison.Ordinal)
        );
        Assert.Contains("Sur la page aujourd’hui : Lundi à vendredi : 9 h – 12 h 30, 13 h 30 – 17 h", ana.Text);
        Assert.Equal(
            [PlaceUrls.Edit(Slug, "horaires"), PlaceUrls.Edit(Slug, "contact")],
            ana.Page.QuerySelectorAll("main a[href*=modifier]").Select(a => a.GetAttribute("href"))
        );
        Assert.Contains("Le lieu a fermé pour de bon", ana.Text);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var scope = app.Services.CreateAsyncScope())
        await using (var db = app.Db())
        {
            var seen = await db.Places.SingleAsync(p => p.Slug == Slug, Stop);
            await scope
                .ServiceProvider.GetRequiredService<EditPlace>()
                .Run(
                    seen.Id,
                    seen.ModifiedAt,
                    null,
                    VersionKind.Edited,
                    place => place.Name = "Maison plus neuve",
                    Stop
                );
        }

        await ana.Press("Mettre « Maison neuve »");

        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("Quelqu’un vient de modifier ce lieu", ana.Text);
        Assert.Contains("Sur la page aujourd’hui : Maison plus neuve", ana.Text);
        await using var after = app.Db();
        Assert.Equal("Maison plus neuve", (await after.Places.SingleAsync(p => p.Slug == Slug, Stop)).Name);
        await ana.Press("Mettre « Maison neuve »");
        Assert.Equal("Maison neuve", (await after.Places.AsNoTracking().SingleAsync(p => p.Slug == Slug, Stop)).Name);
        Assert.Single(await after.Messages.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_page_is_never_changed_for_somebody_who_is_told_that_it_was_right()
    {
        await using var app = await Start();
        for (var round = 0; round < 8; round++)
        {
            var phone = $"+3324100000{round}";
            await Report(app, new ReportedError("", ReportedFact.Phone, phone, "06 12 34 56 78"));
            await using var db = app.Db();
            var (report, place) = (
                await db.PlaceReports.SingleAsync(r => r.ClosedAt == null, Stop),
                await db.Places.SingleAsync(p => p.Slug == Slug, Stop)
            );
            await using var one = app.Services.CreateAsyncScope();
            await using var other = app.Services.CreateAsyncScope();
            var closing = other.ServiceProvider.GetRequiredService<CloseReport>();

            var taking = Task.Run(
                () =>
                    one
                        .ServiceProvider.GetRequiredService<TakeReport>()
                        .Run(report.Id, place.ModifiedAt, Guid.CreateVersion7(), Stop),
                Stop
            );
            await Task.Delay(TimeSpan.FromMilliseconds(round), Stop);
            var isClosed = await closing.Run(report.Id, ReportEnd.NothingWrong, Guid.CreateVersion7(), Stop);

            Assert.Equal(isClosed ? TakeOutcome.AlreadySettled : TakeOutcome.Done, await taking);
            await using var after = app.Db();
            Assert.Equal(
                isClosed ? ReportEnd.NothingWrong : ReportEnd.Corrected,
                (await after.PlaceReports.SingleAsync(r => r.Id == report.Id, Stop)).End
            );
            Assert.Equal(
                isClosed ? place.Phone : phone,
                (await after.Places.SingleAsync(p => p.Slug == Slug, Stop)).Phone
            );
            Assert.Equal(round + 1, await after.Messages.CountAsync(Stop));
        }
    }

    [Fact]
    public async Task Of_four_people_who_take_a_report_over_at_once_one_does_and_the_person_is_told_once()
    {
        await using var app = await Start();
        await Report(app, new ReportedError("", ReportedFact.Phone, "02 41 00 00 07", "06 12 34 56 78"));
        await using var db = app.Db();
        var (report, place) = (
            await db.PlaceReports.SingleAsync(Stop),
            await db.Places.SingleAsync(p => p.Slug == Slug, Stop)
        );

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            await using var scope = app.Services.CreateAsyncScope();
                            return await scope
                                .ServiceProvider.GetRequiredService<TakeReport>()
                                .Run(report.Id, place.ModifiedAt, Guid.CreateVersion7(), Stop);
                        },
                        Stop
                    )
                )
        );

        Assert.Single(outcomes, outcome => outcome == TakeOutcome.Done);
        Assert.Single(await db.PlaceVersions.Where(v => v.Kind == VersionKind.Reported).ToListAsync(Stop));
        Assert.Equal("+33612345678", (await db.Messages.SingleAsync(Stop)).To);
    }

    [Fact]
    public async Task A_report_goes_to_the_team_of_the_place_or_to_whoever_coordinates_and_never_sleeps()
    {
        await using var app = await Start();
        await Report(app, new ReportedError("Lices fermé", null, null, null));
        await Report(app, new ReportedError("Orphelin fermé", null, null, null), "orphelin");
        var (ana, carla) = (await app.SignIn("Ana Lopes"), await app.SignIn("Carla Roy"));
        await ana.Open(PlaceUrls.Reports);
        Assert.Contains("Lices fermé", ana.Text);
        Assert.DoesNotContain("Orphelin fermé", ana.Text);
        await carla.Open(PlaceUrls.Reports);
        Assert.Contains("Orphelin fermé", carla.Text);
        Assert.DoesNotContain("Lices fermé", carla.Text);
        await carla.Open("/espace");
        Assert.Contains("Orphelin", carla.Text);
        await carla.Open(PlaceUrls.Manage(Slug));
        await carla.Follow("Répondre aux signalements");
        Assert.Contains("Lices fermé", carla.Text);
        foreach (var name in new[] { "Elsa Ailleurs", "Zoé Cachée", "Sam Aidant" })
        {
            var stranger = await app.SignIn(name);
            await stranger.Open(PlaceUrls.ReportsOf(Slug));
            Assert.Contains("Rien n’attend de réponse", stranger.Text);
        }

        // The whole team leaves: whoever coordinates answers from that day.
        await using (var db = app.Db())
        {
            var account = await db.Accounts.SingleAsync(a => a.Name == "Ana Lopes", Stop);
            (await db.Memberships.SingleAsync(m => m.AccountId == account.Id, Stop)).End(new DateOnly(2026, 11, 24));
            await db.SaveChangesAsync(Stop);
        }

        await carla.Open(PlaceUrls.Reports);
        Assert.Contains("Lices fermé", carla.Text);
    }

    [Fact]
    public async Task A_report_that_its_team_leaves_for_two_weeks_is_shown_to_whoever_coordinates()
    {
        await using var app = await Start();
        await using (var db = app.Db())
        {
            db.Add(
                new PlaceReport
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = await db.Places.Where(p => p.Slug == Slug).Select(p => p.Id).SingleAsync(Stop),
                    Message = "Lices fermé",
                    CreatedAt = TestApp.DefaultNow.UtcDateTime.AddDays(-ReportsInHand.DaysOfTheTeam),
                }
            );
            await db.SaveChangesAsync(Stop);
        }

        var carla = await app.SignIn("Carla Roy");

        await carla.Open(PlaceUrls.Reports);

        Assert.Contains("Lices fermé", carla.Text);
    }

    private static async Task Report(TestApp app, ReportedError error, string slug = Slug)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await using var db = app.Db();
        var id = await db.Places.Where(p => p.Slug == slug).Select(p => p.Id).SingleAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<ReportPlace>().Run(id, error, Stop);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static Task<TestApp> Start() =>
        TestApp.Start(
            Fill,
            settings: new Dictionary<string, string?>
            {
                ["Messages:Secret"] = "une phrase d’essai de plus de trente-deux lettres",
                ["Messages:Mail:Host"] = "127.0.0.1",
                ["Messages:Mail:Port"] = "9",
                ["Messages:Mail:From"] = "Maillage <essai@exemple.test>",
                ["Messages:Sms:Url"] = "http://127.0.0.1:9/",
            }
        );

    private static void Fill(MaillageDb db)
    {
        var (commune, other) = (People.Organisation("Commune d’essai"), People.Organisation("Structure Secrète"));
        db.AddRange(commune, other);
        db.AddMember("Ana Lopes", commune, OrganisationRole.Mediator);
        db.AddMember("Sam Aidant", commune, OrganisationRole.Aidant);
        db.AddMember("Zoé Cachée", other);
        db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
        db.AddNetworkPerson("Elsa Ailleurs", NetworkRoleKind.Coordinator, "44");
        db.Add(Given.Place(but: place => place.OrganisationId = commune.Id));
        db.Add(Given.Place("Orphelin"));
    }
}

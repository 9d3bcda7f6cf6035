using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Messages.Templates;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Proposals;
using Maillage.Platform.Audit;
using Maillage.Platform.Web;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Maillage.Tests.Features.Places;

/// <summary>Places that the public proposes: how they are written, to whom they go, what becomes of them, who is told.</summary>
public class ProposalTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitor_proposes_a_place_and_nothing_typed_is_lost_on_the_way()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=49007");
        await browser.Follow("Proposer un lieu qui manque");
        Assert.Equal("Angers", browser.Field("Commune").GetAttribute("value"));

        await browser.Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(["#nom", "#adresse"], Errors(browser));
        await browser
            .Fill("Nom du lieu", "<b>Maison</b> du Pont\u0007 \u202e")
            .Fill("Adresse", "5 rue du Pont")
            .Fill("Commune", "Zzyzx")
            .Press("Continuer");
        Assert.Equal(["#commune"], Errors(browser));
        Assert.Contains("Nous ne connaissons pas cette commune", browser.Text);
        await browser.Fill("Commune", "angers").Press("Continuer");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.StartsWith("Que savez-vous de ce lieu", browser.Title);
        await browser
            .Choose("Santé")
            .Choose("J’y ai été")
            .Fill("Téléphone du lieu", "12")
            .Fill("E-mail du lieu", "pas une adresse")
            .Fill("Site internet du lieu", "javascript:alert(1)")
            .Fill("Quand est-ce ouvert", "le mardi\n<script>alert(1)</script>")
            .Fill("Votre téléphone ou", "bientôt")
            .Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(["#email", "#reponse", "#telephone", "#web"], Errors(browser).Order(StringComparer.Ordinal));
        Assert.Equal("12", browser.Field("Téléphone du lieu").GetAttribute("value"));
        Assert.Equal("bientôt", browser.Field("Votre téléphone ou").GetAttribute("value"));
        Assert.True(browser.Field("Santé").HasAttribute("checked"));
        await browser
            .Fill("Téléphone du lieu", "02 41 00 00 07")
            .Fill("E-mail du lieu", "pont@exemple.test")
            // 498 letters, and 506 once it begins with https://.
            .Fill("Site internet du lieu", "pont.exemple.test/" + new string('x', 480))
            .Fill("Votre téléphone ou", "06 12 34 56 78")
            .Press("Continuer");
        Assert.Equal(["#web"], Errors(browser));
        Assert.Contains("Écrivez 500 caractères au plus", browser.Text);
        await browser.Fill("Site internet du lieu", "pont.exemple.test").Press("Continuer");

        Assert.StartsWith("Vérifiez vos réponses", browser.Title);
        Assert.Contains("<b>Maison</b> du Pont", browser.Text);
        Assert.Empty(browser.Page.QuerySelectorAll("main b, main script"));
        await browser.Press("Corriger");
        Assert.Equal("5 rue du Pont", browser.Field("Adresse").GetAttribute("value"));
        await browser.Press("Continuer");
        Assert.True(browser.Field("J’y ai été").HasAttribute("checked"));
        await browser.Press("Continuer");
        await browser.Press("Envoyer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Attendez quelques secondes", browser.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var send = browser.Page.QuerySelectorAll("main button").Single(b => b.TextContent == "Envoyer");
        for (var times = 0; times < 2; times++)
        {
            await browser.Send(send.Closest("form")!, send);
            Assert.StartsWith("Merci, c’est noté", browser.Text);
        }

        await using var db = app.Db();
        var proposal = await db.PlaceProposals.SingleAsync(Stop);
        Assert.Equal(
            ("<b>Maison</b> du Pont", "49007", "5 rue du Pont"),
            (proposal.Name, proposal.Insee, proposal.Where)
        );
        Assert.Equal(["sante"], proposal.Needs);
        Assert.Equal(
            ("+33241000007", "pont@exemple.test", "https://pont.exemple.test"),
            (proposal.Phone, proposal.Email, proposal.Website)
        );
        Assert.Equal(("le mardi\n<script>alert(1)</script>", "06 12 34 56 78"), (proposal.Hours, proposal.ReplyTo));
        Assert.Equal((ProposalGround.WasThere, null), (proposal.Ground, proposal.ClosedAt));
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Proposal(proposal.Id));
        Assert.Contains("<script>alert(1)</script>", carla.Text);
        Assert.DoesNotContain(
            "alert(1)",
            string.Concat(carla.Page.QuerySelectorAll("script").Select(s => s.TextContent))
        );
    }

    [Fact]
    public async Task A_place_that_is_known_is_shown_before_and_a_commune_among_several_is_chosen_once()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());
        await browser.Open(PlaceUrls.ProposePath);
        await browser
            .Fill("Nom du lieu", "maisons des LICES")
            .Fill("Commune", "Angers")
            .Fill("Adresse", "au bourg")
            .Press("Continuer");
        Assert.Contains("Est-ce l’un de ces lieux", browser.Text);
        Assert.Equal("/lieux/maison-des-lices", browser.Link("Maison des Lices").GetAttribute("href"));
        Assert.DoesNotContain("Médiathèque Foch", browser.Text);

        await browser.Press("Revenir");
        await browser.Fill("Nom du lieu", "Café du Pont").Fill("Commune", "saint-georges").Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.Choose("Saint-Georges-sur-Loire").Press("Continuer");
        Assert.StartsWith("Que savez-vous", browser.Title);
        await browser.Press("Revenir");
        Assert.True(browser.Page.QuerySelectorAll("input[name=insee]").Length > 1);
        Assert.True(browser.Field("Saint-Georges-sur-Loire").HasAttribute("checked"));
        await browser.Press("Continuer");
        await browser.Fill("Téléphone du lieu", "02 61 91 00 12").Press("Continuer");

        Assert.Contains("Saint-Georges-sur-Loire", browser.Text);
        // The same telephone as the page of a place of another commune.
        Assert.NotNull(browser.Link("Maison des Lices"));

        browser.Page.QuerySelector("input[name=depuis]")!.SetAttribute("value", "illisible");
        await browser.Press("Envoyer");
        Assert.Contains("Attendez quelques secondes", browser.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await browser.Press("Envoyer");
        Assert.StartsWith("Merci", browser.Text);
    }

    [Fact]
    public async Task A_robot_is_thanked_and_a_flood_is_refused_plainly_without_harm_to_others()
    {
        await using var app = await Start();
        var root = new Uri(app.ServeOnLoopback());
        using var flooded = new HttpClient { BaseAddress = root };
        flooded.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var other = new HttpClient { BaseAddress = root };
        other.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.8");
        var browser = new Browser(flooded);
        await ReachTheEnd(app, browser);
        var limits = app.Services.GetRequiredService<SentForms>();
        var let = Enumerable.Range(0, 50).Count(_ => limits.TryTake(IPAddress.Parse("203.0.113.7")));
        Assert.Equal(SentForms.Most, let);

        await browser.Press("Envoyer");

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("Réessayez dans dix minutes", browser.Text);
        Assert.Contains("Café du Pont", browser.Text);
        var report = new Browser(flooded);
        await report.Open(PlaceUrls.Report("maison-des-lices"));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await report.Fill("Qu’est-ce qui est faux", "C’est fermé").Press("Envoyer");
        Assert.Equal(HttpStatusCode.TooManyRequests, report.Status);
        Assert.Contains("C’est fermé", report.Page.QuerySelector("textarea")!.TextContent);
        var neighbour = new Browser(other);
        await ReachTheEnd(app, neighbour);
        await neighbour.Press("Envoyer");
        Assert.StartsWith("Merci", neighbour.Text);
        app.Clock.Advance(SentForms.Window);
        await browser.Press("Envoyer");
        Assert.StartsWith("Merci", browser.Text);

        await ReachTheEnd(app, browser, trap: "https://spam.example");
        await browser.Press("Envoyer");
        Assert.StartsWith("Merci", browser.Text);
        await using var db = app.Db();
        Assert.Equal(2, await db.PlaceProposals.CountAsync(Stop));
        Assert.Empty(await db.PlaceReports.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_proposal_goes_to_whoever_coordinates_its_commune_and_does_not_exist_elsewhere()
    {
        var (angers, nantes) = (Given.Proposal("Café du Pont"), Elsewhere("Café de Nantes"));
        await using var app = await Start(db => db.AddRange(angers, nantes));
        foreach (var name in new[] { "Carla Roy", "Yann Epci" })
        {
            var coordinator = await app.SignIn(name);
            await coordinator.Open("/espace");
            Assert.Contains("Café du Pont", coordinator.Text);
            await coordinator.Open(PlaceUrls.Proposals);
            Assert.Contains("Café du Pont", coordinator.Text);
            Assert.DoesNotContain("Café de Nantes", coordinator.Text);
            await coordinator.Open(PlaceUrls.Proposal(nantes.Id));
            Assert.Equal(HttpStatusCode.NotFound, coordinator.Status);
        }

        foreach (var name in new[] { "Elsa Ailleurs", "Zita Epci" })
        {
            var stranger = await app.SignIn(name);
            await stranger.Open(PlaceUrls.Proposals);
            Assert.Contains("Rien n’attend de décision", stranger.Text);
            await stranger.Open(PlaceUrls.Proposal(angers.Id));
            Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
            await Post(stranger, PlaceUrls.Proposal(angers.Id), ("geste", "refuser"), ("raison", "NotFound"));
            Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        }

        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Proposals);
        Assert.Equal(HttpStatusCode.Forbidden, ana.Status);
        var ada = await app.SignIn("Ada Min");
        await ada.Open(PlaceUrls.Proposals);
        Assert.Contains("Café du Pont", ada.Text);
        Assert.Contains("Personne ne coordonne Nantes", ada.Text);
        Assert.DoesNotContain("Personne ne coordonne Angers", ada.Text);
        await using var db = app.Db();
        Assert.Equal(2, await db.PlaceProposals.CountAsync(p => p.ClosedAt == null, Stop));
    }

    [Fact]
    public async Task A_proposal_becomes_a_place_with_its_position_and_its_author_and_the_person_is_told()
    {
        using var geocoder = WireMockServer.Start();
        geocoder
            .Given(Request.Create().WithPath("/search").WithParam("q", "5 rue du Pont").WithParam("citycode", "49007"))
            .RespondWith(Response.Create().WithHeader("Content-Type", "application/json").WithBody(RueDuPont));
        var written = TestApp.DefaultNow.UtcDateTime.AddDays(-3);
        var proposal = Said(Given.Proposal("Maison des Lices", at: written), "habitante@exemple.test");
        await using var app = await Start(db => db.Add(proposal), geocoder.Url);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Proposal(proposal.Id));
        Assert.Contains("Adresse trouvée : 5 Rue du Pont 49100 Angers", carla.Text);
        Assert.Contains("sera prévenue par message de votre décision : habitante@exemple.test", carla.Text);

        await carla.Press("Créer ce lieu, vérifié");

        Assert.Equal(PlaceUrls.Manage("maison-des-lices-angers"), carla.Address);
        Assert.Contains("le mardi matin", carla.Text);
        await using var db = app.Db();
        var place = await db.Places.SingleAsync(p => p.Slug == "maison-des-lices-angers", Stop);
        Assert.Equal(
            (47.47, -0.56, LocationPrecision.Exact, "49100"),
            (place.Latitude, place.Longitude, place.LocationPrecision, place.PostalCode)
        );
        Assert.Equal(("+33241000007", new DateOnly(2026, 11, 24)), (place.Phone, place.VerifiedOn));
        Assert.Equal(["Aide aux démarches administratives"], place.Services.Select(s => s.Kind));
        Assert.Contains(place.Written, field => field.Field == nameof(Place.Phone));
        var version = await db.PlaceVersions.SingleAsync(v => v.PlaceId == place.Id, Stop);
        var author = await db.Accounts.SingleAsync(a => a.Name == "Carla Roy", Stop);
        Assert.Equal((VersionKind.Proposed, author.Id), (version.Kind, version.AccountId));
        var settled = await db.PlaceProposals.SingleAsync(Stop);
        Assert.Equal((ProposalEnd.Created, place.Id, null), (settled.End, settled.PlaceId, settled.ReplyTo));
        var hours = await db.PlaceReports.SingleAsync(Stop);
        Assert.Equal((place.Id, ReportedFact.Hours, "le mardi matin"), (hours.PlaceId, hours.Fact, hours.Proposed));
        // Twelve months from the day it was written, wherever it goes.
        Assert.Equal(written, hours.CreatedAt);
        var message = await db.Messages.SingleAsync(Stop);
        Assert.Equal("habitante@exemple.test", message.To);
        Assert.Contains("/lieux/maison-des-lices-angers", message.Text);
        Assert.True(
            await db.JournalLines.AnyAsync(l => l.Subject == nameof(Place) && l.Action == JournalLine.Created, Stop)
        );
        Assert.True(
            await db.JournalLines.AnyAsync(
                l => l.Subject == nameof(PlaceProposal) && l.Action == JournalLine.WasRead,
                Stop
            )
        );

        var visitor = new Browser(app.Client());
        await visitor.Open(PlaceUrls.Details(place.Slug));
        Assert.Contains("02 41 00 00 07", visitor.Text);
        await carla.Open(PlaceUrls.History(place.Slug));
        Assert.Contains("Créé d’après une proposition du public", carla.Text);
        Assert.Contains("Carla Roy", carla.Text);
        await carla.Open(PlaceUrls.Proposal(proposal.Id));
        Assert.Contains("Ce lieu a été créé", carla.Text);
        Assert.Empty(carla.Page.QuerySelectorAll("main button"));
    }

    [Fact]
    public async Task Of_four_people_who_decide_at_once_one_is_first_and_the_person_is_told_once()
    {
        var (created, refused) = (
            Said(Given.Proposal("Proposer"), "06 12 34 56 78"),
            Said(Given.Proposal("Autre lieu"), "06 12 34 56 79")
        );
        await using var app = await Start(db => db.AddRange(created, refused));
        var who = Guid.CreateVersion7();

        var slugs = await AtOnce<SettleProposal, string?>(
            app,
            settle => settle.Create(created.Id, isVerified: false, who, Stop)
        );
        var ends = await AtOnce<SettleProposal, bool>(
            app,
            settle => settle.Refuse(refused.Id, ProposalRefusal.NotFound, who, Stop)
        );

        // « /lieux/proposer » is the page that proposes.
        Assert.Equal("proposer-angers", Assert.Single(slugs, slug => slug is not null));
        Assert.Single(ends, isFirst => isFirst);
        await using var db = app.Db();
        var place = await db.Places.SingleAsync(p => p.Name == "Proposer", Stop);
        Assert.Equal(
            (null, LocationPrecision.Commune, null),
            (place.Latitude, place.LocationPrecision, place.VerifiedOn)
        );
        Assert.Single(await db.PlaceVersions.Where(v => v.PlaceId == place.Id).ToListAsync(Stop));
        Assert.Equal(
            ["+33612345678", "+33612345679"],
            (await db.Messages.Select(m => m.To).ToListAsync(Stop)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_form_sent_four_times_at_once_is_kept_once()
    {
        await using var app = await Start();
        await using var db = app.Db();
        var place = await db.Places.Select(p => p.Id).FirstAsync(Stop);
        var proposed = new ProposedPlace("Café du Pont", "49007", "Angers", "5 rue du Pont") { Needs = ["sante"] };
        var error = new ReportedError("C’est fermé", ReportedFact.Hours, null, null) { Form = "un" };

        await AtOnce<ProposePlace, bool>(
            app,
            async propose =>
            {
                await propose.Run(proposed, "un", Stop);
                await propose.Run(proposed with { Needs = ["travail"] }, "un", Stop);
                return true;
            }
        );
        await AtOnce<ReportPlace, bool>(
            app,
            async report =>
            {
                await report.Run(place, error, Stop);
                await report.Run(place, error with { Form = "deux" }, Stop);
                return true;
            }
        );

        Assert.Equal(2, await db.PlaceProposals.CountAsync(Stop));
        Assert.Equal(2, await db.PlaceReports.CountAsync(Stop));
    }

    [Fact]
    public async Task A_place_whose_address_was_taken_at_the_same_instant_gets_another()
    {
        var proposal = Said(Given.Proposal("Café du Pont"), "habitante@exemple.test");
        await using var app = await Start(db => db.Add(proposal));
        await using var scope = app.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var isTaken = false;
        context.SavingChanges += (_, _) =>
        {
            if (!isTaken && context.ChangeTracker.Entries<Place>().SingleOrDefault() is { } added)
            {
                isTaken = true;
                added.Property(place => place.Slug).CurrentValue = "maison-des-lices";
            }
        };

        var slug = await scope
            .ServiceProvider.GetRequiredService<SettleProposal>()
            .Create(proposal.Id, isVerified: false, Guid.CreateVersion7(), Stop);

        Assert.Equal((true, "cafe-du-pont-angers"), (isTaken, slug));
        await using var db = app.Db();
        var place = await db.Places.SingleAsync(p => p.Slug == slug, Stop);
        Assert.Equal(place.Id, (await db.PlaceProposals.SingleAsync(Stop)).PlaceId);
        Assert.Single(await db.PlaceReports.ToListAsync(Stop));
        Assert.Single(await db.Messages.ToListAsync(Stop));
        Assert.Single(await db.JournalLines.Where(l => l.Subject == nameof(Place)).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_known_place_gets_everything_that_differs_and_its_team_reads_it()
    {
        var proposal = Said(Given.Proposal("Espace Lices"), "06 12 34 56 78");
        (proposal.Phone, proposal.Where) = ("+33261910012", "6 rue des Lices");
        proposal.Needs.Add("travail");
        await using var app = await Start(db => db.Add(proposal));
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Proposal(proposal.Id));
        Assert.Contains("Maison des Lices", carla.Text);
        Assert.Contains("Pourquoi lui : même téléphone, nom ressemblant", carla.Text);
        Assert.Contains("Sur sa page : 4 rue des Lices", carla.Text);
        Assert.Contains("Proposé : 6 rue des Lices", carla.Text);

        await carla.Press("C’est un lieu déjà connu");
        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        Assert.Equal(["#autre"], Errors(carla));
        await carla
            .Choose("C’est ce lieu : Maison des Lices")
            .Fill("Un autre lieu", "/lieux/nulle-part")
            .Press("C’est un lieu déjà connu");
        Assert.Contains("Aucun lieu de l’annuaire n’a cette adresse", carla.Text);
        Assert.Equal("/lieux/nulle-part", carla.Field("Un autre lieu").GetAttribute("value"));
        Assert.True(carla.Field("C’est ce lieu : Maison des Lices").HasAttribute("checked"));
        await using var db = app.Db();
        var gone = await db.Places.SingleAsync(p => p.Name == "Médiathèque Foch", Stop);
        gone.GoneAt = TestApp.DefaultNow.UtcDateTime;
        await db.SaveChangesAsync(Stop);
        await carla.Fill("Un autre lieu", PlaceUrls.Details(gone.Slug)).Press("C’est un lieu déjà connu");
        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        Assert.Contains("Ce lieu n’est plus dans l’annuaire", carla.Text);
        await carla
            .Fill("Un autre lieu", "https://exemple.test/lieux/maison-des-lices/?retour=/lieux#carte/1")
            .Press("C’est un lieu déjà connu");

        Assert.Contains("C’est un lieu déjà connu. Réglé le 24 novembre", carla.Text);
        var place = await db.Places.SingleAsync(p => p.Slug == "maison-des-lices", Stop);
        Assert.Equal(2, await db.Places.CountAsync(Stop));
        var reports = await db.PlaceReports.Where(r => r.PlaceId == place.Id).ToListAsync(Stop);
        Assert.Equal(
            [
                (ReportedFact.Name, "Espace Lices"),
                (ReportedFact.Address, "6 rue des Lices"),
                (ReportedFact.Email, "pont@exemple.test"),
                (ReportedFact.Website, "https://pont.exemple.test"),
                (ReportedFact.Hours, "le mardi matin"),
                (ReportedFact.Services, "Chercher un emploi, écrire un CV"),
            ],
            reports.OrderBy(r => Rank(r.Fact)).Select(r => (r.Fact!.Value, r.Proposed!))
        );
        Assert.Equal(proposal.Id, (await db.PlaceProposals.SingleAsync(p => p.PlaceId == place.Id, Stop)).Id);
        var message = await db.Messages.SingleAsync(Stop);
        Assert.Equal("+33612345678", message.To);
        Assert.Contains("nous connaissions ce lieu", message.Text);
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Reports);
        Assert.Contains("6 rue des Lices", ana.Text);
        await carla.Open(PlaceUrls.Reports);
        Assert.DoesNotContain("6 rue des Lices", carla.Text);
    }

    [Fact]
    public async Task A_refusal_has_a_reason_which_the_person_reads_unless_nothing_reaches_them()
    {
        var (told, landline, nothing) = (
            Said(Given.Proposal("Zinc du Coin"), "habitante@exemple.test"),
            Said(Given.Proposal("Deux"), "02 41 00 00 09"),
            Said(Given.Proposal("Trois"), null)
        );
        await using var app = await Start(db => db.AddRange(told, landline, nothing));
        var carla = await app.SignIn("Carla Roy");
        foreach (var proposal in new[] { told, landline, nothing })
        {
            await carla.Open(PlaceUrls.Proposal(proposal.Id));
            Assert.Equal(proposal == landline, carla.Text.Contains("Appelez-la avant de décider"));
            await carla.Press("Refuser");
            Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
            Assert.Equal(["#raison"], Errors(carla));
            await carla.Choose("Il ne reçoit pas le public").Press("Refuser");
            Assert.Contains("Refusé : il ne reçoit pas le public. Réglé le 24 novembre", carla.Text);
            Assert.Contains(" par Carla Roy.", carla.Text);
        }

        await using var db = app.Db();
        Assert.All(
            await db.PlaceProposals.ToListAsync(Stop),
            p => Assert.Equal((ProposalRefusal.NotOpenToPublic, null), (p.Refusal, p.ReplyTo))
        );
        var message = await db.Messages.SingleAsync(Stop);
        Assert.Equal("habitante@exemple.test", message.To);
        Assert.Contains("il ne reçoit pas le public", message.Text);
        // Whoever writes gives the address too: words of their own would go to anybody.
        Assert.DoesNotContain("Zinc", message.Text);
        Assert.Equal(2, await db.Places.CountAsync(Stop));
        await carla.Open(PlaceUrls.Proposals);
        Assert.Contains("Rien n’attend de décision", carla.Text);
    }

    private const string RueDuPont = """
        {
          "type": "FeatureCollection",
          "features": [
            {
              "type": "Feature",
              "geometry": { "type": "Point", "coordinates": [-0.56, 47.47] },
              "properties": {
                "label": "5 Rue du Pont 49100 Angers", "score": 0.95, "housenumber": "5", "postcode": "49100",
                "citycode": "49007", "city": "Angers", "type": "housenumber", "name": "5 Rue du Pont"
              }
            }
          ]
        }
        """;

    private static int Rank(ReportedFact? fact) =>
        fact switch
        {
            ReportedFact.Name => 0,
            ReportedFact.Address => 1,
            ReportedFact.Phone => 2,
            ReportedFact.Email => 3,
            ReportedFact.Website => 4,
            ReportedFact.Hours => 5,
            _ => 6,
        };

    private static PlaceProposal Said(PlaceProposal proposal, string? replyTo)
    {
        (proposal.Phone, proposal.Email) = ("+33241000007", "pont@exemple.test");
        (proposal.Website, proposal.Hours) = ("https://pont.exemple.test", "le mardi matin");
        proposal.Needs.Add("sante");
        proposal.ReplyTo = replyTo;
        return proposal;
    }

    private static PlaceProposal Elsewhere(string name) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Insee = "44109",
            CommuneName = "Nantes",
            Where = "1 quai de la Fosse",
            CreatedAt = TestApp.DefaultNow.UtcDateTime,
        };

    private static IEnumerable<string> Errors(Browser browser) =>
        browser.Page.QuerySelectorAll(".govuk-error-summary a").Select(link => link.GetAttribute("href")!);

    private static async Task ReachTheEnd(TestApp app, Browser browser, string trap = "")
    {
        await browser.Open(PlaceUrls.ProposePath);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await browser
            .Fill("Nom du lieu", "Café du Pont")
            .Fill("Commune", "Angers")
            .Fill("Adresse", "5 rue du Pont")
            .Fill("Ne remplissez pas", trap)
            .Press("Continuer");
        await browser.Press("Continuer");
        Assert.StartsWith("Vérifiez vos réponses", browser.Title);
    }

    private static async Task Post(Browser browser, string address, params (string Name, string Value)[] fields)
    {
        await browser.Open(PlaceUrls.Report("maison-des-lices"));
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
        );
        await browser.Post(address, form);
    }

    private static Task<T[]> AtOnce<TUse, T>(TestApp app, Func<TUse, Task<T>> use)
        where TUse : notnull =>
        Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            await using var scope = app.Services.CreateAsyncScope();
                            return await use(scope.ServiceProvider.GetRequiredService<TUse>());
                        },
                        Stop
                    )
                )
        );

    private static Task<TestApp> Start(Action<MaillageDb>? more = null, string? geocoder = null) =>
        TestApp.Start(
            db => Fill(db, more),
            settings: new Dictionary<string, string?>
            {
                ["Messages:Secret"] = "une phrase d’essai de plus de trente-deux lettres",
                ["Messages:Mail:Host"] = "127.0.0.1",
                ["Messages:Mail:Port"] = "9",
                ["Messages:Mail:From"] = "Maillage <essai@exemple.test>",
                ["Messages:Sms:Url"] = "http://127.0.0.1:9/",
                ["Geocoder:Address"] = geocoder ?? "http://127.0.0.1:9",
                // Long enough that a busy machine is never taken for a slow service.
                ["Geocoder:TimeoutInMilliseconds"] = "30000",
            }
        );

    private static void Fill(MaillageDb db, Action<MaillageDb>? more)
    {
        var commune = People.Organisation("Commune d’essai");
        db.Add(commune);
        db.AddMember("Ana Lopes", commune, OrganisationRole.Mediator);
        db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
        db.AddNetworkPerson("Yann Epci", NetworkRoleKind.Coordinator, "244900015");
        db.AddNetworkPerson("Zita Epci", NetworkRoleKind.Coordinator, "200071876");
        db.AddNetworkPerson("Elsa Ailleurs", NetworkRoleKind.Coordinator, "85");
        db.AddNetworkPerson("Ada Min", NetworkRoleKind.Administrator);
        db.Add(Given.Place(but: place => place.OrganisationId = commune.Id));
        db.Add(
            Given.Place(
                "Médiathèque Foch",
                place => (place.Phone, place.Address) = (null, "12 boulevard du Maréchal Foch")
            )
        );
        more?.Invoke(db);
    }
}

using System.Net;
using System.Text;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places;

/// <summary>Looking after one's places: editing, verifying, versions, reports, what lists say against people.</summary>
public class EditingTests
{
    private const string Slug = "maison-des-lices";

    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mediator_changes_the_hours_and_the_public_reads_them()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Edit(Slug, "horaires"));
        Assert.Equal("9 h – 12 h 30, 13 h 30 – 17 h", ana.Field("Lundi").GetAttribute("value"));
        Assert.Equal("fermé", ana.Field("Samedi").GetAttribute("value"));

        await ana.Fill("Samedi", "9h-12h").Press("Continuer");
        Assert.Contains("Rien n’est encore enregistré", ana.Text);
        Assert.Contains("Après : Lundi à vendredi : 9 h – 12 h 30, 13 h 30 – 17 h", ana.Text);
        Assert.Contains("Samedi : 9 h – 12 h", ana.Text);
        Assert.Contains("samedi 28 : 9 h – 12 h", ana.Text);
        await using (var db = app.Db())
        {
            Assert.Equal("Mo-Fr 09:00-12:30,13:30-17:00", (await db.Places.SingleAsync(Stop)).OpeningHours);
        }

        await ana.Press("Enregistrer");
        Assert.Equal(PlaceUrls.Manage(Slug), ana.Address);
        var visitor = new Browser(app.Client());
        await visitor.Open(PlaceUrls.Details(Slug));
        Assert.Matches("Samedi 28 ?9 h – 12 h", visitor.Text);
    }

    [Fact]
    public async Task An_exceptional_opening_is_one_line_keeps_the_grid_and_counts_as_open()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        // Today is Tuesday 24 November: the Sunday to come, usually off, and the Friday of the week after.
        await Answer(
            ana,
            "horaires",
            page => page.Fill("Ouvertures exceptionnelles", "le 29/11/2026 : 10h-16h\n04/12/2026 fermé")
        );

        Assert.Equal(
            "Mo-Fr 09:00-12:30,13:30-17:00; 2026 Nov 29 10:00-16:00; 2026 Dec 04 off",
            (await Read(app)).OpeningHours
        );
        Assert.Contains("Le 29/11/2026 : 10 h – 16 h", ana.Text);
        await ana.Open(PlaceUrls.Edit(Slug, "horaires"));
        Assert.Equal("9 h – 12 h 30, 13 h 30 – 17 h", ana.Field("Lundi").GetAttribute("value"));
        Assert.Equal("le 29/11/2026 : 10 h – 16 h\nle 04/12/2026 : fermé", ana.Field("Ouvertures").TextContent);
        await Answer(ana, "horaires", page => page.Fill("Lundi", "14 h – 17 h"));
        Assert.EndsWith("; 2026 Nov 29 10:00-16:00; 2026 Dec 04 off", (await Read(app)).OpeningHours);

        var visitor = new Browser(app.Client());
        await visitor.Open(PlaceUrls.Details(Slug));
        Assert.Matches("Dimanche 29 ?10 h – 16 h ?ce jour-là seulement", visitor.Text);
        Assert.Contains("Fermé le 4 décembre", visitor.Text);
        app.Pass(new DateTimeOffset(2026, 11, 29, 11, 0, 0, TimeSpan.Zero) - TestApp.DefaultNow);
        await visitor.Open(PlaceUrls.Details(Slug));
        Assert.Matches("(Ouvert|Open).*16 h", visitor.Text);
        Assert.DoesNotContain("Fermé aujourd’hui", visitor.Text);
        await visitor.Open("/lieux?ouvert=maintenant");
        Assert.Contains("Maison des Lices", visitor.Text);
    }

    [Theory]
    [InlineData("Noël", "« Noël » ne se lit pas")]
    [InlineData("le 01/03/2026 : peut-être", "« le 01/03/2026 : peut-être » ne se lit pas")]
    [InlineData("le 01/03/2026 : 10h-16h\nle 01/03/2026 : fermé", "ce jour est écrit deux fois")]
    [InlineData("le 28/12/2026 : 10h-16h", "tombe pendant une fermeture")]
    public async Task A_particular_day_that_cannot_stand_is_asked_again(string typed, string sentence)
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Edit(Slug, "horaires"));

        await ana.Fill("Ouvertures exceptionnelles", typed)
            .Fill("Fermetures", "du 24/12/2026 au 02/01/2027")
            .Press("Continuer");

        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains(sentence, ana.Text);
        Assert.Equal(typed, ana.Field("Ouvertures exceptionnelles").TextContent);
    }

    [Fact]
    public async Task A_particular_day_alone_would_close_every_other_day()
    {
        await using var app = await Start(db => db.Places.Local.Single().OpeningHours = null);
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Edit(Slug, "horaires"));

        await ana.Fill("Ouvertures exceptionnelles", "le 01/03/2026 : 10h-16h").Press("Continuer");

        Assert.Contains("Dites aussi les horaires de chaque semaine", ana.Text);
    }

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00; 2026 Dec 24 off", "Mo-Fr 09:00-12:00", 1)]
    [InlineData("2026 Dec 24 off; Mo-Fr 09:00-12:00", "2026 Dec 24 off; Mo-Fr 09:00-12:00", 0)]
    [InlineData("week 1-53/2 Mo 09:00-12:00; 2026 Dec 24-26 off", "week 1-53/2 Mo 09:00-12:00; 2026 Dec 24-26 off", 0)]
    [InlineData("Mo 09:00-12:00; 2026 Feb 30 off", "Mo 09:00-12:00; 2026 Feb 30 off", 0)]
    [InlineData("Mo 09:00-12:00 || \"appeler\"; 2026 Dec 24 10:00-12:00", "Mo 09:00-12:00 || \"appeler\"", 1)]
    public void Only_the_single_dates_that_end_the_text_are_particular_days(string text, string weekly, int days)
    {
        var split = ParticularDay.Split(text);
        Assert.Equal((weekly, days), (split.Weekly, split.Days.Count));
        Assert.Equal(text, ParticularDay.Join(split.Weekly, split.Days));
    }

    [Fact]
    public async Task What_cannot_be_read_is_asked_again_and_nothing_is_lost()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Edit(Slug, "contact"));

        await ana.Fill("Téléphone", "12")
            .Fill("E-mails", "pas une adresse")
            .Fill("Sites internet", "javascript:alert(1)")
            .Press("Continuer");

        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("Ce numéro n’existe pas", ana.Text);
        Assert.Contains("L’adresse e-mail « pas une adresse » ne se lit pas", ana.Text);
        Assert.Contains("commence par https://", ana.Text);
        Assert.Equal("12", ana.Field("Téléphone").GetAttribute("value"));
        Assert.Equal("pas une adresse", ana.Field("E-mails").TextContent);
    }

    [Fact]
    public async Task Every_question_is_answered_checked_and_saved()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await Answer(
            ana,
            "contact",
            page => page.Fill("Téléphone", "02 41 81 49 49").Fill("E-mails", "accueil@exemple.test")
        );
        await Answer(ana, "aide", page => page.Choose("Apprendre à utiliser un ordinateur"));
        await Answer(ana, "acces", page => page.Choose("Payant"));
        await Answer(ana, "presentation", page => page.Fill("En une ou deux phrases", "On vous aide."));
        await Answer(ana, "horaires", page => page.Fill("Fermetures", "du 24/12/2026 au 02/01/2027 congés"));

        await using var db = app.Db();
        var place = await db.Places.SingleAsync(Stop);
        Assert.Equal("+33241814949", place.Phone);
        Assert.Equal(["accueil@exemple.test"], place.Emails);
        Assert.Equal(2, place.Services.Count);
        Assert.Contains("Payant", place.Fees);
        Assert.Equal("On vous aide.", place.Summary);
        Assert.Equal(new DateOnly(2027, 1, 2), Assert.Single(place.Closures).To);
        Assert.Equal(6, await db.PlaceVersions.CountAsync(Stop));
    }

    [Fact]
    public async Task A_change_made_meanwhile_is_shown_and_never_overwritten_in_silence()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        var bruno = await app.SignIn("Bruno Petit");
        await ana.Open(PlaceUrls.Edit(Slug, "contact"));
        await ana.Fill("Téléphone", "02 41 81 49 49").Press("Continuer");
        await Answer(bruno, "contact", page => page.Fill("Téléphone", "02 41 05 40 00"));

        await ana.Press("Enregistrer");

        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("Quelqu’un a enregistré ceci", ana.Text);
        Assert.Contains("02 41 05 40 00", ana.Text);
        Assert.Equal("02 41 81 49 49", ana.Field("Téléphone").GetAttribute("value"));
        await using var db = app.Db();
        Assert.Equal("+33241054000", (await db.Places.SingleAsync(Stop)).Phone);

        await ana.Press("Continuer");
        await ana.Press("Enregistrer");
        Assert.Equal("+33241814949", (await db.Places.AsNoTracking().SingleAsync(Stop)).Phone);
    }

    [Fact]
    public async Task Of_eight_people_who_save_at_once_one_is_first()
    {
        await using var app = await Start();
        await using var db = app.Db();
        var place = await db.Places.SingleAsync(Stop);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => Edit(app, place, p => p.Summary = $"Version {i}"), Stop))
        );

        Assert.Single(outcomes, outcome => outcome == EditOutcome.Done);
        Assert.Equal(7, outcomes.Count(outcome => outcome == EditOutcome.SomebodyWasFaster));
        Assert.Equal(2, await db.PlaceVersions.CountAsync(Stop));
    }

    [Fact]
    public async Task History_says_who_changed_what_and_a_former_state_comes_back()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await Answer(ana, "contact", page => page.Fill("Téléphone", "02 41 81 49 49"));
        await ana.Open(PlaceUrls.History(Slug));
        Assert.Contains("Ana Lopes", ana.Text);
        Assert.Contains("Téléphone : 02 61 91 00 12 02 41 81 49 49", ana.Text);
        Assert.Contains("Une liste importée", ana.Text);

        await ana.Press("Revenir à cet état");

        Assert.Contains("Remis dans un état ancien", ana.Text);
        await using var db = app.Db();
        Assert.Equal("+33261910012", (await db.Places.SingleAsync(Stop)).Phone);
        var fields = await db
            .JournalLines.Where(l => l.Subject == nameof(Place) && l.Action == JournalLine.Changed)
            .Select(l => l.Fields)
            .ToListAsync(Stop);
        Assert.Equal(2, fields.Count);
        Assert.All(fields, names => Assert.Contains("Phone", string.Join(',', names)));
    }

    [Fact]
    public async Task Verifying_is_one_button_and_says_who_and_when()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Manage(Slug));
        Assert.Contains("Jamais vérifié ; mis à jour par sa liste le 18 novembre 2026", ana.Text);

        await ana.Press("Tout est exact aujourd’hui");

        Assert.Contains("Vérifié le 24 novembre 2026 par Commune d’essai", ana.Text);
        await ana.Open(PlaceUrls.Details(Slug));
        Assert.Contains("par Commune d’essai", ana.Text);
    }

    [Fact]
    public void Freshness_goes_by_months_since_the_last_verification()
    {
        var today = new DateOnly(2026, 11, 24);

        Assert.Equal(Freshness.UpToDate, FreshnessStates.Of(new DateOnly(2026, 5, 24), today));
        Assert.Equal(Freshness.ToWatch, FreshnessStates.Of(new DateOnly(2026, 5, 23), today));
        Assert.Equal(Freshness.ToWatch, FreshnessStates.Of(new DateOnly(2025, 11, 24), today));
        Assert.Equal(Freshness.ToCheck, FreshnessStates.Of(new DateOnly(2025, 11, 23), today));
        Assert.Equal(Freshness.ToCheck, FreshnessStates.Of(new DateOnly(2025, 5, 24), today));
        Assert.Equal(Freshness.Stale, FreshnessStates.Of(new DateOnly(2025, 5, 23), today));
        Assert.Equal(Freshness.Stale, FreshnessStates.Of(null, today));
    }

    [Theory]
    [InlineData("2026-05-24", "À jour : vérifié le 24 mai 2026", "Up to date: checked on 24 May 2026")]
    [InlineData("2026-05-23", "Vérifié le 23 mai 2026, il y a plus de six mois", "more than six months ago")]
    [InlineData(
        "2025-11-23",
        "il y a plus d’un an : appelez avant de venir",
        "more than a year ago: call before you come"
    )]
    [InlineData(
        "2025-05-23",
        "plus d’un an et demi : c’est peut-être faux, appelez",
        "it may be wrong, call before you come"
    )]
    [InlineData(
        null,
        "Jamais vérifié avec le lieu : appelez avant de venir",
        "Never checked with the place: call before"
    )]
    public async Task The_public_page_says_how_old_the_verification_is(string? day, string french, string english)
    {
        await using var app = await Start(db =>
            db.Places.Local.Single().VerifiedOn = day is null
                ? null
                : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)
        );
        var visitor = new Browser(app.Client());

        await visitor.Open(PlaceUrls.Details(Slug));
        Assert.Contains(french, visitor.Text);
        await visitor.Open("/en" + PlaceUrls.Details(Slug));
        Assert.Contains(english, visitor.Text);
    }

    [Fact]
    public async Task The_list_counts_and_filters_by_freshness()
    {
        await using var app = await Start(db =>
        {
            db.Places.Local.Single().VerifiedOn = new DateOnly(2026, 11, 18);
            db.AddRange(
                Given.Place("Ancienne", place => place.VerifiedOn = new DateOnly(2024, 1, 1)),
                // Its list dates it of last week: nobody has verified anything.
                Given.Place("Inconnue"),
                Given.Place("Ailleurs", place => (place.Insee, place.CommuneName) = ("44109", "Nantes"))
            );
        });
        var carla = await app.SignIn("Carla Roy");

        await carla.Open(PlaceUrls.Desk);
        Assert.Contains("1 lieu sur 3 à jour", carla.Text);
        Assert.DoesNotContain("Ailleurs", carla.Text);
        await carla.Follow("Périmé ou jamais vérifié : 2");
        Assert.Matches("Inconnue.*Mis à jour par sa liste le 18 novembre 2026.*Jamais vérifié.*Ancienne", carla.Text);
        Assert.Contains("Inconnue", carla.Text);
        Assert.Contains("Ancienne", carla.Text);
        Assert.DoesNotContain("Maison des Lices", carla.Text);
        await carla.Open("/espace/lieux?fraicheur=UpToDate");
        Assert.Contains("Maison des Lices", carla.Text);
        Assert.DoesNotContain("Ancienne", carla.Text);
    }

    [Fact]
    public async Task Another_organisations_place_does_not_exist()
    {
        await using var app = await Start();
        var zoe = await app.SignIn("Zoé Cachée");
        var sam = await app.SignIn("Sam Aidant");
        string[] pages = [PlaceUrls.Manage(Slug), PlaceUrls.Edit(Slug, "contact"), PlaceUrls.History(Slug)];

        foreach (var page in pages)
        {
            await zoe.Open(page);
            Assert.Equal(HttpStatusCode.NotFound, zoe.Status);
            await sam.Open(page);
            Assert.Equal(HttpStatusCode.NotFound, sam.Status);
        }
    }

    [Fact]
    public async Task A_field_that_a_person_wrote_wins_until_its_list_changes_then_somebody_chooses()
    {
        await using var app = await Start(db => { }, withPlace: false);
        await Import(app, "0241000001", "On accueille");
        await using var db = app.Db();
        var place = await db.Places.SingleAsync(Stop);
        Assert.Equal(EditOutcome.Done, await Edit(app, place, p => p.Phone = "+33241814949"));

        await Import(app, "0241000001", "On accueille mieux");
        Assert.Equal("+33241814949", (await Read(app)).Phone);
        Assert.Equal("On accueille mieux", (await Read(app)).Summary);
        Assert.Empty(await db.FieldDisputes.ToListAsync(Stop));

        await Import(app, "0241000002", "On accueille mieux");
        Assert.Equal("+33241814949", (await Read(app)).Phone);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage(place.Slug));
        Assert.Contains("Vous avez écrit : 02 41 81 49 49", carla.Text);
        Assert.Contains("« Essai » dit maintenant : 02 41 00 00 02", carla.Text);
        await carla.Press("Prendre celui de la liste");
        Assert.Equal("+33241000002", (await Read(app)).Phone);
        Assert.Empty(await db.FieldDisputes.ToListAsync(Stop));

        await Import(app, "0241000003", "On accueille mieux");
        Assert.Equal("+33241000003", (await Read(app)).Phone);
    }

    [Fact]
    public async Task A_disagreement_ends_too_when_somebody_has_typed_what_the_list_says()
    {
        await using var app = await Start(db => { }, withPlace: false);
        await Import(app, "0241000001", "On accueille");
        await using var db = app.Db();
        await Edit(app, await db.Places.SingleAsync(Stop), p => p.Phone = "+33241814949");
        await Import(app, "0241000002", "On accueille");
        var place = await Read(app);
        await Edit(app, place, p => p.Phone = "+33241000002");
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage(place.Slug));

        await carla.Press("Prendre celui de la liste");

        Assert.DoesNotContain("dit maintenant", carla.Text);
        Assert.Empty(await db.FieldDisputes.ToListAsync(Stop));
    }

    [Fact]
    public async Task Keeping_ours_ends_the_disagreement_and_undoing_an_import_takes_its_own_away()
    {
        await using var app = await Start(db => { }, withPlace: false);
        await Import(app, "0241000001", "On accueille");
        await using var db = app.Db();
        await Edit(app, await db.Places.SingleAsync(Stop), p => p.Phone = "+33241814949");
        await Import(app, "0241000002", "On accueille");
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage((await Read(app)).Slug));

        await carla.Press("Garder le nôtre");

        Assert.DoesNotContain("dit maintenant", carla.Text);
        Assert.Equal("+33241814949", (await Read(app)).Phone);
        await carla.Open(PlaceUrls.History((await Read(app)).Slug));
        Assert.Contains("Gardé malgré ce que dit une liste", carla.Text);
        Assert.Contains("Téléphone (« Essai » barré) : 02 41 00 00 02 02 41 81 49 49", carla.Text);
        var run = await Import(app, "0241000003", "On accueille");
        Assert.Single(await db.FieldDisputes.ToListAsync(Stop));
        await app.Services.GetRequiredService<UndoImport>().Run(run, Stop);
        Assert.Empty(await db.FieldDisputes.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_report_reaches_those_who_look_after_the_place_and_its_contact_is_erased()
    {
        await using var app = await Start();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await using var db = app.Db();
            var id = await db.Places.Select(p => p.Id).SingleAsync(Stop);
            await scope
                .ServiceProvider.GetRequiredService<ReportPlace>()
                .Run(id, new ReportedError("C’est fermé le mercredi", null, null, "06 12 34 56 78"), Stop);
        }

        var zoe = await app.SignIn("Zoé Cachée");
        await zoe.Open(PlaceUrls.Reports);
        Assert.Contains("Rien n’attend de réponse", zoe.Text);
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open("/espace");
        Assert.Contains("1 à faire", ana.Text);
        await ana.Open(PlaceUrls.Reports);
        Assert.Contains("C’est fermé le mercredi", ana.Text);
        Assert.Contains("06 12 34 56 78", ana.Text);
        await ana.Press("C’est corrigé");

        Assert.Contains("Rien n’attend de réponse", ana.Text);
        await using var after = app.Db();
        var report = await after.PlaceReports.SingleAsync(Stop);
        Assert.Null(report.ReplyTo);
        Assert.Equal(ReportEnd.Corrected, report.End);
        Assert.True(
            await after.JournalLines.AnyAsync(
                l => l.Subject == nameof(PlaceReport) && l.Action == JournalLine.WasRead,
                Stop
            )
        );
    }

    [Fact]
    public async Task Whoever_reported_is_told_once_what_became_of_it()
    {
        await using var app = await Start(
            settings: new Dictionary<string, string?>
            {
                ["Messages:Secret"] = "une phrase d’essai de plus de trente-deux lettres",
                ["Messages:Mail:Host"] = "127.0.0.1",
                ["Messages:Mail:Port"] = "9",
                ["Messages:Mail:From"] = "Maillage <essai@exemple.test>",
            }
        );
        await using var db = app.Db();
        var place = await db.Places.Select(p => p.Id).SingleAsync(Stop);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var report = scope.ServiceProvider.GetRequiredService<ReportPlace>();
            await report.Run(
                place,
                new ReportedError("C’est fermé le mercredi", null, null, "habitante@exemple.test"),
                Stop
            );
        }

        var id = await db.PlaceReports.Select(r => r.Id).SingleAsync(Stop);
        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Close(app, id), Stop)));

        Assert.Single(ended, wasFirst => wasFirst);
        var message = await db.Messages.SingleAsync(Stop);
        Assert.Equal("habitante@exemple.test", message.To);
        Assert.Contains("la page est corrigée", message.Text);
        Assert.Null((await db.PlaceReports.SingleAsync(Stop)).ReplyTo);
    }

    [Fact]
    public async Task A_coordinator_gives_a_place_to_an_organisation()
    {
        await using var app = await Start();
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage(Slug));
        await carla.Fill("Nom ou SIRET", "Rien de tel").Press("Enregistrer la structure");
        Assert.Contains("Aucune structure du réseau n’a ce nom", carla.Text);

        await carla.Fill("Nom ou SIRET", "structure secrète").Press("Enregistrer la structure");

        Assert.Contains("Structure Secrète", carla.Text);
        await carla.Open(PlaceUrls.History(Slug));
        Assert.Contains("Structure changée", carla.Text);
        Assert.Contains("Structure qui s’en occupe : Commune d’essai Structure Secrète", carla.Text);
        var zoe = await app.SignIn("Zoé Cachée");
        await zoe.Open(PlaceUrls.Manage(Slug));
        Assert.Equal(HttpStatusCode.OK, zoe.Status);
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Manage(Slug));
        Assert.Equal(HttpStatusCode.NotFound, ana.Status);
    }

    [Fact]
    public async Task The_organisation_of_a_place_comes_back_with_its_state_for_whoever_may_give_it()
    {
        await using var app = await Start();
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage(Slug));
        await carla.Fill("Nom ou SIRET", "structure secrète").Press("Enregistrer la structure");
        var zoe = await app.SignIn("Zoé Cachée");
        await zoe.Open(PlaceUrls.History(Slug));
        Assert.DoesNotContain("Revenir à cet état", zoe.Text);
        var former = (await Read(app)).OrganisationId;

        await carla.Open(PlaceUrls.History(Slug));
        await carla.Press("Revenir à cet état");

        Assert.NotEqual(former, (await Read(app)).OrganisationId);
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Manage(Slug));
        Assert.Equal(HttpStatusCode.OK, ana.Status);
    }

    [Fact]
    public async Task A_place_changed_meanwhile_is_given_to_nobody()
    {
        await using var app = await Start();
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage(Slug));
        await Edit(app, await Read(app), place => place.Summary = "Autre chose");

        await carla.Fill("Nom ou SIRET", "structure secrète").Press("Enregistrer la structure");

        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        Assert.Contains("Quelqu’un vient de modifier ce lieu", carla.Text);
        await using var db = app.Db();
        Assert.Equal(
            "Commune d’essai",
            (await db.Places.Include(p => p.Organisation).SingleAsync(Stop)).Organisation!.Name
        );
    }

    [Fact]
    public async Task Undoing_an_import_leaves_a_place_to_the_organisation_it_was_given_to()
    {
        await using var app = await Start(withPlace: false);
        await Import(app, "0241000001", "On accueille");
        var run = await Import(app, "0241000002", "On accueille");
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Manage((await Read(app)).Slug));
        await carla.Fill("Nom ou SIRET", "structure secrète").Press("Enregistrer la structure");

        var undone = await app.Services.GetRequiredService<UndoImport>().Run(run, Stop);

        Assert.Equal(UndoOutcome.UndoneInPart, undone.Outcome);
        Assert.NotNull((await Read(app)).OrganisationId);
        Assert.Equal("+33241000002", (await Read(app)).Phone);
    }

    [Fact]
    public async Task A_former_state_is_not_put_back_over_a_change_made_meanwhile_and_the_page_says_so()
    {
        await using var app = await Start();
        await Edit(app, await Read(app), place => place.Summary = "Un");
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.History(Slug));
        await Edit(app, await Read(app), place => place.Summary = "Deux");

        await ana.Press("Revenir à cet état");

        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("rien n’a été remis", ana.Text);
        Assert.Equal("Deux", (await Read(app)).Summary);
    }

    [Theory]
    [InlineData("Mo-Fr 09:00-12:30,13:30-17:00", "9 h – 12 h 30, 13 h 30 – 17 h")]
    [InlineData("Mo 09:00-12:00; PH off", "9 h – 12 h")]
    [InlineData("Mo 18:00-24:00", "18 h – 24 h")]
    [InlineData("Mo-Su 00:00-24:00", "0 h – 24 h")]
    public void The_grid_says_the_hours_it_can(string text, string monday) =>
        Assert.Equal(monday, HoursForm.Grid(text)![0]);

    [Theory]
    [InlineData("")]
    [InlineData("quand c’est possible")]
    [InlineData("week 1-53/2 Mo 09:00-12:00")]
    [InlineData("Mo 09:00-12:00; SH off")]
    [InlineData("Jul Mo 09:00-12:00")]
    [InlineData("Mo[1] 09:00-12:00")]
    public void The_grid_leaves_empty_the_hours_it_cannot_say(string text) => Assert.Null(HoursForm.Grid(text));

    private static async Task<bool> Close(TestApp app, Guid report)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CloseReport>()
            .Run(report, ReportEnd.Corrected, Guid.CreateVersion7(), Stop);
    }

    private static Task<TestApp> Start(
        Action<MaillageDb>? more = null,
        bool withPlace = true,
        IReadOnlyDictionary<string, string?>? settings = null
    ) => TestApp.Start(db => Fill(db, more, withPlace), settings: settings);

    private static void Fill(MaillageDb db, Action<MaillageDb>? more, bool withPlace)
    {
        var commune = People.Organisation("Commune d’essai");
        var other = People.Organisation("Structure Secrète");
        db.AddRange(commune, other);
        db.AddMember("Ana Lopes", commune, OrganisationRole.Mediator);
        db.AddMember("Bruno Petit", commune);
        db.AddMember("Sam Aidant", commune, OrganisationRole.Aidant);
        db.AddMember("Zoé Cachée", other);
        db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
        if (withPlace)
        {
            db.Add(Given.Place(but: place => place.OrganisationId = commune.Id));
        }

        more?.Invoke(db);
    }

    private static async Task Answer(Browser browser, string question, Action<Browser> answer)
    {
        await browser.Open(PlaceUrls.Edit(Slug, question));
        answer(browser);
        await browser.Press("Continuer");
        await browser.Press("Enregistrer");
        Assert.Equal(PlaceUrls.Manage(Slug), browser.Address);
    }

    private static async Task<EditOutcome> Edit(TestApp app, Place place, Action<Place> change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<EditPlace>()
            .Run(place.Id, place.ModifiedAt, Guid.CreateVersion7(), VersionKind.Edited, change, Stop);
    }

    private static async Task<Place> Read(TestApp app)
    {
        await using var db = app.Db();
        return await db.Places.SingleAsync(Stop);
    }

    /// <summary>A list of one place in Angers, read in an hour later.</summary>
    private static async Task<Guid> Import(TestApp app, string phone, string summary)
    {
        app.Pass(TimeSpan.FromHours(1));
        using var file = new MemoryStream(
            Encoding.UTF8.GetBytes(
                "id,nom,adresse,code_postal,code_insee,commune,telephone,services,presentation_resume\n"
                    + $"1,Mairie d’essai,1 rue de la Mairie,49000,49007,Angers,{phone},Aide aux démarches administratives,{summary}\n"
            )
        );
        var report = await app
            .Services.GetRequiredService<ImportPlaces>()
            .Run(file, new ImportRequest("essai", new ReadingOptions(null, "Essai"), false), cancellation: Stop);
        return report.RunId!.Value;
    }
}

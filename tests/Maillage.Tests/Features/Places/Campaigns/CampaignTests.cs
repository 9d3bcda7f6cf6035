using System.Globalization;
using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Maillage.Tests.Features.Places.Campaigns;

/// <summary>Campaigns of verification: whom they write to, what a link may do, reminders, calls, orphans, figures.</summary>
public sealed class CampaignTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, string?> Mail = new()
    {
        ["Messages:Secret"] = "une phrase d’essai de plus de trente-deux lettres",
        ["Messages:Mail:Host"] = "127.0.0.1",
        ["Messages:Mail:Port"] = "9",
        ["Messages:Mail:From"] = "Maillage <essai@exemple.test>",
    };

    [Fact]
    public async Task A_coordinator_picks_counts_and_starts_and_each_place_is_reached_as_it_can_be()
    {
        await using var app = await Start(withBackground: true);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.NewCampaign);
        Everything(carla);
        await carla.Fill("Nom de la campagne", "").Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        await carla.Fill("Nom de la campagne", "Rentrée").Fill("Commune", "Nulle-Part-Sur-Rien").Press("Continuer");
        Assert.Contains("Cette commune n’est pas connue", carla.Text);
        await carla.Fill("Commune", "Angers").Press("Continuer");
        Assert.Contains("En tout3 lieux", carla.Text);
        Assert.Contains("Message à leur responsable1", carla.Text);
        Assert.Contains("Message à l’e-mail public du lieu1", carla.Text);
        Assert.Contains("À appeler1", carla.Text);
        await carla.Press("Lancer la campagne");
        Assert.Contains("Message en préparation : 3", carla.Text);

        await using var db = app.Db();
        for (var i = 0; i < 100 && await db.Messages.CountAsync(Stop) < 2; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(100, Stop);
        }

        Assert.Equal(
            ["accueil@exemple.test", People.EmailOf("Bruno Petit")],
            await db.Messages.Select(m => m.To).OrderBy(to => to).ToListAsync(Stop)
        );
        Assert.All(await db.Messages.ToListAsync(Stop), m => Assert.Contains("/v/", m.Text));
        await carla.Open(carla.Address);
        Assert.Contains("2écrits", carla.Text);
        Assert.Contains("Liste d’appels : 1", carla.Text);
        await carla.Open(PlaceUrls.NewCampaign);
        Everything(carla);
        await carla.Fill("Nom de la campagne", "Encore").Press("Continuer");
        Assert.Contains("déjà dans une campagne", carla.Text);

        var other = await app.SignIn("Loin Ailleurs");
        var id = await db.Campaigns.Select(c => c.Id).SingleAsync(Stop);
        foreach (var page in new[] { PlaceUrls.Campaign(id), PlaceUrls.Calls(id), PlaceUrls.CallsFile(id) })
        {
            await other.Open(page);
            Assert.Equal(HttpStatusCode.NotFound, other.Status);
        }

        await other.Open(PlaceUrls.NewCampaign);
        await other.Fill("Nom de la campagne", "À moi").Press("Continuer");
        Assert.Contains("Aucun de vos lieux ne correspond", other.Text);
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_a_button_confirms_and_nobody_is_named()
    {
        await using var app = await Start();
        var link = await LinkTo(app, "geree");
        using var client = app.Client();
        using var head = new HttpRequestMessage(HttpMethod.Head, link);
        using var answer = await client.SendAsync(head, Stop);
        Assert.True(answer.IsSuccessStatusCode);
        var place = new Browser(client);
        await place.Open(link);
        Assert.Contains("Tout est-il encore exact ?", place.Text);
        Assert.Contains("4 rue des Lices", place.Text);
        Assert.DoesNotContain("Personne Privée", place.Text);
        Assert.DoesNotContain("0612345678", place.Text.Replace(" ", ""));
        Assert.DoesNotContain(People.EmailOf("Bruno Petit"), place.Text);
        await using (var before = app.Db())
        {
            Assert.Null((await before.Places.SingleAsync(p => p.Slug == "geree", Stop)).VerifiedOn);
            Assert.All(await before.Verifications.ToListAsync(Stop), v => Assert.Null(v.AnsweredAt));
        }

        await place.Press("Tout est exact");

        Assert.Contains("Merci, c’est noté", place.Text);
        await using var db = app.Db();
        var verified = await db.Places.SingleAsync(p => p.Slug == "geree", Stop);
        Assert.Equal((new DateOnly(2026, 11, 24), "Commune d’essai"), (verified.VerifiedOn, verified.VerifiedBy));
        var version = await db.PlaceVersions.SingleAsync(v => v.Kind == VersionKind.Verified, Stop);
        Assert.Null(version.AccountId);
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(PlaceUrls.Manage("geree"));
        Assert.Contains("Vérifié le 24 novembre 2026 par Commune d’essai", bruno.Text);
        await bruno.Open(PlaceUrls.History("geree"));
        Assert.Contains("Le lieu, par un lien reçu", bruno.Text);
        await place.Open(link);
        Assert.Contains("Merci, c’est noté", place.Text);
        Assert.Empty(place.Page.QuerySelectorAll("main form"));

        await place.Open(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(HttpStatusCode.NotFound, place.Status);
        await place.Open("/v/rien");
        Assert.Equal(HttpStatusCode.NotFound, place.Status);
    }

    [Fact]
    public async Task A_link_serves_thirty_days_and_no_longer_than_its_campaign()
    {
        await using var app = await Start();
        var link = await LinkTo(app, "geree");
        var place = new Browser(app.Client());
        await place.Open(link);
        app.Clock.AdjustTime(app.Clock.GetUtcNow().AddDays(30));
        await place.Press("Tout est exact");
        Assert.Equal(HttpStatusCode.Gone, place.Status);
        Assert.Contains("Ce lien ne sert plus", place.Text);
        Assert.Contains("signalez l’erreur depuis sa page", place.Text);

        var again = await LinkTo(app, "geree");
        var carla = await app.SignIn("Carla Roy");
        await using var db = app.Db();
        await carla.Open(
            PlaceUrls.Campaign(
                await db.Campaigns.OrderByDescending(c => c.StartedAt).Select(c => c.Id).FirstAsync(Stop)
            )
        );
        await carla.Press("Terminer la campagne");
        await place.Open(again);
        Assert.Equal(HttpStatusCode.Gone, place.Status);
        Assert.Null((await db.Places.SingleAsync(p => p.Slug == "geree", Stop)).VerifiedOn);
    }

    [Fact]
    public async Task Corrections_by_the_link_are_proposed_then_written_as_an_edit()
    {
        await using var app = await Start();
        var link = await LinkTo(app, "geree");
        var place = new Browser(app.Client());
        await place.Open(link);
        await place.Follow("Il faut corriger");
        await place.Press("Continuer");
        Assert.Contains("Rien n’est changé", place.Text);
        await place.Fill("Téléphone", "12").Press("Continuer");
        Assert.Contains("Ce numéro n’existe pas", place.Text);
        await place
            .Fill("Téléphone", "02 41 81 49 49")
            .Fill("Samedi", "9h-12h")
            .Fill("Autre chose", "Le bus 4 passe devant")
            .Press("Continuer");
        Assert.Contains("Rien n’est encore envoyé", place.Text);
        Assert.Contains("02 41 81 49 49", place.Text);
        await place.Press("Envoyer");
        Assert.Contains("Merci, c’est noté", place.Text);
        await using var db = app.Db();
        Assert.Equal("+33261910012", (await db.Places.SingleAsync(p => p.Slug == "geree", Stop)).Phone);

        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open("/espace");
        Assert.Contains("Corrections proposées par les lieux", bruno.Text);
        await bruno.Follow("Relire");
        Assert.Contains("Le bus 4 passe devant", bruno.Text);
        await bruno.Press("Enregistrer ces corrections");
        Assert.Equal(PlaceUrls.Manage("geree"), bruno.Address);
        await using var after = app.Db();
        var written = await after.Places.SingleAsync(p => p.Slug == "geree", Stop);
        Assert.Equal("+33241814949", written.Phone);
        Assert.Contains("Sa 09:00-12:00", written.OpeningHours);
        Assert.Contains(written.Written, w => w.Field == nameof(Place.Phone));
        Assert.Equal(new DateOnly(2026, 11, 24), written.VerifiedOn);
        var verification = await after.Verifications.SingleAsync(v => v.PlaceId == written.Id, Stop);
        Assert.Equal(VerificationState.Corrected, verification.State);
        Assert.Null(verification.Note);
        Assert.NotNull(verification.DecidedBy);

        var closed = new Browser(app.Client());
        await closed.Open(await TokenOf(app, "publique"));
        await closed.Follow("Il faut corriger");
        await closed.Choose("Ce lieu a fermé pour de bon").Press("Continuer");
        await closed.Press("Envoyer");
        var carla = await app.SignIn("Carla Roy");
        await carla.Open("/espace");
        await carla.Follow("Relire");
        await carla.Press("Enregistrer ces corrections");
        await closed.Open("/lieux/publique");
        Assert.Equal(HttpStatusCode.Gone, closed.Status);
    }

    [Fact]
    public async Task A_link_answers_for_what_it_showed_and_not_for_what_was_written_since()
    {
        await using var app = await Start();
        var place = new Browser(app.Client());
        await place.Open(await LinkTo(app, "geree"));
        await Edit(app, "geree", p => p.Phone = "+33241810000");

        await place.Press("Tout est exact");

        Assert.Equal(HttpStatusCode.BadRequest, place.Status);
        Assert.Contains("Cette page vient d’être modifiée", place.Text);
        Assert.Contains("02 41 81 00 00", place.Text);
        await using (var db = app.Db())
        {
            Assert.Null((await db.Places.SingleAsync(p => p.Slug == "geree", Stop)).VerifiedOn);
        }

        await place.Press("Tout est exact");
        Assert.Contains("Merci, c’est noté", place.Text);
    }

    [Fact]
    public async Task A_correction_overwrites_nothing_that_was_written_while_it_was_typed_or_read()
    {
        await using var app = await Start();
        var place = new Browser(app.Client());
        await place.Open(await LinkTo(app, "geree") + "?corriger=oui");
        await Edit(app, "geree", p => p.Phone = "+33241810000");
        await place.Fill("Samedi", "9h-12h").Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, place.Status);
        Assert.Contains("Quelqu’un vient de modifier cette page", place.Text);
        Assert.Contains("Ce que la page dit maintenant", place.Text);
        Assert.Contains("02 41 81 00 00", place.Text);
        Assert.Equal("9h-12h", place.Field("Samedi").GetAttribute("value"));
        await place.Fill("Téléphone", "02 41 81 00 00").Press("Continuer");
        await place.Press("Envoyer");
        Assert.Contains("Merci, c’est noté", place.Text);

        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open("/espace");
        await bruno.Follow("Relire");
        await Edit(app, "geree", p => p.OpeningHours = "Mo-Fr 10:00-11:00");
        await bruno.Press("Enregistrer ces corrections");
        Assert.Equal(HttpStatusCode.BadRequest, bruno.Status);
        Assert.Contains("rien n’a été enregistré", bruno.Text);
        Assert.Contains("Avant : Lundi à vendredi : 10 h – 11 h", bruno.Text);
        await using (var db = app.Db())
        {
            Assert.Equal("Mo-Fr 10:00-11:00", (await db.Places.SingleAsync(p => p.Slug == "geree", Stop)).OpeningHours);
        }

        await bruno.Press("Enregistrer ces corrections");
        await using var after = app.Db();
        Assert.Contains("Sa 09:00-12:00", (await after.Places.SingleAsync(p => p.Slug == "geree", Stop)).OpeningHours);
    }

    [Fact]
    public async Task A_correction_that_waits_follows_its_place_into_a_merge_and_comes_back_with_it()
    {
        await using var app = await Start();
        var asked = new Browser(app.Client());
        await asked.Open(await LinkTo(app, "geree") + "?corriger=oui");
        await asked.Fill("Téléphone", "02 41 81 49 49").Press("Continuer");
        await asked.Press("Envoyer");
        await using var db = app.Db();
        var merged = await db.Places.AsNoTracking().SingleAsync(p => p.Slug == "geree", Stop);
        var kept = await db.Places.AsNoTracking().SingleAsync(p => p.Slug == "publique", Stop);
        Guid? merge;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            (var outcome, merge) = await scope
                .ServiceProvider.GetRequiredService<MergePlaces>()
                .Run(
                    new MergeChoice(
                        kept.Id,
                        merged.Id,
                        kept.ModifiedAt,
                        merged.ModifiedAt,
                        new Dictionary<string, MergeSide> { ["phone"] = MergeSide.Kept }
                    ),
                    Guid.CreateVersion7(),
                    Stop
                );
            Assert.Equal(MergeOutcome.Done, outcome);
        }

        var carla = await app.SignIn("Carla Roy");
        await carla.Open("/espace");
        await carla.Follow("Relire");
        var address = carla.Address;
        Assert.Contains("Publique, Angers", carla.Text);
        Assert.Contains("Il a été envoyé à « Geree », réuni depuis avec ce lieu", carla.Text);

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var separated = await scope
                .ServiceProvider.GetRequiredService<SeparatePlaces>()
                .Run(merge!.Value, Guid.CreateVersion7(), Stop);
            Assert.Equal(MergeOutcome.Done, separated);
        }

        await carla.Open(address);
        Assert.Contains("Geree, Angers", carla.Text);
        await carla.Press("Enregistrer ces corrections");
        var phones = await db.Places.Where(p => p.GoneAt == null).ToDictionaryAsync(p => p.Slug, p => p.Phone, Stop);
        Assert.Equal(("+33241814949", "+33261910012"), (phones["geree"], phones["publique"]));
    }

    [Fact]
    public async Task A_correction_that_is_read_and_left_changes_nothing_and_another_organisation_never_sees_it()
    {
        await using var app = await Start();
        var place = new Browser(app.Client());
        await place.Open(await LinkTo(app, "geree") + "?corriger=oui");
        await place.Fill("Téléphone", "02 41 81 49 49").Press("Continuer");
        await place.Press("Envoyer");
        await using var db = app.Db();
        var id = await db
            .Verifications.Where(v => v.State == VerificationState.Proposed)
            .Select(v => v.Id)
            .SingleAsync(Stop);
        var zoe = await app.SignIn("Zoé Cachée");
        await zoe.Open(PlaceUrls.Correction(id));
        Assert.Equal(HttpStatusCode.NotFound, zoe.Status);

        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(PlaceUrls.Correction(id));
        await bruno.Press("Ne rien changer");
        Assert.Equal("+33261910012", (await db.Places.SingleAsync(p => p.Slug == "geree", Stop)).Phone);
        await bruno.Open(PlaceUrls.Correction(id));
        Assert.Equal(HttpStatusCode.NotFound, bruno.Status);
    }

    [Fact]
    public async Task Reminders_come_at_ten_and_twenty_days_once_and_never_to_those_who_answered_or_said_stop()
    {
        await using var app = await Start();
        await Launch(app);
        Assert.Equal(2, await Send(app));
        Assert.Equal(0, await Send(app));
        app.Clock.AdjustTime(app.Clock.GetUtcNow().AddDays(9));
        Assert.Equal(0, await Send(app));
        app.Clock.AdjustTime(app.Clock.GetUtcNow().AddDays(1));

        // Four at once, as from two processes: each place is reminded once.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Send(app), Stop)));
        Assert.Equal(["verify-place-10", "verify-place-10"], await Reminders(app, "verify-place-10"));

        var place = new Browser(app.Client());
        await place.Open(await TokenOf(app, "geree"));
        await place.Press("Tout est exact");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<StopAddress>()
                .Run(MessageAddress.Read("accueil@exemple.test")!, StopReason.Asked, Stop);
        }

        app.Clock.AdjustTime(app.Clock.GetUtcNow().AddDays(10));
        Assert.Equal(0, await Send(app));
        await using var db = app.Db();
        var states = await (
            from v in db.Verifications
            join p in db.Places on v.PlaceId equals p.Id
            select new { p.Slug, v.State }
        ).ToDictionaryAsync(v => v.Slug, v => v.State, Stop);
        Assert.Equal(
            (VerificationState.Confirmed, VerificationState.ToCall, VerificationState.ToCall),
            (states["geree"], states["publique"], states["sans-adresse"])
        );
    }

    [Fact]
    public async Task After_a_long_stop_one_reminder_is_sent_alone_and_after_the_last_nothing()
    {
        await using var app = await Start();
        await Launch(app);
        await Send(app);
        app.Clock.AdjustTime(app.Clock.GetUtcNow().AddDays(22));
        Assert.Equal(2, await Send(app));
        Assert.Equal(["verify-place-20", "verify-place-20"], await Reminders(app, "verify-place-20"));
        Assert.Empty(await Reminders(app, "verify-place-10"));
        app.Clock.AdjustTime(app.Clock.GetUtcNow().AddDays(5));
        Assert.Equal(0, await Send(app));
    }

    [Fact]
    public async Task A_message_that_cannot_be_saved_leaves_the_step_undone()
    {
        await using var app = await Start();
        await Launch(app);
        await using (var db = app.Db())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE messages RENAME TO away", Stop);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Send(app));
        await using (var db = app.Db())
        {
            Assert.All(
                await db.Verifications.ToListAsync(Stop),
                v => Assert.Equal((VerificationState.Waiting, 0), (v.State, v.Sent))
            );
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO messages", Stop);
        }

        Assert.Equal(2, await Send(app));
    }

    [Fact]
    public async Task A_place_without_telephone_gets_a_letter_that_is_printed_and_posted_once()
    {
        await using var app = await Start(more: db =>
        {
            db.Add(
                Given.Place(
                    "Loin de tout",
                    p => (p.Phone, p.Address, p.PostalCode, p.CommuneName) = (null, "1 le Bourg", "49125", "Briollay")
                )
            );
            db.AddRange(Enumerable.Range(10, 12).Select(n => Given.Place($"Lieu {n}")));
        });
        await Launch(app);
        await Send(app);
        await using var db = app.Db();
        var campaign = await db.Campaigns.Select(c => c.Id).SingleAsync(Stop);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Calls(campaign));
        Assert.DoesNotContain("Loin de tout", carla.Text);
        await carla.Open($"{PlaceUrls.Calls(campaign)}?page=2");
        Assert.DoesNotContain("Lettres à poster", carla.Text);
        await carla.Press("Écrire une lettre : Loin de tout");
        Assert.Equal(PlaceUrls.Letters(campaign), carla.Address);
        Assert.Contains("1 le Bourg, 49125 Briollay", carla.Text);
        var letter = await db.Messages.SingleAsync(m => m.Channel == MessageChannel.Letter, Stop);
        var print = carla
            .Page.QuerySelectorAll("a")
            .Single(a => a.TextContent.StartsWith("Imprimer", StringComparison.Ordinal));
        Assert.Equal(PlaceUrls.Letter(campaign, letter.Id), print.GetAttribute("href"));

        using var client = await app.SignedInClient("Carla Roy");
        using var sheet = await client.GetAsync(new Uri(PlaceUrls.Letter(campaign, letter.Id), UriKind.Relative), Stop);
        var html = WebUtility.HtmlDecode(await sheet.Content.ReadAsStringAsync(Stop));
        Assert.Contains("Loin de tout\n1 le Bourg\n49125 Briollay</address>", html);
        Assert.DoesNotContain("script", sheet.Headers.GetValues("Content-Security-Policy").Single());
        var link = new Uri(letter.Text!.Split('\n')[^1]).AbsolutePath;
        var place = new Browser(app.Client());
        await place.Open(link);
        Assert.Contains("Loin de tout", place.Text);

        var other = await app.SignIn("Loin Ailleurs");
        foreach (var page in new[] { PlaceUrls.Letters(campaign), PlaceUrls.Letter(campaign, letter.Id) })
        {
            await other.Open(page);
            Assert.Equal(HttpStatusCode.NotFound, other.Status);
        }

        await carla.Open($"{PlaceUrls.Calls(campaign)}?tout=oui");
        Assert.DoesNotContain("Loin de tout", carla.Text);
        Assert.Contains("Lettres à poster : 1", carla.Text);
        await carla.Open(PlaceUrls.Letters(campaign));
        await carla.Press("Elle est partie : Loin de tout");
        Assert.Contains("Aucune lettre n’attend", carla.Text);
        Assert.Equal(
            MessageState.Sent,
            await db.Messages.Where(m => m.Id == letter.Id).Select(m => m.State).SingleAsync(Stop)
        );
        await carla.Open(PlaceUrls.Letter(campaign, letter.Id));
        Assert.Equal(HttpStatusCode.NotFound, carla.Status);

        // Ten days without an answer: back on the sheet, where the next letter is a reminder.
        app.Pass(TimeSpan.FromDays(10));
        await Send(app);
        carla = await app.SignIn("Carla Roy");
        await carla.Open($"{PlaceUrls.Calls(campaign)}?page=2");
        await carla.Press("Écrire une lettre : Loin de tout");
        await Send(app);
        await carla.Open($"{PlaceUrls.Calls(campaign)}?tout=oui");
        Assert.DoesNotContain("Loin de tout", carla.Text);
        Assert.Contains("Lettres à poster : 1", carla.Text);
        Assert.Equal(
            1,
            await db.Messages.CountAsync(
                m => m.Template == "verify-place-10" && m.Channel == MessageChannel.Letter,
                Stop
            )
        );
    }

    [Fact]
    public async Task The_call_sheet_keeps_who_called_and_what_was_said()
    {
        await using var app = await Start(more: db =>
            db.AddRange(
                Given.Place("Autre sans", p => p.Phone = "+33241000009"),
                Given.Place("Encore sans", p => p.Name = "=1+1")
            )
        );
        await Launch(app);
        await Send(app);
        await using var db = app.Db();
        var campaign = await db.Campaigns.Select(c => c.Id).SingleAsync(Stop);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Calls(campaign));
        Assert.Contains("3 lieux à appeler", carla.Text);
        await carla.Press("Pas de réponse, rappeler : Autre sans");
        Assert.Contains("1 appel sans réponse, le dernier le 24 novembre", carla.Text);
        await carla.Press("Exact : Sans adresse");
        Assert.Contains("2 lieux à appeler", carla.Text);
        using var client = await app.SignedInClient("Carla Roy");
        var file = await client.GetStringAsync(new Uri(PlaceUrls.CallsFile(campaign), UriKind.Relative), Stop);
        Assert.Contains("Autre sans", file);
        Assert.Contains("'=1+1", file);
        Assert.DoesNotContain("Sans adresse", file);
        await carla.Press("Corriger : Autre sans");
        Assert.Equal(PlaceUrls.Manage("autre-sans"), carla.Address);
        Assert.Contains("Vérifié le 24 novembre 2026 par la coordination du réseau", carla.Text);

        var account = await db.Accounts.Where(a => a.Name == "Carla Roy").Select(a => (Guid?)a.Id).SingleAsync(Stop);
        var calls = await db.VerificationCalls.ToListAsync(Stop);
        Assert.Equal(
            [CallOutcome.AllRight, CallOutcome.Corrected, CallOutcome.NoAnswer],
            calls.Select(c => c.Outcome).Order()
        );
        Assert.All(calls, c => Assert.Equal(account, c.AccountId));
        Assert.Equal(2, await db.Verifications.CountAsync(v => v.AnsweredBy == account, Stop));
        Assert.Equal(2, await db.PlaceVersions.CountAsync(v => v.AccountId == account, Stop));
        var noted = await db
            .JournalLines.Where(l => l.Action == JournalLine.Changed && l.Subject != nameof(Account))
            .ToListAsync(Stop);
        Assert.Equal([nameof(Place), nameof(Verification)], noted.Select(l => l.Subject).Distinct().Order());
        Assert.All(noted, l => Assert.Equal(Channel.Phone, l.Channel));
        await carla.Open(PlaceUrls.Campaign(campaign));
        Assert.Contains("au téléphone, noté par Carla Roy", carla.Text);
        Assert.Contains("1corrigé", carla.Text);
        await carla.Press("Terminer la campagne");
        Assert.Contains("3pas joints", carla.Text);
    }

    [Fact]
    public async Task Orphans_are_listed_and_the_share_of_fresh_places_is_one_figure_everywhere()
    {
        await using var app = await Start(more: db =>
        {
            db.Add(Given.Place("Vieux lieu", p => (p.Insee, p.CommuneName) = ("49007", "Angers")));
            db.Add(Given.Place("Nantais", p => (p.Insee, p.CommuneName) = ("44109", "Nantes")));
            var listed = Given.Place("Listée");
            db.Add(listed);
            db.Add(
                new PlaceSource
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = listed.Id,
                    Source = "Liste",
                    SourceId = "1",
                    Original = "{}",
                    Fingerprint = "x",
                    FirstSeenAt = TestApp.DefaultNow.UtcDateTime,
                    LastSeenAt = TestApp.DefaultNow.UtcDateTime,
                }
            );
            // Its list dates « Vieux lieu » of last week too: that is no verification.
            foreach (var place in db.Places.Local.Where(p => p.Name != "Vieux lieu"))
            {
                place.VerifiedOn = new DateOnly(2026, 11, 18);
            }
        });
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Orphans);
        Assert.Contains("3 lieux sans responsable", carla.Text);
        Assert.Contains("Vieux lieu", carla.Text);
        Assert.DoesNotContain("Listée", carla.Text);
        Assert.DoesNotContain("Geree", carla.Text);
        Assert.DoesNotContain("Nantais", carla.Text);

        await carla.Open(PlaceUrls.FreshnessByTerritory);
        Assert.Contains("4 sur 5", carla.Text);
        await carla.Open(PlaceUrls.Desk);
        Assert.Contains("4 lieux sur 5 à jour", carla.Text);
        var visitor = new Browser(app.Client());
        await visitor.Open("/territoires/49007");
        Assert.Contains("80 %", visitor.Text.Replace('\u202f', ' ').Replace('\u00a0', ' '));
        await visitor.Open("/territoires/49");
        Assert.Contains("À jour", visitor.Text);
    }

    /// <summary>Three places of Angers: one managed, one with a public e-mail, one with neither.</summary>
    private static Task<TestApp> Start(Action<MaillageDb>? more = null, bool withBackground = false) =>
        TestApp.Start(
            db =>
            {
                var own = People.Organisation("Commune d’essai");
                var other = People.Organisation("Structure Secrète");
                db.AddRange(own, other);
                db.AddMember("Bruno Petit", own);
                db.AddMember("Ana Lopes", own, OrganisationRole.Mediator);
                db.AddMember("Zoé Cachée", other);
                db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
                db.AddNetworkPerson("Loin Ailleurs", NetworkRoleKind.Coordinator, "44");
                db.AddRange(
                    Given.Place(
                        "Geree",
                        p =>
                        {
                            p.OrganisationId = own.Id;
                            p.Emails = ["accueil@exemple.test"];
                            p.Contacts = [new PlaceContact { Name = "Personne Privée", Phone = "0612345678" }];
                        }
                    ),
                    Given.Place("Publique", p => p.Emails = ["accueil@exemple.test"]),
                    Given.Place("Sans adresse")
                );
                more?.Invoke(db);
            },
            services =>
            {
                if (!withBackground)
                {
                    services.Remove(
                        services.Single(s =>
                            s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(KeepAsking)
                        )
                    );
                }
            },
            Mail
        );

    private static async Task Launch(TestApp app)
    {
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.NewCampaign);
        Everything(carla);
        await carla
            .Fill("Nom de la campagne", app.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))
            .Press("Continuer");
        await carla.Press("Lancer la campagne");
        Assert.Equal(HttpStatusCode.OK, carla.Status);
    }

    private static async Task Edit(TestApp app, string slug, Action<Place> change)
    {
        await using var db = app.Db();
        var place = await db.Places.AsNoTracking().SingleAsync(p => p.Slug == slug, Stop);
        await using var scope = app.Services.CreateAsyncScope();
        var outcome = await scope
            .ServiceProvider.GetRequiredService<EditPlace>()
            .Run(place.Id, place.ModifiedAt, Guid.CreateVersion7(), VersionKind.Edited, change, Stop);
        Assert.Equal(EditOutcome.Done, outcome);
    }

    /// <summary>No state of freshness ticked: all of them.</summary>
    private static void Everything(Browser browser)
    {
        foreach (var box in browser.Page.QuerySelectorAll("input[name=fraicheur]"))
        {
            box.RemoveAttribute("checked");
        }
    }

    private static async Task<int> Send(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SendVerifications>().Run(Stop);
    }

    private static async Task<string> LinkTo(TestApp app, string slug)
    {
        await Launch(app);
        await Send(app);
        return await TokenOf(app, slug);
    }

    private static async Task<string> TokenOf(TestApp app, string slug)
    {
        await using var db = app.Db();
        var id = await (
            from v in db.Verifications
            join c in db.Campaigns on v.CampaignId equals c.Id
            join p in db.Places on v.PlaceId equals p.Id
            where p.Slug == slug
            orderby c.StartedAt descending
            select v.Id
        ).FirstAsync(Stop);
        return PlaceUrls.Verify(app.Services.GetRequiredService<VerificationLinks>().Token(id));
    }

    private static async Task<List<string>> Reminders(TestApp app, string template)
    {
        await using var db = app.Db();
        return await db.Messages.Where(m => m.Template == template).Select(m => m.Template).ToListAsync(Stop);
    }
}

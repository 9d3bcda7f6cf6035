using System.Net;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Tests.Support;
using static Maillage.Tests.Features.Meetings.PublicCalendar.Happenings;

namespace Maillage.Tests.Features.Meetings.PublicCalendar;

/// <summary>The public calendar: what happens, where, for whom, and what is left of it.</summary>
public class CalendarPagesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drop_ins_workshops_and_events_come_in_order_and_nothing_else()
    {
        await using var app = await Start(Fill);
        var browser = new Browser(app.Client());
        await browser.Open("/agenda");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(
            ["Permanence des Lices", "Fête du numérique : Table ronde", "Premiers pas", "Permanence des Lices"],
            Titles(browser)
        );
        Assert.Contains("Sans rendez-vous", browser.Text);
        Assert.Contains("12 places libres", browser.Text);
        Assert.Contains("Salle des fêtes, Saumur", browser.Text);
        foreach (var hidden in new[] { "Rendez-vous", "Entre nous", "Fermé", "Sans lieu" })
        {
            Assert.DoesNotContain(hidden, string.Join('|', Titles(browser)));
        }
    }

    [Theory]
    [InlineData("sorte=permanence", "Permanence des Lices|Permanence des Lices")]
    [InlineData("sorte=evenement", "Fête du numérique : Table ronde")]
    [InlineData("besoin=sante", "Premiers pas")]
    // What is made for nobody in particular is for them too.
    [InlineData("public=seniors", "Permanence des Lices|Premiers pas|Permanence des Lices")]
    [InlineData("du=2026-12-09", "Premiers pas|Permanence des Lices")]
    [InlineData("ou=saumur&rayon=20", "Fête du numérique : Table ronde")]
    [InlineData("ou=angers&rayon=20", "Permanence des Lices|Premiers pas|Permanence des Lices")]
    [InlineData("ou=angers&rayon=tout&sorte=evenement", "Fête du numérique : Table ronde")]
    [InlineData("sorte=atelier&besoin=travail", "")]
    public async Task It_is_narrowed_by_kind_need_audience_day_and_distance(string query, string titles)
    {
        await using var app = await Start(Fill);
        var browser = new Browser(app.Client());
        await browser.Open($"/agenda?{query}");

        Assert.Equal(titles, string.Join('|', Titles(browser)));
        // The files take the same filters.
        var json = await app.Client().GetStringAsync($"/agenda.json?{query}", Token);
        using var answer = JsonDocument.Parse(json);
        Assert.Equal(Titles(browser).Count, answer.RootElement.GetProperty("dates").GetArrayLength());
    }

    [Fact]
    public async Task What_cannot_be_read_is_said()
    {
        await using var app = await Start(Fill);
        var browser = new Browser(app.Client());
        await browser.Open("/agenda?ou=zzyzx&du=31/02/2026");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Nous ne connaissons pas cette commune", browser.Text);
        Assert.Contains("Écrivez un jour qui existe", browser.Text);
        await browser.Open("/agenda?ou=saint-georges");
        Assert.Contains("Plusieurs communes correspondent", browser.Text);
        await browser.Open("/agenda?ou=angers&apres=99999999999&rayon=-3&sorte=%00&besoin=x&public=x");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        using var noDay = await app.Client().GetAsync("/agenda.json?du=31/02/2026", Token);
        Assert.Equal(HttpStatusCode.BadRequest, noDay.StatusCode);
        Assert.True(noDay.Headers.CacheControl!.NoStore);
        foreach (var file in new[] { ".json", ".ics", ".atom", "/openagenda.json" })
        {
            using var refused = await app.Client().GetAsync($"/agenda{file}?ou=zzyzx", Token);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("Cette commune est inconnue", await refused.Content.ReadAsStringAsync(Token));
        }
    }

    [Fact]
    public async Task Many_dates_come_page_by_page_and_none_twice()
    {
        var offer = Offer(OfferKind.DropIn, "permanence", "Permanence");
        await using var app = await Start(db =>
            db.AddDates(offer, null, [.. Enumerable.Range(0, 45).Select(December(1).AddDays)])
        );
        var browser = new Browser(app.Client());
        await browser.Open("/agenda");
        var days = Days(browser);
        for (var page = 2; browser.Page.QuerySelector("a[rel=next]") is not null; page++)
        {
            await browser.Follow("Voir les dates suivantes");
            days = [.. days, .. Days(browser)];
            Assert.InRange(page, 2, 3);
        }

        Assert.Equal(45, days.Distinct().Count());
        Assert.Equal(45, days.Count);
        await browser.Follow("Revenir aux premières dates");
        Assert.Equal(20, Days(browser).Count);
    }

    [Fact]
    public async Task The_page_of_an_event_has_its_parts_its_seats_and_leads_to_the_booking()
    {
        await using var app = await Start(Fill);
        var browser = new Browser(app.Client());
        await browser.Open("/agenda");
        await browser.Follow("Fête du numérique : Table ronde");

        Assert.Equal("/agenda/fete", browser.Address);
        Assert.Contains("Table ronde", browser.Text);
        Assert.Contains("Mardi 8 décembre, 14 h – 16 h, 12 places libres", browser.Text);
        Assert.Contains("Salle des fêtes", browser.Text);
        Assert.Contains("49400 Saumur", browser.Text);
        using var schema = JsonDocument.Parse(
            browser.Page.QuerySelector("script[type='application/ld+json']")!.TextContent
        );
        var @event = schema.RootElement[0];
        Assert.Equal("2026-12-08T14:00:00+01:00", @event.GetProperty("startDate").GetString());
        Assert.Equal(
            "Saumur",
            @event.GetProperty("location").GetProperty("address").GetProperty("addressLocality").GetString()
        );
        await browser.Follow("S’inscrire");
        Assert.Equal("/rendez-vous/fete?du=2026-12-08", browser.Address);
        Assert.Contains("12 places libres", browser.Text);

        // Nobody registers for a drop-in.
        await browser.Open("/agenda/permanence");
        Assert.DoesNotContain("S’inscrire", browser.Text);
        await browser.Open("/rendez-vous/permanence");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        foreach (var hidden in new[] { "equipe", "ferme", "rendez-vous", "inconnu" })
        {
            await browser.Open($"/agenda/{hidden}");
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }
    }

    [Fact]
    public async Task Nobody_is_led_to_register_before_it_may_be_booked()
    {
        await using var app = await Start(db =>
            db.AddDates(
                Offer(OfferKind.Event, "loin", "Loin", o => o.MostNoticeDays = 30),
                null,
                new DateOnly(2027, 3, 4)
            )
        );
        var browser = new Browser(app.Client());
        await browser.Open("/agenda/loin");
        Assert.Contains("Les inscriptions ouvrent le 2 février", browser.Text);
        Assert.DoesNotContain("S’inscrire", browser.Text);
    }

    [Fact]
    public async Task What_is_over_keeps_its_documents_and_recordings()
    {
        await using var app = await Start(db =>
        {
            var past = Offer(OfferKind.Workshop, "passe", "Les arnaques");
            past.ClosedAt = TestApp.DefaultNow.UtcDateTime;
            db.AddDates(past, null, new DateOnly(2026, 11, 5));
            db.OfferDocuments.Add(
                new OfferDocument
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = past.Id,
                    Kind = DocumentKind.Replay,
                    Title = "L’enregistrement",
                    Address = "https://exemple.test/video",
                    AddedAt = TestApp.DefaultNow.UtcDateTime,
                }
            );
        });
        var browser = new Browser(app.Client());
        await browser.Open("/agenda");
        Assert.Contains("Rien n’est annoncé", browser.Text);
        await browser.Follow("Revoir ce qui est passé");
        Assert.Contains("Jeudi 5 novembre 2026", browser.Text);
        await browser.Follow("Les arnaques");

        Assert.Contains("C’est passé", browser.Text);
        Assert.Equal("https://exemple.test/video", browser.Link("L’enregistrement").GetAttribute("href"));
        Assert.DoesNotContain("S’inscrire", browser.Text);
    }

    [Fact]
    public async Task The_page_of_a_place_says_what_happens_there()
    {
        await using var app = await Start(Fill);
        var browser = new Browser(app.Client());
        await browser.Open("/lieux/maison-des-lices");

        Assert.Contains("Bientôt ici", browser.Text);
        Assert.Contains("Mardi 1 décembre, 14 h – 16 h", browser.Text.Replace("1er", "1", StringComparison.Ordinal));
        Assert.DoesNotContain("Fête du numérique", browser.Text);
        await browser.Follow("Permanence des Lices");
        Assert.Equal("/agenda/permanence", browser.Address);
    }

    [Fact]
    public async Task The_list_for_other_sites_has_no_header_no_cookie_and_may_be_framed()
    {
        await using var app = await Start(Fill);
        using var answer = await app.Client().GetAsync("/agenda/integrer?sorte=permanence", Token);
        var html = await answer.Content.ReadAsStringAsync(Token);

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("frame-ancestors *", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("<header", html);
        Assert.Contains("Permanence des Lices", html);
        Assert.DoesNotContain("Premiers pas", html);
        using var page = await app.Client().GetAsync("/agenda?sorte=permanence", Token);
        Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains(
            "&lt;iframe src=&quot;http://localhost:5080/agenda/integrer?sorte=permanence&quot;",
            await page.Content.ReadAsStringAsync(Token)
        );
    }

    internal static void Fill(MaillageDb db)
    {
        var dropIn = Offer(OfferKind.DropIn, "permanence", "Permanence des Lices");
        var workshop = Offer(OfferKind.Workshop, "premiers-pas", "Premiers pas", o => o.Needs = ["sante"]);
        var fair = Offer(
            OfferKind.Event,
            "fete",
            "Fête du numérique",
            o =>
            {
                (o.PlaceId, o.Address, o.Insee) = (null, "Salle des fêtes", "49328");
                o.Audiences = ["Jeunes"];
            }
        );
        db.AddDates(dropIn, null, December(1), December(15));
        db.AddDates(workshop, null, December(9));
        db.AddDates(fair, "Table ronde", December(8));
        db.AddDates(
            Offer(OfferKind.Workshop, "equipe", "Entre nous", o => o.MayBook = MayBook.Team),
            null,
            December(2)
        );
        db.AddDates(
            Offer(OfferKind.Workshop, "ferme", "Fermé", o => o.ClosedAt = TestApp.DefaultNow.UtcDateTime),
            null,
            December(2)
        );
        var gone = Given.Place("Lieu parti", place => place.GoneAt = TestApp.DefaultNow.UtcDateTime);
        db.Places.Add(gone);
        db.AddDates(Offer(OfferKind.DropIn, "sans-lieu", "Sans lieu", o => o.PlaceId = gone.Id), null, December(2));
        db.Offers.Add(Offer(OfferKind.Appointment, "rendez-vous", "Rendez-vous"));
    }

    private static List<string> Titles(Browser browser) =>
        [.. browser.Page.QuerySelectorAll("main .ml-rangee h2").Select(title => title.TextContent.Trim())];

    private static List<string> Days(Browser browser) =>
        [.. browser.Page.QuerySelectorAll("main .ml-date").Select(date => date.TextContent)];
}

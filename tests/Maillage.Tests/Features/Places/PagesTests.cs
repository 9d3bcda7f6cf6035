using System.Net;
using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places;

/// <summary>The journeys of an inhabitant, without script.</summary>
public class PagesTests
{
    [Fact]
    public async Task From_the_list_to_the_place_to_a_report_kept_for_review()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=angers");
        await browser.Follow("Maison des Lices");
        Assert.Contains("Ouvert jusqu’à 12 h 30", browser.Text, StringComparison.Ordinal);
        Assert.Contains("02 61 91 00 12", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Signaler une erreur");

        app.Clock.Advance(TimeSpan.FromSeconds(10));
        Fill(browser, "C’est fermé le mercredi.");
        await browser.Press("Envoyer");

        Assert.StartsWith("Merci, c’est noté", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        var report = await db.PlaceReports.SingleAsync();
        Assert.Equal("C’est fermé le mercredi.", report.Message);
        Assert.Null(report.ReplyTo);
    }

    [Fact]
    public async Task An_empty_report_is_refused_with_what_to_write()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux/maison-des-lices/signaler");
        app.Clock.Advance(TimeSpan.FromSeconds(10));

        await browser.Fill("Votre téléphone", "06 12 34 56 78").Press("Envoyer");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("#message", browser.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal("06 12 34 56 78", browser.Field("Votre téléphone").GetAttribute("value"));
    }

    [Fact]
    public async Task A_robot_is_thanked_and_nothing_is_kept()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux/maison-des-lices/signaler");
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        Fill(browser, "Achetez");
        await browser.Fill("Ne remplissez pas", "https://spam.example").Press("Envoyer");

        Assert.StartsWith("Merci", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        Assert.Empty(await db.PlaceReports.ToListAsync());
    }

    [Fact]
    public async Task A_report_sent_faster_than_one_reads_is_not_kept()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux/maison-des-lices/signaler");
        Fill(browser, "C’est fermé le mercredi.");

        await browser.Press("Envoyer");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(
            "C’est fermé le mercredi.",
            browser.Page.QuerySelector("textarea")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("page=abc")]
    [InlineData("page=0")]
    [InlineData("rayon=-5")]
    [InlineData("lat=999&lon=0")]
    [InlineData("lat=47")]
    [InlineData("lat=NaN&lon=NaN")]
    [InlineData("service=inconnu")]
    [InlineData("besoin=inconnu")]
    [InlineData("ouvert=jamais")]
    [InlineData("passage=2026-02-30")]
    [InlineData("jour=30/02/2026")]
    [InlineData("heure=14:30")]
    [InlineData("jour=2026-12-01&heure=25:00")]
    [InlineData("gratuit=non")]
    [InlineData("langue=<script>")]
    [InlineData("commune=Zzyzx")]
    public async Task A_search_that_cannot_be_read_is_answered_with_what_to_mend(string query)
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotEmpty(browser.Page.QuerySelectorAll(".govuk-error-summary li"));
        Assert.NotNull(browser.Field("Votre commune"));
    }

    [Theory]
    [InlineData("2026-11-25", "14:30", 1)]
    [InlineData("25/11/2026", "14 h 30", 1)]
    [InlineData("25/11/2026", "16h", 1)]
    [InlineData("2026-11-25", "", 1)]
    [InlineData("2026-11-25", "20:00", 0)]
    [InlineData("2026-11-29", "", 0)]
    public async Task One_asks_for_what_is_open_on_a_day_at_an_hour(string day, string hour, int places)
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=49007");

        await browser.Fill("Ouvert le", day).Fill("À cette heure", hour).Press("Mettre à jour la liste");

        Assert.StartsWith(
            places == 1 ? "1 lieu près" : "Aucun lieu ne répond à tout cela",
            browser.Title,
            StringComparison.Ordinal
        );
        await browser.Follow("Retirer le filtre");
        Assert.Equal("/lieux?commune=49007", browser.Address);
    }

    [Fact]
    public async Task A_date_that_cannot_be_read_is_asked_again_and_the_rest_is_kept()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=49007&besoin=sante&gratuit=oui&jour=31%2F02%2F2026&heure=14:30");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("#jour", browser.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.NotNull(browser.Page.GetElementById("jour"));

        await browser.Fill("Ouvert le", "25/11/2026").Press("Chercher");

        Assert.StartsWith("1 lieu près", browser.Title, StringComparison.Ordinal);
        Assert.Contains("gratuit=oui", browser.Address, StringComparison.Ordinal);
        Assert.Contains("besoin=sante", browser.Address, StringComparison.Ordinal);
        Assert.Contains("heure=14", browser.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_kilobytes_of_words_are_refused_in_french()
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?q=" + new string('a', 10_000));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("trop longue", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_shortens_the_list_and_can_be_removed()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(
                Given.Place("Maison des Lices"),
                Given.Place("Atelier payant", place => place.Fees = ["Payant"])
            )
        );
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=49007");
        Assert.Contains("2 lieux près d’Angers", browser.Text, StringComparison.Ordinal);

        await browser.Choose("Gratuit").Press("Mettre à jour la liste");
        Assert.Contains("1 lieu près d’Angers", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Atelier payant", browser.Text, StringComparison.Ordinal);

        await browser.Follow("Retirer le filtre");
        Assert.Contains("2 lieux près d’Angers", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_places_than_a_page_holds_are_read_page_by_page()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(Enumerable.Range(1, 25).Select(number => Given.Place($"Lieu {number:00}")))
        );
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=49007");
        var first = browser.Page.QuerySelectorAll(".ml-lieu__nom").Select(name => name.TextContent).ToList();

        await browser.Follow("Lieux suivants");

        var second = browser.Page.QuerySelectorAll(".ml-lieu__nom").Select(name => name.TextContent).ToList();
        Assert.Equal(20, first.Count);
        Assert.Equal(25, first.Union(second).Count());
    }

    [Fact]
    public async Task Nothing_near_shows_the_nearest_alternatives_and_what_to_do()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?commune=49328&rayon=5");

        Assert.Contains("Pas encore d’aide à moins de 5 km", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Maison des Lices", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Link("Chercher jusqu’à 50 km"));
    }

    [Fact]
    public async Task A_former_address_redirects_for_ever_and_a_place_that_left_says_so()
    {
        var renamed = Given.Place("Maison des Lices");
        await using var app = await TestApp.Start(db =>
        {
            db.Add(renamed);
            db.Add(new PlaceAlias { Slug = "ancien-nom", PlaceId = renamed.Id });
            db.Add(Given.Place("Parti", place => place.GoneAt = TestApp.DefaultNow.UtcDateTime));
        });
        using var moved = await app.Client(followRedirects: false)
            .GetAsync(new Uri("/lieux/ancien-nom", UriKind.Relative));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux/parti");

        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal("/lieux/maison-des-lices", moved.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.StartsWith("Ce lieu n’est plus dans l’annuaire", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closure_is_said_on_the_card_and_in_the_week()
    {
        await using var app = await TestApp.Start(db =>
            db.Add(
                Given.Place(
                    "Maison des Lices",
                    place =>
                        place.Closures = [
                            new Closure
                            {
                                From = new DateOnly(2026, 11, 24),
                                To = new DateOnly(2026, 11, 26),
                                Reason = "Inventaire",
                            },
                        ]
                )
            )
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/maison-des-lices");

        Assert.Contains("Fermé jusqu’au 26 novembre", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Inventaire", browser.Page.QuerySelector(".ml-auj")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_person_is_shown_only_with_recorded_agreement()
    {
        await using var app = await TestApp.Start(db =>
            db.Add(
                Given.Place(
                    "Maison des Lices",
                    place =>
                        place.Contacts = [
                            new PlaceContact { Name = "Sans Accord", Phone = "+33612345678" },
                            new PlaceContact { Name = "Avec Accord", AgreedOn = new DateOnly(2026, 1, 5) },
                        ]
                )
            )
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/maison-des-lices");

        Assert.Contains("Avec Accord", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sans Accord", browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("612345678", browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_words_in_the_data_stay_words()
    {
        const string Hostile = "</script><script>alert(1)</script>\u202E=1+1";
        await using var app = await TestApp.Start(db =>
            db.Add(
                Given.Place(
                    "Piège",
                    place =>
                    {
                        place.Name = Hostile;
                        place.Summary = Hostile;
                        place.Websites = ["javascript:alert(1)"];
                        place.BookingUrl = "javascript:alert(1)";
                    }
                )
            )
        );
        var browser = new Browser(app.Client());

        foreach (
            var path in new[]
            {
                "/lieux",
                "/lieux/pie-ge",
                "/lieux/pie-ge/fiche",
                "/lieux/pie-ge/signaler",
                "/lieux?carte=1",
            }
        )
        {
            await browser.Open(path);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.DoesNotContain(
                browser.Page.Scripts,
                script => script.GetAttribute("src") is null && script.Type != "application/ld+json"
            );
            Assert.Empty(browser.Page.QuerySelectorAll("[href^='javascript:']"));
        }
    }

    [Fact]
    public async Task Search_engines_telephones_and_paper_get_the_place_too()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux/maison-des-lices");
        using var schema = JsonDocument.Parse(
            browser.Page.QuerySelector("script[type='application/ld+json']")!.TextContent
        );
        Assert.Equal("Maison des Lices", schema.RootElement.GetProperty("name").GetString());
        Assert.Equal(10, schema.RootElement.GetProperty("openingHoursSpecification").GetArrayLength());

        var card = await app.Client().GetStringAsync(new Uri("/lieux/maison-des-lices.vcf", UriKind.Relative));
        Assert.Contains("FN:Maison des Lices\r\n", card, StringComparison.Ordinal);
        Assert.Contains("TEL;TYPE=WORK,VOICE:+33261910012\r\n", card, StringComparison.Ordinal);

        await browser.Follow("Fiche à imprimer");
        Assert.Contains("Maison des Lices", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("svg.ml-qr path"));
    }

    [Fact]
    public async Task A_page_kept_for_everybody_carries_no_cookie_and_no_token()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        foreach (
            var path in new[]
            {
                "/",
                "/lieux?commune=49007",
                "/lieux/maison-des-lices",
                "/lieux/maison-des-lices/fiche",
            }
        )
        {
            using var answer = await app.Client().GetAsync(new Uri(path, UriKind.Relative));
            Assert.False(answer.Headers.Contains("Set-Cookie"), path);
            Assert.DoesNotContain(
                "__RequestVerificationToken",
                await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
    }

    private static void Fill(Browser browser, string message) =>
        browser.Field("Qu’est-ce qui est faux").TextContent = message;
}

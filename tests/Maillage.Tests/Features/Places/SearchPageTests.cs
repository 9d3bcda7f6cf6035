using System.Net;
using Maillage.Features.Places;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places;

/// <summary>What one asks of the list of places, and what it answers.</summary>
public class SearchPageTests
{
    [Theory]
    [InlineData("jour=9999-12-31")]
    [InlineData("jour=0001-01-01")]
    [InlineData("jour=2031-11-25")]
    [InlineData("ouvert=9999-12-31")]
    [InlineData("ouvert=0001-01-01T10:00")]
    [InlineData("passage=9999-12-31")]
    [InlineData("passage=2021-11-23")]
    public async Task A_date_far_from_today_is_refused_in_plain_words(string query)
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Cette date est trop loin", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_typed_in_a_field_is_a_postal_code_before_all()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(
                Given.Place(),
                Given.Place(
                    "Mairie",
                    place => (place.Insee, place.Latitude, place.Longitude) = ("49100", 47.1897, -0.1999)
                )
            )
        );
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=Zzyzx&fauteuil=non");

        await browser.Fill("Votre commune", "49100").Press("Chercher");
        Assert.Contains("1 lieu près d’Angers", browser.Text, StringComparison.Ordinal);

        // Links and addresses shared so far hold the code of the commune, or the postal code where it is no such code.
        await browser.Open("/lieux?commune=49100");
        Assert.Contains("1 lieu près de Cizay-la-Madeleine", browser.Text, StringComparison.Ordinal);
        await browser.Open("/lieux?commune=49100&rayon=-5");
        Assert.Equal("Cizay-la-Madeleine", browser.Field("Votre commune").GetAttribute("value"));
        await browser.Open("/lieux?commune=49000");
        await browser.Follow("Angers");
        Assert.Contains("1 lieu près d’Angers", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_form_keeps_what_it_does_not_show()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(Given.Place(), Given.Place("Atelier payant", place => place.Fees = ["Payant"]))
        );
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=49007&gratuit=oui&carte=1&ouvert=2026-11-25T14:30&langue=en&page=1");

        await browser.Press("Mettre à jour la liste");

        var kept = Uri.UnescapeDataString(browser.Address);
        Assert.All(
            ["commune=49007", "gratuit=oui", "carte=1", "langue=en", "jour=2026-11-25", "heure=14:30"],
            pair => Assert.Contains(pair, kept, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("ouvert=", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("page=", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/lieux?commune=49007&q=zzzz", "Aucun lieu ne répond à tout cela à moins de 20 km")]
    [InlineData("/lieux?commune=49007&frais=payant", "Aucun lieu ne répond à tout cela à moins de 20 km")]
    [InlineData("/lieux?commune=49328&rayon=5", "Pas encore d’aide à moins de 5 km")]
    [InlineData("/lieux?frais=payant", "Voici des lieux, sans vos filtres")]
    [InlineData("/lieux?commune=49007&frais=payant", "Voici les lieux les plus proches, sans vos filtres")]
    public async Task An_empty_list_says_of_what_it_is_empty(string address, string words)
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());

        await browser.Open(address);

        Assert.Contains(words, browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passage_asked_from_nowhere_is_near_nobody()
    {
        var van = Given.Place("Camion");
        van.Stops.Add(
            new Stop
            {
                Id = Guid.CreateVersion7(),
                PlaceId = van.Id,
                Where = "Place de l’église",
                Insee = "49007",
                Times = "Tu 09:00-11:00",
            }
        );
        await using var app = await TestApp.Start(db => db.Add(van));
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?passage=2026-12-01");
        Assert.Contains("De passage le mardi 1er décembre.", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("près de chez vous", browser.Text, StringComparison.Ordinal);

        await browser.Open("/lieux?passage=2026-12-01&commune=49007");
        Assert.Contains("S’arrête près de chez vous le mardi 1er décembre.", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_beyond_the_last_leads_to_the_last()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(Enumerable.Range(1, 25).Select(number => Given.Place($"Lieu {number:00}")))
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?commune=49007&page=500");

        Assert.Equal("/lieux?commune=49007&page=2", browser.Address);
        Assert.Contains("Page 2 sur 2", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_without_a_field_has_no_link()
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?rayon=-5&jour=30/02/2026&commune=Zzyzx");

        Assert.Equal(3, browser.Page.QuerySelectorAll(".govuk-error-summary li").Length);
        Assert.All(
            browser.Page.QuerySelectorAll(".govuk-error-summary a"),
            link => Assert.NotNull(browser.Page.QuerySelector(link.GetAttribute("href")!))
        );
        Assert.Equal(2, browser.Page.QuerySelectorAll(".govuk-error-summary a").Length);
    }

    [Theory]
    [InlineData("49", "Cholet ou 49300")]
    [InlineData("974", "Saint-Paul ou 97")]
    public async Task The_example_is_a_commune_of_the_département(string departement, string words)
    {
        await using var app = await TestApp.Start(
            settings: new Dictionary<string, string?> { ["Site:Departement"] = departement }
        );
        var browser = new Browser(app.Client());

        foreach (var path in new[] { "/", "/territoires", "/lieux?page=0" })
        {
            await browser.Open(path);
            Assert.Contains(words, browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_of_several_communes_is_asked_again_and_the_choice_holds()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=Zzyzx&besoin=sante");

        await browser.Fill("Votre commune", "saint-georges").Press("Chercher");
        Assert.Contains("Quelle commune ?", browser.Text, StringComparison.Ordinal);

        await browser.Follow("Saint-Georges-sur-Loire");
        Assert.Equal("/lieux?besoin=sante&commune=49283", browser.Address);
        Assert.DoesNotContain("Quelle commune ?", browser.Text, StringComparison.Ordinal);
    }
}

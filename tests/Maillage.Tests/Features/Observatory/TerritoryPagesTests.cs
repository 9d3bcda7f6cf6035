using System.Net;
using Maillage.Features.Observatory;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Observatory;

public class TerritoryPagesTests
{
    private const string OmbreeDAnjou = "49248";
    private const string Everybody = "Tout le monde";
    private const string Nobody = "Personne";

    [Fact]
    public async Task A_place_nearby_leaves_nobody_without_but_its_hours_leave_the_evening()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));

        Assert.Equal((Nobody, Everybody), await Row(app, "49007", "Papiers et impôts"));
        Assert.Equal((Everybody, Everybody), await Row(app, "49007", "Arnaque ou doute"));
        Assert.Equal((Everybody, Everybody), await Row(app, OmbreeDAnjou, "Papiers et impôts"));
    }

    [Theory]
    [InlineData("Mo-Fr 09:00-17:00; Sa 09:00-12:00", Nobody)]
    [InlineData("Tu 14:00-19:00", Nobody)]
    [InlineData("Mo-Fr 09:00-18:00", Everybody)]
    [InlineData("sur rendez-vous le samedi", Everybody)]
    [InlineData(null, Everybody)]
    public async Task Only_an_opening_that_is_known_counts_in_the_evening_or_on_Saturday(string? hours, string expected)
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place(but: place => place.OpeningHours = hours)));

        Assert.Equal((Nobody, expected), await Row(app, "49007", "Papiers et impôts"));
    }

    [Theory]
    [InlineData("2026 Dec 23 14:00-17:00", true)]
    [InlineData("2026 Dec 26 14:00-17:00", false)]
    public async Task A_stop_within_thirty_days_is_counted_apart(string times, bool counted)
    {
        await using var app = await TestApp.Start(db =>
        {
            var bus = Given.Place("Le bus");
            bus.Stops.Add(
                new Stop
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = bus.Id,
                    Where = "Place de l’église",
                    Insee = OmbreeDAnjou,
                    Times = times,
                }
            );
            db.Add(bus);
            db.AddRange(bus.Stops);
        });

        var (without, _) = await Row(app, OmbreeDAnjou, "Papiers et impôts");

        Assert.StartsWith(Everybody, without, StringComparison.Ordinal);
        Assert.Equal(counted, without.Contains("près d’un passage sous 30 jours", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_a_bus_is_parked_is_no_place()
    {
        await using var app = await TestApp.Start(db =>
        {
            var bus = Given.Place("Le bus", place => place.OpeningHours = null);
            bus.Stops.Add(
                new Stop
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = bus.Id,
                    Where = "Place de l’église",
                    Insee = OmbreeDAnjou,
                    Times = "Tu 09:00-12:00",
                }
            );
            db.Add(bus);
        });

        var (without, _) = await Row(app, "49007", "Papiers et impôts");

        Assert.Equal(Everybody, without);
    }

    /// <summary>The counts of a whole département, against a sum written without the search.</summary>
    [Fact]
    public async Task The_people_without_anything_are_those_whose_commune_is_farther_than_ten_kilometres()
    {
        await using var app = await TestApp.Start(db =>
        {
            db.Add(Given.Place());
            db.Add(
                Given.Place(
                    "Saumur",
                    place =>
                    {
                        (place.Insee, place.Latitude, place.Longitude) = ("49328", 47.26, -0.0769);
                        place.OpeningHours = "Sa 09:00-12:00";
                    }
                )
            );
        });
        var communes = TerritoryMap.Compiled.CommunesOfDepartement("49").ToList();
        GeoPoint angers = new(47.4705, -0.5508),
            saumur = new(47.26, -0.0769);

        var measured = app.Services.CreateScope().ServiceProvider.GetRequiredService<MeasureCoverage>().Run(communes);

        var papers = measured.Single(row => row.Need == Needs.Papers);
        Assert.Equal(PeopleFartherThan10Km(angers, saumur), papers.Without);
        Assert.Equal(PeopleFartherThan10Km(saumur), papers.WithoutEveningOrSaturday);
        Assert.InRange(papers.Without, 100_000, communes.Sum(commune => commune.Population) - 100_000);

        int PeopleFartherThan10Km(params GeoPoint[] places) =>
            communes
                .Where(commune => places.All(place => Metres(place, commune) > 10_000))
                .Sum(commune => commune.Population);
    }

    [Fact]
    public async Task A_département_lists_its_EPCI_and_an_EPCI_its_communes_largest_first()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());

        await browser.Open("/territoires/49");
        await browser.Follow("CU Angers Loire Métropole");

        Assert.Equal("/territoires/244900015", browser.Address);
        await browser.Follow("Angers");
        Assert.Equal("/territoires/49007", browser.Address);
        await browser.Follow("Maison des Lices");
        Assert.Equal("/lieux/maison-des-lices", browser.Address);
    }

    [Fact]
    public async Task A_subdivision_of_the_network_has_a_page_of_its_own()
    {
        await using var app = await TestApp.Start(db =>
        {
            var subdivision = new Subdivision
            {
                Id = Guid.CreateVersion7(),
                Slug = "le-segreen",
                Name = "Le Segréen",
                Kind = "Bassin de vie",
            };
            subdivision.Communes.Add(new SubdivisionCommune { Insee = "49331" });
            subdivision.Communes.Add(new SubdivisionCommune { Insee = OmbreeDAnjou });
            db.Add(subdivision);
        });
        var people =
            TerritoryMap.Compiled.CommuneByInsee("49331")!.Population
            + TerritoryMap.Compiled.CommuneByInsee(OmbreeDAnjou)!.Population;
        var browser = new Browser(app.Client());

        await browser.Open("/territoires");
        await browser.Follow("Le Segréen");

        Assert.Equal("/territoires/le-segreen", browser.Address);
        Assert.StartsWith("Bassin de vie", browser.Text, StringComparison.Ordinal);
        var french = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
        Assert.Contains(people.ToString("N0", french), browser.Page.Body!.TextContent, StringComparison.Ordinal);
        await browser.Follow("Ombrée d'Anjou");
        Assert.Equal("/territoires/49248", browser.Address);
    }

    [Theory]
    [InlineData("49249", "/territoires/49367")]
    [InlineData("1001", "/territoires/01001")]
    public async Task A_former_code_leads_to_the_commune_of_today(string code, string address)
    {
        await using var app = await TestApp.Start();
        using var client = app.Client(followRedirects: false);

        var answer = await client.GetAsync($"/territoires/{code}");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(address, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("999")]
    [InlineData("%E2%80%AE")]
    [InlineData("'; drop table places")]
    public async Task An_unknown_territory_is_a_page_that_helps(string code)
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open($"/territoires/{code}");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.StartsWith("Cette page n’existe pas", browser.Text, StringComparison.Ordinal);
    }

    private static async Task<(string Without, string Evening)> Row(TestApp app, string code, string need)
    {
        var browser = new Browser(app.Client());
        await browser.Open($"/territoires/{code}");
        var row = browser
            .Page.QuerySelectorAll("#manque + div tbody tr")
            .Single(row => row.Children[0].TextContent == need);
        return (Plain(row.Children[1].TextContent), Plain(row.Children[2].TextContent));
    }

    // Numbers and their units are held together by spaces that do not break.
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    private static double Metres(GeoPoint place, Commune commune)
    {
        var (north, south) = (double.DegreesToRadians(place.Latitude), double.DegreesToRadians(commune.Latitude));
        var east = double.DegreesToRadians(place.Longitude - commune.Longitude);
        return 6_371_000
            * Math.Acos(
                Math.Min(1, (Math.Sin(north) * Math.Sin(south)) + (Math.Cos(north) * Math.Cos(south) * Math.Cos(east)))
            );
    }
}

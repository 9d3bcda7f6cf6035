using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places;

/// <summary>What is said of a place, on its page, on paper and to programs.</summary>
public class PlacePageTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 24);

    [Fact]
    public async Task Coordinates_outside_the_commune_place_nothing()
    {
        await using var app = await TestApp.Start(db =>
            db.Add(
                Given.Place(
                    "Mal placé",
                    place =>
                    {
                        place.LocationPrecision = LocationPrecision.Commune;
                        (place.Latitude, place.Longitude) = (48.8566, 2.3522);
                    }
                )
            )
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?commune=49007");
        Assert.Contains("Position approximative", browser.Text, StringComparison.Ordinal);
        await browser.Open("/lieux?lat=48.857&lon=2.352&rayon=5");
        Assert.Contains("Pas encore d’aide à moins de 5 km", browser.Text, StringComparison.Ordinal);

        await browser.Open("/lieux/mal-place-");
        Assert.False(Schema(browser).TryGetProperty("geo", out _));
        var card = await app.Client().GetStringAsync(new Uri("/lieux/mal-place-.vcf", UriKind.Relative));
        Assert.DoesNotContain("GEO:", card, StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(
            await app.Client().GetStringAsync(new Uri("/api/v1/places/mal-place-", UriKind.Relative))
        );
        Assert.True(answer.RootElement.GetProperty("isApproximate").GetBoolean());
        Assert.InRange(answer.RootElement.GetProperty("latitude").GetDouble(), 47.4, 47.55);
    }

    [Fact]
    public async Task A_closure_is_said_even_of_a_place_without_hours()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(
                WithoutHours("Maintenant", Closed(Tuesday, Tuesday.AddDays(2))),
                WithoutHours("Avant", Closed(Tuesday.AddDays(-2), Tuesday.AddDays(-1)))
            )
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/maintenant");
        Assert.Contains("Fermé jusqu’au 26 novembre", browser.Text, StringComparison.Ordinal);
        await browser.Open("/lieux/avant");
        Assert.Contains("Horaires à confirmer", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_read_only_when_the_place_is_open()
    {
        await using var app = await TestApp.Start(db =>
            db.Add(
                Given.Place(but: place =>
                {
                    place.OpeningHours = "Mo-We 09:00-12:00; Th 09:00-12:00 unknown";
                    place.Closures = [Closed(Tuesday, Tuesday)];
                })
            )
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/maison-des-lices");

        var openings = Schema(browser).GetProperty("openingHoursSpecification").EnumerateArray();
        Assert.Equal(
            ["https://schema.org/Monday", "https://schema.org/Wednesday"],
            openings.Select(opening => opening.GetProperty("dayOfWeek").GetString())
        );
    }

    [Fact]
    public async Task A_passage_that_is_over_or_falls_in_a_closure_is_not_announced()
    {
        var van = Given.Place(
            "Camion",
            place =>
            {
                place.OpeningHours = null;
                place.Closures = [Closed(new(2026, 12, 1), new(2026, 12, 1))];
            }
        );
        van.Stops.Add(
            new Stop
            {
                Id = Guid.CreateVersion7(),
                PlaceId = van.Id,
                Where = "Place de l’église",
                Insee = "49007",
                Times = "Tu 09:00-11:00,14:00-16:00",
            }
        );
        await using var app = await TestApp.Start(db => db.Add(van));
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/camion");

        Assert.Contains("mardi 24 novembre, 14 h – 16 h", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mardi 24 novembre, 9 h", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mardi 1 décembre,", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mardi 1er décembre,", browser.Text, StringComparison.Ordinal);
        Assert.Contains("mardi 8 décembre, 9 h – 11 h", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sheet_tells_what_is_to_be_confirmed_and_a_week_without_opening()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(
                Given.Place("Peut-être", place => place.OpeningHours = "We 09:00-12:00 open; Th 09:00-12:00 unknown"),
                Given.Place("Vacances", place => place.Closures = [Closed(Tuesday, Tuesday.AddDays(30))])
            )
        );
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/peut-e-tre/fiche");
        Assert.Contains("jeudi 26 : 9 h – 12 h (à confirmer)", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mercredi 25 : 9 h – 12 h (", browser.Text, StringComparison.Ordinal);

        await browser.Open("/lieux/vacances/fiche");
        Assert.Contains("Fermé", browser.Text, StringComparison.Ordinal);
    }

    private static Place WithoutHours(string name, Closure closure) =>
        Given.Place(name, place => (place.OpeningHours, place.Closures) = (null, [closure]));

    private static Closure Closed(DateOnly from, DateOnly to) => new() { From = from, To = to };

    private static JsonElement Schema(Browser browser)
    {
        using var schema = JsonDocument.Parse(
            browser.Page.QuerySelector("script[type='application/ld+json']")!.TextContent
        );
        return schema.RootElement.Clone();
    }
}

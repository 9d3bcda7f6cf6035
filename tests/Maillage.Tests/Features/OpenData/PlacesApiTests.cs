using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories.Geocoding;
using Maillage.Tests.Features.Places.Export;
using Maillage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.OpenData;

public class PlacesApiTests
{
    [Fact]
    public async Task A_search_answers_with_the_criteria_of_the_page()
    {
        await using var app = await TestApp.Start(db =>
        {
            db.Places.Add(StandardExportTests.APlace(p => (p.Name, p.Fees) = ("Maison de l’été", ["Gratuit"])));
            db.Places.Add(StandardExportTests.APlace(p => (p.Name, p.Fees) = ("Atelier payant", ["Payant"])));
        });
        using var client = app.Client();

        var text = await client.GetStringAsync("/api/v1/places?commune=49002&frais=gratuit");

        using var answer = JsonDocument.Parse(text);
        var place = Assert.Single(answer.RootElement.GetProperty("places").EnumerateArray());
        Assert.Equal("Maison de l’été", place.GetProperty("name").GetString());
        Assert.True(place.GetProperty("distanceMetres").GetDouble() < 20_000);
        Assert.Contains("Maison de l’été", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_next_gives_every_place_once_even_when_places_come_and_go()
    {
        await using var app = await TestApp.Start(db => db.Places.AddRange(Enumerable.Range(0, 95).Select(Numbered)));
        using var client = app.Client();
        var names = new List<string>();
        var next = "";
        while (next is not null)
        {
            using var answer = await Read(client, $"/api/v1/places?limite=10&curseur={next}");
            names.AddRange(
                answer
                    .RootElement.GetProperty("places")
                    .EnumerateArray()
                    .Select(p => p.GetProperty("name").GetString()!)
            );
            next = answer.RootElement.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
            if (names.Count == 30)
            {
                await using var db = app.Db();
                db.Places.RemoveRange(db.Places.Where(p => p.Name == names[2] || p.Name == names[5]));
                await db.SaveChangesAsync();
                await app.Services.GetRequiredService<PlaceDirectory>().Reload();
            }
        }

        Assert.Equal(95, names.Count);
        Assert.Equal(95, names.Distinct().Count());
    }

    [Fact]
    public async Task A_place_is_read_by_id_or_slug_and_a_former_slug_leads_to_it()
    {
        var place = StandardExportTests.APlace(p =>
            p.Contacts = [
                new PlaceContact { Name = "Camille Accord", AgreedOn = new DateOnly(2026, 1, 5) },
                new PlaceContact { Name = "Dominique Secret" },
            ]
        );
        await using var app = await TestApp.Start(db =>
        {
            db.Places.Add(place);
            db.PlaceAliases.Add(new PlaceAlias { Slug = "ancien-nom", PlaceId = place.Id });
        });
        using var client = app.Client(followRedirects: false);

        var byId = await client.GetStringAsync($"/api/v1/places/{place.Id}");
        var bySlug = await client.GetStringAsync($"/api/v1/places/{place.Slug}");
        var moved = await client.GetAsync("/api/v1/places/ancien-nom");

        Assert.Equal(byId, bySlug);
        Assert.Contains("Camille Accord", byId, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", byId, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal($"/api/v1/places/{place.Slug}", moved.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/api/v1/places?lat=120&lon=0", 400)]
    [InlineData("/api/v1/places?lat=47", 400)]
    [InlineData("/api/v1/places?service=inconnu", 400)]
    [InlineData("/api/v1/places?ouvert=2026-02-31", 400)]
    [InlineData("/api/v1/places?ouvert=9999-12-31", 400)]
    [InlineData("/api/v1/places?jour=0001-01-01", 400)]
    [InlineData("/api/v1/places?passage=9999-12-31", 400)]
    [InlineData("/api/v1/places?limite=0", 400)]
    [InlineData("/api/v1/places?limite=1e9", 400)]
    [InlineData("/api/v1/places?curseur=***", 400)]
    [InlineData("/api/v1/places?curseur=LTEuMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA", 400)]
    [InlineData("/api/v1/places?commune=zzzzzz", 400)]
    [InlineData("/api/v1/places?commune=saint%20georges", 400)]
    [InlineData("/api/v1/places/inconnu", 404)]
    [InlineData("/api/v1/communes", 400)]
    [InlineData("/api/v1/communes?q=angers&limite=999", 400)]
    [InlineData("/api/v1/autre/chose", 404)]
    public async Task What_cannot_be_read_gets_a_problem_with_a_french_sentence(string address, int status)
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        var answer = await client.GetAsync(address);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_site_is_a_problem_too()
    {
        await using var app = await TestApp.Start(services: services =>
            services.AddSingleton<IGeocoder>(new FaultyGeocoder())
        );
        using var client = app.Client();

        using var fault = await client.GetAsync("/api/v1/places?adresse=4%20rue%20des%20Lices&commune=49007");
        var problem = await fault.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.InternalServerError, fault.StatusCode);
        Assert.Equal("application/problem+json", fault.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Le site a un problème", problem.GetProperty("title").GetString());
        Assert.DoesNotContain("FaultyGeocoder", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_geocoder_out_of_reach_is_said_and_no_fault_of_the_asker()
    {
        await using var app = await TestApp.Start(services: services =>
            services.AddSingleton<IGeocoder>(new SilentGeocoder())
        );
        using var client = app.Client();

        using var alone = await client.GetAsync("/api/v1/places?adresse=4%20rue%20des%20Lices");
        using var withCommune = await Read(client, "/api/v1/places?adresse=4%20rue%20des%20Lices&commune=49007");
        using var without = await Read(client, "/api/v1/places?commune=49007");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, alone.StatusCode);
        Assert.Equal("application/problem+json", alone.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromMinutes(1), alone.Headers.RetryAfter?.Delta);
        Assert.True(withCommune.RootElement.GetProperty("isAddressIgnored").GetBoolean());
        Assert.False(without.RootElement.GetProperty("isAddressIgnored").GetBoolean());
    }

    private sealed class SilentGeocoder : IGeocoder
    {
        public Task<GeocodingResult> Search(
            string address,
            string? insee = null,
            CancellationToken cancellation = default
        ) => Task.FromResult(GeocodingResult.OutOfReach);

        public Task<GeocodingResult> Reverse(
            double latitude,
            double longitude,
            CancellationToken cancellation = default
        ) => Task.FromResult(GeocodingResult.OutOfReach);
    }

    /// <summary>Stands for any mistake of ours.</summary>
    private sealed class FaultyGeocoder : IGeocoder
    {
        public Task<GeocodingResult> Search(
            string address,
            string? insee = null,
            CancellationToken cancellation = default
        ) => throw new InvalidOperationException(nameof(FaultyGeocoder));

        public Task<GeocodingResult> Reverse(
            double latitude,
            double longitude,
            CancellationToken cancellation = default
        ) => throw new InvalidOperationException(nameof(FaultyGeocoder));
    }

    [Fact]
    public async Task A_query_of_10_kB_is_refused_and_not_an_error()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        var answer = await client.GetAsync($"/api/v1/places?q={new string('a', 10_000)}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("angers", "49007")]
    [InlineData("49650", "49002")]
    [InlineData("le lion d", "49176")]
    public async Task A_commune_is_found_by_name_or_code(string typed, string insee)
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        using var answer = await Read(client, $"/api/v1/communes?q={Uri.EscapeDataString(typed)}");

        Assert.Contains(
            insee,
            answer.RootElement.GetProperty("communes").EnumerateArray().Select(c => c.GetProperty("insee").GetString())
        );
    }

    [Fact]
    public async Task The_description_names_every_address_and_every_parameter_of_the_search()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        using var description = await Read(client, "/api/v1/openapi.json");

        var paths = description.RootElement.GetProperty("paths");
        Assert.Equal(
            ["/api/v1/communes", "/api/v1/places", "/api/v1/places/{id}"],
            paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(
            paths.EnumerateObject(),
            path => Assert.NotEmpty(path.Value.GetProperty("get").GetProperty("description").GetString()!)
        );
        var parameters = paths.GetProperty("/api/v1/places").GetProperty("get").GetProperty("parameters");
        Assert.Superset(
            new HashSet<string?>([
                "q",
                "commune",
                "lat",
                "lon",
                "rayon",
                "ouvert",
                "limite",
                "curseur",
                "service",
                "public",
            ]),
            new HashSet<string?>(parameters.EnumerateArray().Select(p => p.GetProperty("name").GetString()))
        );
    }

    [Fact]
    public async Task The_page_of_the_api_takes_nothing_from_elsewhere()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        var answer = await client.GetAsync("/api");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.Contains(
            "'nonce-",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/scalar.js")).StatusCode);
    }

    private static Place Numbered(int number) => StandardExportTests.APlace(p => p.Name = $"Lieu {number}");

    private static async Task<JsonDocument> Read(HttpClient client, string address) =>
        JsonDocument.Parse(await client.GetStringAsync(address));
}

using System.Text.Json;
using Maillage.Features.Territories;
using Maillage.Features.Territories.Import;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Features.Territories;

public sealed class ImportGeoTests : IAsyncLifetime
{
    private readonly TerritoryAtlas atlas = new();
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-geo-").FullName;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.Create();

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("communes-22-2026.csv", 0, 344)]
    [InlineData("communes-44-2026.csv", 0, 207)]
    [InlineData("communes-49-2026.csv", 0, 176)]
    [InlineData("communes-22-2026.topojson", 344, 0)]
    [InlineData("communes-44-2026.topojson", 207, 0)]
    [InlineData("communes-49-2026.topojson", 176, 0)]
    [InlineData("communes-49-2026.geojson", 176, 0)]
    [InlineData("departement-22.geojson", 1, 0)]
    [InlineData("departement-44.geojson", 1, 0)]
    [InlineData("departement-49.geojson", 1, 0)]
    [InlineData("departements-fr-2025.topojson", 96, 0)]
    [InlineData("epci-22-2026.geojson", 11, 0)]
    [InlineData("epci-44-2026.geojson", 17, 0)]
    [InlineData("epci-49-2026.geojson", 10, 0)]
    public async Task Every_official_file_is_stored_without_a_problem(string file, int contours, int centres)
    {
        var report = await Import(SharedData.Path("geo/" + file));

        Assert.Empty(report.Problems);
        Assert.Equal((contours, centres), (report.Contours, report.Centres));
        await using var db = database.Open();
        Assert.Equal(contours, await db.TerritoryContours.CountAsync());
        Assert.Equal(centres, await db.CommuneCentres.CountAsync());
    }

    [Fact]
    public async Task The_two_formats_of_one_map_give_the_same_outlines()
    {
        await Import(SharedData.Path("geo/communes-49-2026.geojson"));
        var fromGeoJson = await Box("49007");
        await Import(SharedData.Path("geo/communes-49-2026.topojson"));
        var fromTopoJson = await Box("49007");

        Assert.All(fromGeoJson.Zip(fromTopoJson), pair => Assert.Equal(pair.First, pair.Second, tolerance: 0.003));
    }

    [Fact]
    public async Task Imported_centres_supersede_the_approximate_ones()
    {
        await Import(SharedData.Path("geo/communes-49-2026.csv"));

        Assert.All(atlas.Map.CommunesOfDepartement("49"), c => Assert.False(c.CentreIsApproximate));
        Assert.Equal(47.476, atlas.Map.CommuneByInsee("49007")!.Latitude);
    }

    [Fact]
    public async Task Centres_imported_once_are_there_at_the_next_start()
    {
        await using var app = await TestApp.Start(db =>
            db.CommuneCentres.Add(
                new CommuneCentre
                {
                    Insee = "49002",
                    Latitude = 47.5,
                    Longitude = 0.5,
                    Source = "IGN",
                    ImportedOn = new DateOnly(2026, 11, 24),
                }
            )
        );

        Assert.Equal(47.5, app.Services.GetRequiredService<TerritoryMap>().CommuneByInsee("49002")!.Latitude);
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        var path = Write("centres.csv", "code;lon;lat\n49007;-0,55;47,47\n");
        await Import(path);
        await using var before = database.Open();
        var first = await before.CommuneCentres.SingleAsync();

        await Import(path, TestApp.DefaultNow.AddDays(30));

        await using var after = database.Open();
        Assert.Equal(first.ImportedOn, (await after.CommuneCentres.SingleAsync()).ImportedOn);
        Assert.Equal((47.47, -0.55), (first.Latitude, first.Longitude));
    }

    [Fact]
    public async Task Subdivisions_of_the_network_are_lists_of_communes_of_today()
    {
        var path = Write(
            "bassins.json",
            """
            [
              { "name": "Le Segréen", "kind": "bassin de vie", "communes": ["49331", "49038", "49036"] },
              { "name": "Le Pouancéen", "kind": "bassin de vie", "communes": ["49248", "49056", "49010", "49249"] }
            ]
            """
        );

        var report = await Import(path);
        await Import(path);

        Assert.Empty(report.Problems);
        await using var db = database.Open();
        var stored = await db.Subdivisions.Include(s => s.Communes).OrderBy(s => s.Slug).ToListAsync();
        Assert.Equal(["le-pouanceen", "le-segreen"], stored.Select(s => s.Slug));
        Assert.Equal(["49036", "49038", "49331"], stored[1].Communes.Select(c => c.Insee).Order());
        Assert.DoesNotContain(stored[0].Communes, c => c.Insee == "49249");
    }

    [Fact]
    public async Task A_subdivision_redrawn_keeps_its_address()
    {
        await Import(Write("a.json", """[{"name":"Le Candéen","kind":"bassin","communes":["49054","49008"]}]"""));
        await Import(Write("b.json", """[{"name":"Le Candéen","kind":"bassin","communes":["49054","49061"]}]"""));

        await using var db = database.Open();
        var subdivision = await db.Subdivisions.Include(s => s.Communes).SingleAsync();
        Assert.Equal("le-candeen", subdivision.Slug);
        Assert.Equal(["49054", "49061"], subdivision.Communes.Select(c => c.Insee).Order());
    }

    [Theory]
    [InlineData("", "vide")]
    [InlineData("<!DOCTYPE html><html>", "page web")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Fea""", "tronqué")]
    [InlineData("""{"type":"FeatureCollection"}""", "structure")]
    [InlineData(
        """{"type":"Topology","arcs":[],"objects":{"a":{"geometries":[{"type":"Polygon","arcs":[[9]],"properties":{"code":"49007"}}]}}}""",
        "structure"
    )]
    [InlineData("""{"a":1}""", "ni du GeoJSON")]
    [InlineData("42", "ni du GeoJSON")]
    [InlineData("un;deux\n1;2\n", "colonnes")]
    [InlineData("code,lon,lat\n49007,abc,47\n", "pas un nombre")]
    [InlineData("code,lon,lat\n49007,430000,6700000\n", "degrés")]
    [InlineData("code,lon,lat\n49069,-1.2,47.3\n", "commune d’aujourd’hui")]
    [InlineData("""[{"name":"X"}]""", "subdivision n° 1")]
    [InlineData("""[{"name":"X","kind":"bassin","communes":["99999"]}]""", "inconnue")]
    [InlineData("""[1,2]""", "tronqué ou abîmé")]
    [InlineData("""{"type":"Feature","properties":{"code":"49007"},"geometry":null}""", "géométrie manque")]
    [InlineData(
        """{"type":"Feature","properties":{"code":"49007"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,2]]}}""",
        "pas un polygone"
    )]
    [InlineData(
        """{"type":"Feature","properties":{"code":"49007"},"geometry":{"type":"Polygon","coordinates":[[[0,1],[1,2],[2,3],[3,4]]]}}""",
        "pas fermé"
    )]
    [InlineData(
        """{"type":"Feature","properties":{"code":"49007"},"geometry":{"type":"Polygon","coordinates":[[[430000,6700000],[1,2],[2,3],[430000,6700000]]]}}""",
        "Lambert"
    )]
    [InlineData(
        """{"type":"Feature","properties":{"code":"XYZ"},"geometry":{"type":"Polygon","coordinates":[[[0,1],[1,2],[2,3],[0,1]]]}}""",
        "code connu"
    )]
    public async Task A_wrong_file_gets_a_sentence(string content, string expected)
    {
        var report = await Import(Write("wrong.dat", content));

        Assert.Contains(expected, Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (report.Contours, report.Centres, report.Subdivisions));
    }

    [Fact]
    public async Task A_missing_file_gets_a_sentence() =>
        Assert.Contains(
            "n’existe pas",
            Assert.Single((await Import(Path.Combine(folder, "absent.geojson"))).Problems),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task What_is_good_in_a_file_is_kept()
    {
        var report = await Import(Write("centres.csv", "code,lon,lat\n49007,-0.55,47.47\n99999,1,2\n1004,5.3,45.9\n"));

        Assert.Equal(2, report.Centres);
        Assert.Contains("ligne 3", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private async Task<ImportGeoReport> Import(string path, DateTimeOffset? now = null)
    {
        await using var db = database.Open();
        return await new ImportGeo(db, atlas, new FakeTimeProvider(now ?? TestApp.DefaultNow)).Run(path);
    }

    /// <summary>West, east, south and north of a stored outline.</summary>
    private async Task<double[]> Box(string insee)
    {
        await using var db = database.Open();
        var contour = await db.TerritoryContours.SingleAsync(c => c.Code == insee);
        using var geometry = JsonDocument.Parse(contour.Geometry);
        var points = Points(geometry.RootElement.GetProperty("coordinates")).ToList();
        return [points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y)];
    }

    private static IEnumerable<(double X, double Y)> Points(JsonElement coordinates) =>
        coordinates[0].ValueKind == JsonValueKind.Number
            ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
            : coordinates.EnumerateArray().SelectMany(Points);
}

using System.Globalization;
using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places.Import;

public class ImportRealListsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("places/places-national-2023-02.standard-v1.csv", 3811)]
    [InlineData("places/places-national-2023-02.standard-v1.json", 3811)]
    [InlineData("places/places-49-departement.standard-v1.csv", 219)]
    [InlineData("places/places-49-departement.standard-v1.json", 219)]
    [InlineData("places/places-49-angers.standard-v1.json", 63)]
    [InlineData("places/places-hinaura-2022-12.standard-v1.json", 687)]
    [InlineData("places/france-services-2023-07.csv", 2707)]
    [InlineData("standard/exemple-valide.csv", 1)]
    public async Task A_real_list_is_imported_whole_and_a_second_time_changes_nothing(string file, int records)
    {
        var path = SharedData.Path(file);
        await using var scene = await ImportScene.Start();

        var first = await scene.ImportFile(path);
        var second = await scene.ImportFile(path);

        output.WriteLine($"{file} : {first.Summary}");
        Assert.Equal((records, records, 0), (first.Summary.Read, first.Summary.Created, first.Summary.Rejected));
        Assert.Equal(
            (records, 0, 0, 0),
            (second.Summary.Unchanged, second.Summary.Created, second.Summary.Updated, second.Summary.Gone)
        );
        await using var db = scene.Db();
        Assert.Equal(records, await db.Places.CountAsync());
        Assert.Equal(records, await db.Places.Select(p => p.Slug).Distinct().CountAsync());
        Assert.Empty(await db.StagedPlaces.ToListAsync());
    }

    [Fact]
    public async Task Of_the_37_edge_cases_only_the_nameless_and_the_second_of_two_same_ids_are_refused()
    {
        await using var scene = await ImportScene.Start();

        var report = await scene.ImportFile(SharedData.Path("standard/cas-limites.json"));

        Assert.Equal((37, 35, 2), (report.Summary.Read, report.Summary.Created, report.Summary.Rejected));
        Assert.False(report.IsClean);
        await using var db = scene.Db();
        var byId = await db
            .PlaceSources.Join(db.Places, s => s.PlaceId, p => p.Id, (s, p) => new { s.SourceId, Place = p })
            .ToDictionaryAsync(pair => pair.SourceId, pair => pair.Place);
        Assert.Null(byId["pivot-zero"].Pivot);
        Assert.Equal("1234567890", byId["pivot-ridet"].Pivot);
        Assert.Equal("43493312300028", byId["siret-luhn-faux"].Pivot);
        Assert.Equal("+33180059880", byId["tel-espaces"].Phone);
        Assert.Equal("+33180059880", byId["nbsp"].Phone);
        Assert.Equal("Maîtrise des outils numériques du quotidien", byId["service-v0"].Services[0].Kind);
        Assert.Equal(2, byId["service-sep"].Services.Count);
        Assert.Equal("Compréhension du monde numérique", byId["service-nfd"].Services[0].Kind);
        Assert.Contains("Point d'accès numérique CAF", byId["service-apos"].Programmes);
        Assert.Equal(["MAIRIE"], byId["typo"].Typologies);
        Assert.Equal(["FT"], byId["typo-pe"].Typologies);
        Assert.Equal(new DateOnly(2024, 4, 2), byId["date-fr"].UpdatedOn);
        Assert.Null(byId["date-vide"].UpdatedOn);
        Assert.Null(byId["resume-long"].Summary);
        Assert.StartsWith("xxxx", byId["resume-long"].Presentation, StringComparison.Ordinal);
        Assert.Equal("https://www.exemple.fr", byId["url"].BookingUrl);
        Assert.Empty(byId["courriel"].Emails);
        Assert.Equal("lundi 9h-12h", byId["horaires"].OpeningHours);
        Assert.Equal("<script>alert(1)</script>", byId["xss"].Name);
        Assert.Equal("=HYPERLINK(\"http://exemple.test\")", byId["formule"].Name);
        Assert.Equal(["Itinérant"], byId["itin"].Itinerancy);
        Assert.Equal(["Étapes numériques(La Poste)"], byId["label-poste"].TrainingLabels);
        Assert.Equal(43.52609, byId["inverse"].Latitude);
        Assert.Equal(43.52609, byId["lat-texte"].Latitude);
        Assert.Null(byId["lat"].Latitude);
    }

    [Fact]
    public async Task The_list_as_Maine_et_Loire_publishes_it_agrees_with_its_standard_form()
    {
        var standard = JsonDocument
            .Parse(await File.ReadAllTextAsync(SharedData.Path("places/places-49-departement.standard-v1.json")))
            .RootElement.EnumerateArray()
            .ToDictionary(p => Text(p, "id").Split("--")[1]);
        await using var scene = await ImportScene.Start();

        var report = await scene.ImportFile(SharedData.Path("places/raw-49-departement-2023-05.json"));

        Assert.Equal((219, 0), (report.Summary.Created, report.Summary.Rejected));
        await using var db = scene.Db();
        var places = await db
            .PlaceSources.Join(db.Places, s => s.PlaceId, p => p.Id, (s, p) => new { s.SourceId, Place = p })
            .ToDictionaryAsync(pair => pair.SourceId, pair => pair.Place);
        Assert.Equal(standard.Keys.Order(), places.Keys.Order());
        var share = new Dictionary<string, int>();
        foreach (var (id, place) in places)
        {
            var expected = standard[id];
            Count("nom", Text(expected, "nom") == place.Name);
            Count("adresse", Text(expected, "adresse") == place.Address);
            Count("commune", Text(expected, "code_insee") == place.Insee);
            Count("services", Text(expected, "services") == string.Join('|', place.Services.Select(s => s.Kind)));
            Count("publics", Text(expected, "publics_specifiquement_adresses") == string.Join('|', place.Audiences));
            Count("telephone", Text(expected, "telephone") == (place.Phone ?? ""));
            Count(
                "position à 5 m",
                new GeoPoint(
                    expected.GetProperty("latitude").GetDouble(),
                    expected.GetProperty("longitude").GetDouble()
                ).MetresTo(new GeoPoint(place.Latitude!.Value, place.Longitude!.Value)) <= 5
            );
        }

        foreach (var (fact, count) in share)
        {
            output.WriteLine($"{fact} : {count} / 219");
        }

        Assert.Equal(219, share["nom"]);
        Assert.Equal(219, share["adresse"]);
        Assert.Equal(219, share["position à 5 m"]);
        Assert.InRange(share["services"], 217, 219);
        Assert.InRange(share["commune"], 217, 219);
        Assert.InRange(share["publics"], 217, 219);

        void Count(string fact, bool agrees) => share[fact] = share.GetValueOrDefault(fact) + (agrees ? 1 : 0);

        static string Text(JsonElement record, string field) =>
            record.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
    }

    [Fact]
    public async Task The_days_of_the_France_services_list_become_opening_hours()
    {
        await using var scene = await ImportScene.Start();
        await scene.ImportFile(SharedData.Path("places/france-services-2023-07.csv"));

        await using var db = scene.Db();
        var first = await Of("1");
        var broken = await Of("426");
        var bus = await Of("3");
        Assert.Equal("Mo-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00,13:30-16:00", first.OpeningHours);
        Assert.Equal(["RFS"], first.Typologies);
        Assert.Contains("\n", broken.Presentation, StringComparison.Ordinal);
        Assert.Equal(["Itinérant"], bus.Itinerancy);
        var withHours = await db.Places.CountAsync(p => p.OpeningHours != null);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{withHours} lieux avec horaires"));

        async Task<Place> Of(string id)
        {
            var source = await db.PlaceSources.SingleAsync(s => s.SourceId == id);
            return await db.Places.SingleAsync(p => p.Id == source.PlaceId);
        }
    }
}

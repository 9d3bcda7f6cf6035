using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Features.Places.Export;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places.Export;

public class DataInclusionTests
{
    [Theory]
    [InlineData(RealPlaces.National, 3811)]
    [InlineData("places/places-49-departement.standard-v1.json", 219)]
    [InlineData("places/places-hinaura-2022-12.standard-v1.json", 687)]
    [InlineData("standard/cas-limites.json", 37)]
    public async Task Every_real_place_makes_a_structure_and_services_of_the_schema(string file, int count)
    {
        await using var database = await TestDatabase.Create();
        await using var db = await StandardExportTests.Given(database, db => RealPlaces.Fill(db, file));

        var (structures, _) = await StandardExportTests.Export(db, PlaceFormat.DataInclusionStructures);
        var (services, _) = await StandardExportTests.Export(db, PlaceFormat.DataInclusionServices);

        Assert.Equal(count, await Validate("structure.json", structures));
        Assert.True(await Validate("service.json", services) >= count);
    }

    [Fact]
    public async Task What_the_official_mapping_loses_is_kept()
    {
        await using var database = await TestDatabase.Create();
        await using var db = await StandardExportTests.Given(
            database,
            db =>
                db.Places.Add(
                    StandardExportTests.APlace(p =>
                    {
                        p.Services =
                        [
                            Offering("Utilisation sécurisée du numérique"),
                            Offering("Accès internet et matériel informatique"),
                        ];
                        p.SupportModes = ["Accompagnement individuel", "Dans un atelier collectif", "À distance"];
                        p.Audiences = ["Seniors", "Demandeurs d’emploi"];
                        p.SpecificNeeds = ["Illettrisme", "Langues étrangères (anglais)"];
                        p.Fees = ["Gratuit sous condition"];
                        p.AccessModes = ["Envoyer un mail avec une fiche de prescription"];
                        p.Programmes = ["Emmaüs Connect", "Promeneurs du net"];
                        p.Typologies = ["MDS"];
                    })
                )
        );

        var (structuresJson, report) = await StandardExportTests.Export(db, PlaceFormat.DataInclusionStructures);
        var (servicesJson, _) = await StandardExportTests.Export(db, PlaceFormat.DataInclusionServices);

        using var structures = JsonDocument.Parse(structuresJson);
        using var services = JsonDocument.Parse(servicesJson);
        Assert.Equal(
            [
                ("Utilisation sécurisée du numérique", "accompagnement"),
                ("Utilisation sécurisée du numérique", "atelier"),
                ("Accès internet et matériel informatique", "accompagnement"),
                ("Accès internet et matériel informatique", "atelier"),
            ],
            services.RootElement.EnumerateArray().Select(s => (Text(s, "nom"), Text(s, "type")))
        );
        var service = services.RootElement[3];
        Assert.Equal(["numerique--acceder-a-une-connexion-internet"], List(service, "thematiques"));
        Assert.Equal(["seniors", "demandeurs-emploi"], List(service, "publics"));
        Assert.Equal(
            "Publics : Seniors, Demandeurs d’emploi. Accueil adapté : Illettrisme, Langues étrangères (anglais).",
            Text(service, "publics_precisions")
        );
        Assert.Equal(
            ("gratuit", "Gratuit sous condition"),
            (Text(service, "frais"), Text(service, "frais_precisions"))
        );
        Assert.Equal(["a-distance", "en-presentiel"], List(service, "modes_accueil"));
        Assert.Equal(["professionnels"], List(service, "mobilisable_par"));
        Assert.Equal(
            ["maisons-des-solidarites", "departements", "emmaus"],
            List(structures.RootElement[0], "reseaux_porteurs")
        );
        Assert.Equal("Promeneurs du net", Assert.Single(report.Problems).Value);
    }

    [Fact]
    public async Task Only_people_who_agreed_are_named_in_public_files()
    {
        await using var database = await TestDatabase.Create();
        await using var db = await StandardExportTests.Given(
            database,
            db =>
                db.Places.Add(
                    StandardExportTests.APlace(p =>
                    {
                        p.Services = [Offering("Utilisation sécurisée du numérique")];
                        p.Contacts =
                        [
                            new PlaceContact { Name = "Camille Accord", AgreedOn = new DateOnly(2026, 1, 5) },
                            new PlaceContact
                            {
                                Name = "Dominique Secret",
                                Email = "dominique@secret.test",
                                Phone = "+33600000000",
                            },
                        ];
                    })
                )
        );

        var published = new List<string>();
        foreach (var format in Enum.GetValues<PlaceFormat>().Where(f => f != PlaceFormat.MaillageJson))
        {
            published.Add((await StandardExportTests.Export(db, format)).Text);
        }

        Assert.All(published, text => Assert.DoesNotContain("ecret", text, StringComparison.Ordinal));
        Assert.All(published, text => Assert.DoesNotContain("+33600000000", text, StringComparison.Ordinal));
        Assert.Single(
            published,
            text => text.Contains("\"contact_nom_prenom\":\"Camille Accord\"", StringComparison.Ordinal)
        );
    }

    private static Service Offering(string kind) => new() { Id = Guid.CreateVersion7(), Kind = kind };

    private static string Text(JsonElement record, string field) => record.GetProperty(field).GetString()!;

    private static IEnumerable<string> List(JsonElement record, string field) =>
        record.GetProperty(field).EnumerateArray().Select(v => v.GetString()!);

    private static async Task<int> Validate(string schema, string json)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, json);
        var (_, output) = await Node.Run(
            Path.Combine(
                SharedData.Repository,
                "tests/Maillage.Tests/Features/Places/Export/validate-data-inclusion.mjs"
            ),
            SharedData.Path($"standard/data-inclusion-v1/{schema}"),
            file
        );
        File.Delete(file);
        using var answer = JsonDocument.Parse(output);
        Assert.Equal("[]", answer.RootElement.GetProperty("errors").ToString());
        Assert.Equal(0, answer.RootElement.GetProperty("duplicates").GetInt32());
        return answer.RootElement.GetProperty("records").GetInt32();
    }
}

using System.Text;
using System.Text.Json;
using CsCheck;
using CsvHelper;
using Maillage.Data;
using Maillage.Features.Places;
using Maillage.Features.Places.Export;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Maillage.Tests.Support;
using Microsoft.Extensions.Options;

namespace Maillage.Tests.Features.Places.Export;

/// <summary>« Both checks » are those of the official npm library and of the official Table Schema.</summary>
public class StandardExportTests
{
    [Theory]
    [InlineData(RealPlaces.National, 3811)]
    [InlineData("places/places-49-departement.standard-v1.json", 219)]
    [InlineData("places/places-hinaura-2022-12.standard-v1.json", 687)]
    [InlineData("standard/cas-limites.json", 36)]
    public async Task Every_real_place_exported_passes_both_checks(string file, int count)
    {
        await using var database = await TestDatabase.Create();
        await using var db = await Given(database, db => RealPlaces.Fill(db, file));

        var (json, report) = await Export(db, PlaceFormat.StandardJson);

        Assert.Equal(count, report.Exported);
        await PassesBothChecks(json, count);
    }

    [Fact]
    public void A_place_mended_twice_counts_once_whatever_comes_between()
    {
        var (one, other) = (APlace(), APlace());
        var report = new ExportReport();

        report.Add(one, "nom", null, "a");
        report.Add(other, "nom", null, "b");
        report.Add(one, "commune", null, "c");

        Assert.Equal(2, report.Repaired);
    }

    [Fact]
    public async Task The_csv_holds_the_same_rows_as_the_json()
    {
        await using var database = await TestDatabase.Create();
        await using var db = await Given(database, db => RealPlaces.Fill(db, "standard/cas-limites.json"));

        var (json, _) = await Export(db, PlaceFormat.StandardJson);
        var (csv, _) = await Export(db, PlaceFormat.StandardCsv);

        var rows = JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(json)!;
        Assert.Equal(
            rows.Select(row => row.ToDictionary(field => field.Key, field => field.Value.ToString())),
            CsvRows(csv)
        );
    }

    [Fact]
    public async Task A_place_named_as_a_formula_is_defused_in_the_csv_and_only_there()
    {
        const string formula = "=HYPERLINK(\"http://exemple.test\")";
        await using var database = await TestDatabase.Create();
        await using var db = await Given(
            database,
            db =>
                db.Places.Add(
                    APlace(p => (p.Name, p.Phone, p.Longitude, p.Latitude) = (formula, "+33241000000", -0.55, 47.4))
                )
        );

        var (csv, _) = await Export(db, PlaceFormat.StandardCsv);
        var (json, _) = await Export(db, PlaceFormat.StandardJson);

        Assert.Contains("\"'=HYPERLINK(\"\"http://exemple.test\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains(",+33241000000,", csv, StringComparison.Ordinal);
        Assert.Contains(",-0.55,", csv, StringComparison.Ordinal);
        using var rows = JsonDocument.Parse(json);
        Assert.Equal(formula, rows.RootElement[0].GetProperty("nom").GetString());
    }

    [Fact]
    public async Task What_cannot_be_said_in_the_standard_is_reported()
    {
        await using var database = await TestDatabase.Create();
        await using var db = await Given(
            database,
            db =>
                db.Places.Add(
                    APlace(p =>
                    {
                        p.Audiences = ["Seniors", "Gens du voyage"];
                        p.TrainingLabels = ["Étapes numériques(La Poste)"];
                        p.Summary = string.Join(' ', Enumerable.Repeat("accueil", 60));
                        p.Phone = "3949";
                        p.BookingUrl = "www.exemple.fr/prendre un rendez-vous";
                    })
                )
        );

        var (json, report) = await Export(db, PlaceFormat.StandardJson);

        using var rows = JsonDocument.Parse(json);
        var row = rows.RootElement[0];
        Assert.Equal("Seniors", row.GetProperty("publics_specifiquement_adresses").GetString());
        Assert.Equal("Étapes numériques (La Poste)", row.GetProperty("autres_formations_labels").GetString());
        Assert.EndsWith("accueil…", row.GetProperty("presentation_resume").GetString(), StringComparison.Ordinal);
        Assert.Equal(60, row.GetProperty("presentation_detail").GetString()!.Split(' ').Length);
        Assert.False(row.TryGetProperty("telephone", out _));
        Assert.Equal("https://www.exemple.fr/prendre%20un%20rendez-vous", row.GetProperty("prise_rdv").GetString());
        Assert.Equal(
            [
                "formations_labels",
                "pivot",
                "presentation_resume",
                "prise_rdv",
                "publics_specifiquement_adresses",
                "telephone",
            ],
            report.Problems.Select(p => p.Field).Order(StringComparer.Ordinal)
        );
        Assert.Equal(1, report.Repaired);
    }

    [Fact]
    public async Task A_place_without_any_commune_is_left_out_and_said()
    {
        await using var database = await TestDatabase.Create();
        await using var db = await Given(
            database,
            db => db.Places.Add(APlace(p => (p.CommuneName, p.PostalCode, p.Insee) = (null, null, null)))
        );

        var (json, report) = await Export(db, PlaceFormat.StandardJson);

        Assert.Equal("[\n]\n", json);
        Assert.Equal(1, report.LeftOut);
        Assert.Equal("commune", Assert.Single(report.Problems).Field);
    }

    [Fact]
    public async Task Places_gone_from_their_lists_and_centres_of_communes_are_not_published()
    {
        await using var database = await TestDatabase.Create();
        await using var db = await Given(
            database,
            db =>
            {
                db.Places.Add(APlace(p => p.GoneAt = TestApp.DefaultNow.UtcDateTime));
                db.Places.Add(APlace(p => p.LocationPrecision = LocationPrecision.Commune));
            }
        );

        var (json, report) = await Export(db, PlaceFormat.StandardJson);

        Assert.Equal(1, report.Exported);
        Assert.DoesNotContain("latitude", json, StringComparison.Ordinal);
    }

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=1+1",
        "‮gauche‬",
        "😀😀😀",
        "«»",
        "a|b;c,d",
        "ligne\r\nsuivante",
        "javascript:alert(1)",
        "http://exemple.test:8080/a?b=http://c/d#:~:text=e",
        "exemple.fr/é (1)",
        "0262 12 34 56",
        "+689 40 12 34 56",
        "+33 (0)2 41 00 00 00",
        "Étapes numériques (La Poste)",
        "Compréhension du monde numérique".Normalize(NormalizationForm.FormD),
        "Gratuit",
        " ",
        "",
    ];

    [Fact]
    public async Task Hostile_values_pass_both_checks_too()
    {
        await using var database = await TestDatabase.Create();
        var text = Gen.OneOf(
            Gen.OneOf([.. Hostile.Select(value => Gen.Const(value))]),
            Gen.String[Gen.Char['\u0020', '\uD7FF'], 0, 400]
        );
        var list = text.List[0, 4];
        var places = Gen.Select(
            Gen.Select(text, text, text, text, text, text, text, text),
            Gen.Select(list, list, list, list, list, list, list, list),
            Gen.Select(Gen.Double[-500, 500], Gen.Double[-500, 500], text, text, text)
        );
        var generated = places.Array[200].Single(_ => true, "0000a1b2c3d4");
        await using var db = await Given(
            database,
            db =>
                db.Places.AddRange(
                    generated.Select(
                        (values, rank) =>
                            APlace(p =>
                            {
                                var (texts, lists, others) = values;
                                (p.Name, p.Pivot, p.Address, p.Phone) = (
                                    texts.Item1,
                                    texts.Item2,
                                    texts.Item3,
                                    texts.Item4
                                );
                                (p.Summary, p.BookingUrl, p.AccessibilityUrl) = (texts.Item5, texts.Item6, texts.Item7);
                                p.CommuneName = rank % 2 == 0 ? texts.Item8 : "Angers";
                                (p.Typologies, p.Emails, p.Websites, p.Itinerancy) = (
                                    lists.Item1,
                                    lists.Item2,
                                    lists.Item3,
                                    lists.Item4
                                );
                                (p.Audiences, p.Fees, p.TrainingLabels, p.OtherLabels) = (
                                    lists.Item5,
                                    lists.Item6,
                                    lists.Item7,
                                    lists.Item8
                                );
                                (p.Programmes, p.AccessModes, p.SupportModes) = (lists.Item1, lists.Item2, lists.Item3);
                                p.Services =
                                [
                                    .. lists.Item4.Select(kind => new Service
                                    {
                                        Id = Guid.CreateVersion7(),
                                        Kind = kind,
                                    }),
                                ];
                                (p.Latitude, p.Longitude, p.PostalCode) = (others.Item1, others.Item2, others.Item3);
                                (p.Insee, p.OpeningHours) = (rank % 2 == 0 ? "49007" : others.Item4, others.Item5);
                            })
                    )
                )
        );

        var (json, report) = await Export(db, PlaceFormat.StandardJson);

        Assert.InRange(report.Exported, 50, 200);
        await PassesBothChecks(json, report.Exported);
    }

    internal static Place APlace(Action<Place>? with = null)
    {
        var id = Guid.CreateVersion7();
        var place = new Place
        {
            Id = id,
            Slug = id.ToString(),
            Name = "Médiathèque d’Allonnes",
            Address = "20 rue Armand Quenard",
            PostalCode = "49650",
            Insee = "49002",
            CommuneName = "Allonnes",
            Latitude = 47.294016,
            Longitude = 0.02466,
            LocationPrecision = LocationPrecision.Exact,
            UpdatedOn = new DateOnly(2026, 11, 2),
            CreatedAt = TestApp.DefaultNow.UtcDateTime,
            ModifiedAt = TestApp.DefaultNow.UtcDateTime,
        };
        with?.Invoke(place);
        return place;
    }

    internal static async Task<MaillageDb> Given(TestDatabase database, Action<MaillageDb> given)
    {
        await using (var db = database.Open())
        {
            given(db);
            await db.SaveChangesAsync();
        }

        return database.Open();
    }

    internal static async Task<(string Text, ExportReport Report)> Export(MaillageDb db, PlaceFormat format)
    {
        var report = new ExportReport();
        using var output = new MemoryStream();
        await new ExportPlaces(db, new PlaceStream(db), Territories.Value, Options.Create(new SiteSettings())).Run(
            format,
            output,
            report
        );
        return (Encoding.UTF8.GetString(output.ToArray()), report);
    }

    private static readonly Lazy<TerritoryMap> Territories = new(TerritoryMap.Load);

    private static async Task PassesBothChecks(string json, int count)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, json);
        var (_, output) = await Node.Run(
            SharedData.Path("../tools/validate-places.mjs"),
            file,
            SharedData.Path("standard/schema-lieux-mednum-1.0.2.table-schema.json")
        );
        File.Delete(file);
        using var answer = JsonDocument.Parse(output);
        Assert.Equal("{}", answer.RootElement.GetProperty("errors").ToString());
        Assert.Equal(count, answer.RootElement.GetProperty("libValid").GetInt32());
        Assert.Equal(count, answer.RootElement.GetProperty("schemaValid").GetInt32());
    }

    private static List<Dictionary<string, string>> CsvRows(string csv)
    {
        using var reader = CsvReader.Create(new StringReader(csv));
        var rows = new List<Dictionary<string, string>>();
        foreach (var record in reader)
        {
            var row = new Dictionary<string, string>();
            for (var i = 0; i < StandardPlace.Fields.Count; i++)
            {
                if (record[i].ToString() is { Length: > 0 } cell)
                {
                    row[StandardPlace.Fields[i].Name] = SpreadsheetCell.Unguard(cell);
                }
            }

            rows.Add(row);
        }

        return rows;
    }
}

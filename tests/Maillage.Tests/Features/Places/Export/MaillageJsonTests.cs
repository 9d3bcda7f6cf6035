using System.Text;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Features.Places.Export;
using Maillage.Features.Places.Import;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places.Export;

public class MaillageJsonTests
{
    [Fact]
    public async Task A_directory_exported_then_imported_into_an_empty_database_is_exported_identical()
    {
        var first = await ExportOf(db =>
        {
            RealPlaces.Fill(db, "places/places-49-departement.standard-v1.json");
            FillWithEverything(db);
        });
        await using var empty = await TestDatabase.Create();
        var outcome = await Read(empty, first);

        await using var copy = empty.Open();
        var (second, _) = await StandardExportTests.Export(copy, PlaceFormat.MaillageJson);

        Assert.True(outcome.IsClean);
        Assert.Equal(223, outcome.Summary.Created);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Nothing_that_the_database_keeps_of_a_place_is_left_out()
    {
        var json = await ExportOf(FillWithEverything);
        await using var database = await TestDatabase.Create();
        await using var db = database.Open();
        using var records = JsonDocument.Parse(json);
        var written = records.RootElement.EnumerateArray().ToList();
        var place = written
            .Single(r => r.TryGetProperty("aliases", out var a) && a.GetArrayLength() > 0)
            .GetProperty("place");

        AssertHolds<Place>(place);
        AssertHolds<Stop>(place.GetProperty("stops")[0]);
        AssertHolds<PlaceSource>(place.GetProperty("sources")[0]);
        AssertHolds<Organisation>(
            written
                .Where(r => r.TryGetProperty("organisation", out _))
                .Select(r => r.GetProperty("organisation"))
                .Last()
        );

        void AssertHolds<T>(JsonElement record) =>
            Assert.All(
                // Which import saw a record last has a meaning in one database only.
                db.Model.FindEntityType(typeof(T))!.GetProperties().Where(p => p.Name != nameof(PlaceSource.SeenBy)),
                property =>
                    Assert.True(
                        record.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out _),
                        property.Name
                    )
            );
    }

    [Fact]
    public async Task Reading_the_same_file_twice_changes_nothing()
    {
        var json = await ExportOf(FillWithEverything);
        await using var database = await TestDatabase.Create();
        await Read(database, json);

        var again = await Read(database, json);

        Assert.Equal(new ImportSummary { Read = 4, Unchanged = 4 }, again.Summary);
    }

    [Fact]
    public async Task A_trial_says_what_would_change_and_writes_nothing()
    {
        var json = await ExportOf(FillWithEverything);
        await using var database = await TestDatabase.Create();

        var outcome = await Read(database, json, isTrial: true);

        Assert.Equal(new ImportSummary { Read = 4, Created = 4 }, outcome.Summary);
        await using var db = database.Open();
        Assert.False(await db.Places.AnyAsync());
    }

    [Fact]
    public async Task Reading_a_file_puts_back_what_was_changed_since()
    {
        var json = await ExportOf(FillWithEverything);
        await using var database = await TestDatabase.Create();
        await Read(database, json);
        await using (var db = database.Open())
        {
            var place = await db.Places.Include(p => p.Stops).SingleAsync(p => p.Slug == "bus-numerique");
            place.Name = "Autre nom";
            db.Stops.Add(
                new Stop
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Where = "Parking",
                    Insee = "49002",
                    Times = "Mo 10:00-12:00",
                }
            );
            await db.SaveChangesAsync();
        }

        var outcome = await Read(database, json);

        Assert.Equal(
            new ImportSummary
            {
                Read = 4,
                Updated = 1,
                Unchanged = 3,
            },
            outcome.Summary
        );
        await using var after = database.Open();
        Assert.Equal(json, (await StandardExportTests.Export(after, PlaceFormat.MaillageJson)).Text);
    }

    [Fact]
    public async Task A_place_whose_address_is_taken_is_refused_and_the_others_are_read()
    {
        var json = await ExportOf(FillWithEverything);
        await using var database = await TestDatabase.Create();
        await using (var db = database.Open())
        {
            db.Places.Add(
                new Place
                {
                    Id = Guid.CreateVersion7(),
                    Slug = "bus-numerique",
                    Name = "Un autre bus",
                    CreatedAt = TestApp.DefaultNow.UtcDateTime,
                    ModifiedAt = TestApp.DefaultNow.UtcDateTime,
                }
            );
            await db.SaveChangesAsync();
        }

        var outcome = await Read(database, json);

        Assert.Equal("Bus numérique", Assert.Single(outcome.Problems).Value);
        Assert.Equal(
            new ImportSummary
            {
                Read = 4,
                Created = 3,
                Rejected = 1,
            },
            outcome.Summary
        );
    }

    [Fact]
    public async Task A_file_cut_in_the_middle_is_said_to_be()
    {
        var json = await ExportOf(FillWithEverything);
        await using var database = await TestDatabase.Create();

        var outcome = await Read(database, json[..(json.Length / 2)]);

        Assert.StartsWith(
            "Le fichier est abîmé ou coupé ici",
            Assert.Single(outcome.Problems).Sentence,
            StringComparison.Ordinal
        );
        Assert.False(outcome.IsClean);
    }

    [Theory]
    [InlineData("[\n{\"format\":\"maillage-json\",\"version\":1}\n]", true)]
    [InlineData("[{\"id\":\"a\",\"nom\":\"b\"}]", false)]
    [InlineData("", false)]
    public void The_format_is_known_by_its_mark(string text, bool expected)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, ReadMaillageJson.IsMaillageJson(file));
        Assert.Equal(0, file.Position);
    }

    private static async Task<string> ExportOf(Action<MaillageDb> given)
    {
        await using var database = await TestDatabase.Create();
        await using var db = await StandardExportTests.Given(database, given);
        return (await StandardExportTests.Export(db, PlaceFormat.MaillageJson)).Text;
    }

    private static async Task<ImportReport> Read(TestDatabase database, string json, bool isTrial = false)
    {
        await using var db = database.Open();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await new ReadMaillageJson(db).Run(file, isTrial);
    }

    /// <summary>A place that has a value everywhere, one that has none, and an organisation below another.</summary>
    private static void FillWithEverything(MaillageDb db)
    {
        var now = TestApp.DefaultNow.UtcDateTime.AddTicks(1_234_567);
        var parent = new Organisation
        {
            Id = Guid.CreateVersion7(),
            Name = "Commune d’Allonnes",
            Siret = "21490002800010",
        };
        var below = new Organisation
        {
            // Sorts before its parent: the order of the file may not depend on the ids alone.
            Id = Guid.Parse("00000000-0000-7000-8000-000000000001"),
            Name = "CCAS d’Allonnes",
            Siret = "26490002300014",
            Rna = "W491000001",
            ParentId = parent.Id,
        };
        var id = Guid.CreateVersion7();
        var place = new Place
        {
            Id = id,
            Slug = "bus-numerique",
            Name = "Bus numérique",
            OrganisationId = below.Id,
            Pivot = "26490002300014",
            ParentOrganisation = "Commune",
            Address = "Place de l’église",
            AddressComplement = "Parking",
            PostalCode = "49650",
            Insee = "49002",
            CommuneName = "Allonnes",
            Latitude = 47.294016,
            Longitude = 0.02466,
            LocationPrecision = LocationPrecision.Exact,
            Typologies = ["ENM"],
            Phone = "+33241000000",
            Emails = ["bus@exemple.fr"],
            Websites = ["https://exemple.fr"],
            Contacts = [new PlaceContact { Name = "Camille Test", Email = "camille@exemple.fr" }],
            OpeningHours = "Tu 09:00-12:00",
            Closures =
            [
                new Closure
                {
                    From = new DateOnly(2026, 12, 24),
                    To = new DateOnly(2027, 1, 2),
                    Reason = "Noël",
                },
            ],
            Summary = "Résumé",
            Presentation = "Ligne\nsuivante <b>&\"\t😀",
            Itinerancy = ["Itinérant"],
            Services =
            [
                new Service
                {
                    Id = Guid.CreateVersion7(),
                    Kind = "Aide aux démarches administratives",
                    Description = "Avec vous",
                    Audiences = ["Seniors"],
                    Fees = ["Gratuit"],
                    AccessModes = ["Se présenter"],
                    SupportModes = ["Accompagnement individuel"],
                    OpeningHours = "Tu 10:00-11:00",
                    Levels = [SupportLevel.DoingWith, SupportLevel.LearningToDoAlone],
                    Topics = ["retraite"],
                },
            ],
            Audiences = ["Gens du voyage"],
            SpecificNeeds = ["Surdité"],
            Fees = ["Gratuit"],
            FeesDetail = "Sauf impressions",
            Programmes = ["Aidants Connect"],
            TrainingLabels = ["ORDI 3.0"],
            OtherLabels = ["Label local"],
            AccessModes = ["Se présenter"],
            SupportModes = ["À distance"],
            Languages = ["en", "fsl"],
            Equipment =
            [
                new Equipment
                {
                    Kind = EquipmentKind.Printer,
                    Count = 1,
                    Note = "10 pages",
                },
            ],
            WheelchairAccess = false,
            AccessibilityUrl = "https://acceslibre.beta.gouv.fr/app/1",
            BookingUrl = "https://exemple.fr/rdv",
            UpdatedOn = new DateOnly(2026, 11, 2),
            VerifiedOn = new DateOnly(2026, 11, 3),
            VerifiedBy = "Coordination",
            CreatedAt = now,
            ModifiedAt = now,
            GoneAt = now,
            MergedIntoId = Guid.CreateVersion7(),
        };
        place.Stops.Add(
            new Stop
            {
                Id = Guid.CreateVersion7(),
                PlaceId = id,
                Where = "Place de l’église",
                Address = "1 place de l’Église",
                Insee = "49163",
                Latitude = 47.5,
                Longitude = -0.2,
                Times = "Tu 09:00-12:00",
                Note = "Devant la mairie",
            }
        );
        place.Sources.Add(
            new PlaceSource
            {
                Id = Guid.CreateVersion7(),
                PlaceId = id,
                Source = "Département",
                SourceId = "cd49--1",
                Original = """{ "nom" : "Bus",  "x": 1.50 }""",
                Fingerprint = "abc",
                FirstSeenAt = now,
                LastSeenAt = now,
                GoneAt = now,
                SeenBy = Guid.CreateVersion7(),
            }
        );
        db.AddRange(parent, below, place, StandardExportTests.APlace());
        db.Add(new PlaceAlias { Slug = "camping-car", PlaceId = id });
    }
}

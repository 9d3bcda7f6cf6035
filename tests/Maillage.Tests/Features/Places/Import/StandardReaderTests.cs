using System.Globalization;
using Maillage.Features.Places;
using Maillage.Features.Places.Import;
using static Maillage.Tests.Features.Places.Import.ImportScene;

namespace Maillage.Tests.Features.Places.Import;

public class StandardReaderTests
{
    [Theory]
    [InlineData("00000000000000", null)]
    [InlineData("11111111111111", null)]
    [InlineData("434 933 123 00029", "43493312300029")]
    [InlineData("43493312300028", "43493312300028")]
    [InlineData("1234567890", "1234567890")]
    [InlineData("W491234567", "W491234567")]
    public async Task A_placeholder_is_no_number_and_a_wrong_number_is_kept(string pivot, string? read)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("pivot", pivot));

        Assert.Equal(read, place.Pivot);
        Assert.Contains(pivot, Assert.Single(place.Sources).Original, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_without_number_phone_or_date_is_fine()
    {
        await using var scene = await Start();
        var (_, report) = await scene.ImportOne(
            ("pivot", null),
            ("telephone", null),
            ("date_maj", null),
            ("courriels", null)
        );

        Assert.True(report.IsClean);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task Swapped_coordinates_are_put_right()
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne(("latitude", 0.02466), ("longitude", 47.294016));

        Assert.Equal(
            (47.294016, 0.02466, LocationPrecision.Exact),
            (place.Latitude, place.Longitude, place.LocationPrecision)
        );
        Assert.Equal(1, report.Summary.Repaired);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("143.5", "0.02")]
    [InlineData("abc", "0.02")]
    [InlineData("47.29", null)]
    [InlineData("-12000000000000000000", "1e999")]
    public async Task Coordinates_that_say_nothing_are_unknown(string latitude, string? longitude)
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne(("latitude", latitude), ("longitude", longitude));

        Assert.Equal(
            (null, null, LocationPrecision.Commune),
            (place.Latitude, place.Longitude, place.LocationPrecision)
        );
        Assert.Equal(1, report.Summary.Repaired);
    }

    [Fact]
    public async Task Coordinates_far_out_of_the_commune_are_kept_and_said_to_be_doubtful()
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne(("latitude", 48.8566), ("longitude", 2.3522));

        Assert.Equal((48.8566, LocationPrecision.Commune), (place.Latitude, place.LocationPrecision));
        Assert.Contains("km du centre d", Assert.Single(report.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decimal_comma_is_read_as_a_point()
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("latitude", "47,294016"), ("longitude", "0,02466"));

        Assert.Equal((47.294016, 0.02466), (place.Latitude, place.Longitude));
    }

    [Theory]
    [InlineData("49069", "44270", "Orée d'Anjou", "49126")]
    [InlineData("1053", "01000", "Bourg-en-Bresse", "01053")]
    [InlineData("2A004", "20000", "Ajaccio", "2A004")]
    [InlineData("75101", "75001", "Paris 1er (75)", "75056")]
    [InlineData(null, "49300", "CHOLET", "49099")]
    [InlineData(null, "1000", "Bourg en Bresse", "01053")]
    [InlineData("99999", "49000", "Angers", "49007")]
    [InlineData(null, "49045", "Angers Cedex 9", "49007")]
    public async Task The_commune_of_today_is_found(string? code, string postalCode, string name, string insee)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(
            ("code_insee", code),
            ("code_postal", postalCode),
            ("commune", name),
            ("latitude", null),
            ("longitude", null)
        );

        Assert.Equal(insee, place.Insee);
    }

    [Fact]
    public async Task A_delegated_commune_stays_in_the_address()
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(
            ("code_insee", "49163"),
            ("commune", "Jarzé"),
            ("code_postal", "49140"),
            ("latitude", null),
            ("longitude", null)
        );

        Assert.Equal(("Jarzé Villages", "49163"), (place.CommuneName, place.Insee));
    }

    [Fact]
    public async Task A_postal_code_of_elsewhere_is_kept_and_said()
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne(("code_postal", "35000"), ("commune", "Allonnes"));

        Assert.Equal(("35000", "49002"), (place.PostalCode, place.Insee));
        Assert.Equal("code_postal", Assert.Single(report.Problems).Field);
    }

    [Fact]
    public async Task Coordinates_alone_find_the_commune()
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne(
            ("commune", null),
            ("code_postal", null),
            ("code_insee", null),
            ("latitude", 47.4711),
            ("longitude", -0.5518)
        );

        Assert.Equal("49007", place.Insee);
        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Without_a_name_or_any_location_a_record_is_refused()
    {
        await using var scene = await Start();

        var report = await scene.Import(
            Json(
                Record(("nom", " ")),
                Record(
                    ("id", "2"),
                    ("commune", null),
                    ("code_postal", null),
                    ("code_insee", null),
                    ("latitude", 0),
                    ("longitude", 0)
                )
            )
        );

        Assert.Equal((2, 2, 0), (report.Summary.Read, report.Summary.Rejected, report.Summary.Created));
    }

    [Theory]
    [InlineData("02 61 91 00 01", "+33261910001")]
    [InlineData("+33 (0)2 61 91 00 01", "+33261910001")]
    [InlineData("0033261910001", "+33261910001")]
    [InlineData("02.61.91.00.01 / 06 12 34 56 78", "+33261910001")]
    [InlineData("39 49", "3949")]
    [InlineData("06 00 00 00 00", null)]
    [InlineData("voir site", null)]
    public async Task Phones_are_written_in_one_way(string given, string? read)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("telephone", given));

        Assert.Equal(read, place.Phone);
    }

    [Theory]
    [InlineData("97411", "97400", "Saint-Denis", "0262 90 27 90", "+262262902790")]
    [InlineData("97105", "97100", "Basse-Terre", "0590 99 39 00", "+590590993900")]
    public async Task Overseas_phones_have_their_own_prefix(
        string insee,
        string postalCode,
        string commune,
        string given,
        string read
    )
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(
            ("code_insee", insee),
            ("code_postal", postalCode),
            ("commune", commune),
            ("latitude", null),
            ("longitude", null),
            ("telephone", given)
        );

        Assert.Equal(read, place.Phone);
    }

    [Theory]
    [InlineData("2024-04-02", "2024-04-02")]
    [InlineData("02/04/2024", "2024-04-02")]
    [InlineData("2 avril 2024", "2024-04-02")]
    [InlineData("2024-04-02T10:00:00Z", "2024-04-02")]
    [InlineData("31/02/2024", null)]
    [InlineData("2099-01-01", null)]
    [InlineData("09/0102023", null)]
    public async Task Days_are_read_in_French_and_impossible_ones_left_out(string given, string? read)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("date_maj", given));

        Assert.Equal(read is null ? null : DateOnly.Parse(read, CultureInfo.InvariantCulture), place.UpdatedOn);
    }

    [Theory]
    [InlineData("www.allonnes.test", "https://www.allonnes.test")]
    [InlineData("http:/allonnes.test/page", "http://allonnes.test/page")]
    [InlineData("https:allonnes.test", "https://allonnes.test")]
    [InlineData("https://allonnes.test|www.saumur.test", "https://allonnes.test https://www.saumur.test")]
    [InlineData("néant", "")]
    [InlineData("javascript:alert(1)", "")]
    public async Task Web_addresses_are_completed_or_left_out(string given, string read)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("site_web", given));

        Assert.Equal(read, string.Join(' ', place.Websites));
    }

    [Fact]
    public async Task A_named_person_is_kept_apart_without_agreement()
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne(
            ("courriels", "camille.martin@mairie.test|accueil@mairie.test"),
            ("telephone", "06 12 34 56 78")
        );

        Assert.Equal(["accueil@mairie.test"], place.Emails);
        Assert.Null(place.Phone);
        var contact = Assert.Single(place.Contacts);
        Assert.Equal(
            ("camille.martin@mairie.test", "+33612345678", null),
            (contact.Email, contact.Phone, contact.AgreedOn)
        );
        Assert.Equal(1, report.Summary.Repaired);
    }

    [Theory]
    [InlineData("centre.social@ville.test")]
    [InlineData("mediatheque.allonnes@agglo.test")]
    [InlineData("ccas@ville.test")]
    [InlineData("allonnes.numerique@gmail.test")]
    public async Task The_address_of_a_desk_is_the_place_s_own(string email)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("courriels", email), ("telephone", "06 12 34 56 78"));

        Assert.Equal([email], place.Emails);
        Assert.Equal("+33612345678", place.Phone);
    }

    [Theory]
    [InlineData("Prendre en main un ordinateur", "Maîtrise des outils numériques du quotidien")]
    [InlineData(
        "Aide aux démarches administratives;Comprehension du monde numérique",
        "Aide aux démarches administratives|Compréhension du monde numérique"
    )]
    [InlineData("Réparation de vélos", "Réparation de vélos")]
    public async Task Services_are_read_in_every_spelling_and_local_ones_stay(string given, string read)
    {
        await using var scene = await Start();
        var (place, _) = await scene.ImportOne(("services", given));

        Assert.Equal(read, string.Join('|', place.Services.Select(s => s.Kind)));
    }

    [Theory]
    [InlineData("Point d’accès numérique CAF", "dispositif_programmes_nationaux")]
    [InlineData("Étapes numériques (La Poste)", "formations_labels")]
    public async Task Both_apostrophes_and_both_spellings_of_La_Poste_are_one(string given, string field)
    {
        await using var scene = await Start();
        var (place, report) = await scene.ImportOne((field, given));

        Assert.Single(
            place.Programmes.Concat(place.TrainingLabels),
            label =>
                Vocabularies.Programmes.Find(label)?.Label == label
                || Vocabularies.TrainingLabels.Find(label)?.Label == label
        );
        Assert.Equal(1, report.Summary.Repaired);
    }

    [Fact]
    public async Task A_list_of_one_s_own_is_read_through_a_mapping()
    {
        await using var scene = await Start();
        var mapping = Mapping.Read(
            """
            {
              "source": "Ma liste",
              "only": [{ "column": "état", "in": ["ouvert"] }],
              "lambert93": { "x": "X", "y": "Y" },
              "fields": {
                "id": { "column": "n", "prefix": "m-" },
                "nom": "titre",
                "adresse": { "join": ["num", "voie"] },
                "commune": { "value": "Allonnes" },
                "services": { "column": "aide", "split": ",", "table": { "internet": "Accès internet et matériel informatique" } },
                "horaires": { "days": { "monday": "lun", "tuesday": "mar", "wednesday": "mer" } }
              }
            }
            """
        );

        var report = await scene.Import(
            "n;titre;état;num;voie;X;Y;aide;lun;mar;mer\n"
                + "1;Espace;Ouvert;3;rue Neuve;475198,121680863;6692424,50691385;internet,jeux;9h-12h30 / 14h à 17h;9h-12h30 / 14h à 17h;Fermé\n"
                + "2;Ancien;fermé;;;;;;;;\n",
            new ReadingOptions(null, "essai", mapping)
        );

        var place = await scene.Only();
        Assert.Equal((1, 1), (report.Summary.Read, report.Summary.Created));
        Assert.Equal(("3 rue Neuve", "49002"), (place.Address, place.Insee));
        Assert.Equal("Mo,Tu 09:00-12:30,14:00-17:00; We off", place.OpeningHours);
        Assert.Equal(["Accès internet et matériel informatique", "jeux"], place.Services.Select(s => s.Kind));
        Assert.Equal(47.294016, place.Latitude!.Value, 4);
        Assert.Equal(("Ma liste", "m-1"), (place.Sources[0].Source, place.Sources[0].SourceId));
    }

    [Theory]
    [InlineData("{", "correspondance")]
    [InlineData("""{ "fields": { "couleur": "x" } }""", "couleur")]
    [InlineData("""{ "fields": { "nom": { "colonne": "x" } } }""", "colonne")]
    public void A_wrong_mapping_is_refused_with_a_sentence(string json, string word)
    {
        var refusal = Assert.Throws<UnreadableListException>(() => Mapping.Read(json));

        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("09:00 - 12:00 / 13:30 - 17:00", "09:00-12:00,13:30-17:00")]
    [InlineData("9h-12h30", "09:00-12:30")]
    [InlineData("de 9 h à 12 h", "09:00-12:00")]
    [InlineData("Fermé", "off")]
    [InlineData("sur rendez-vous", "\"sur rendez-vous\"")]
    [InlineData("9h-12h sur rendez-vous", "09:00-12:00 \"sur rendez-vous\"")]
    [InlineData("", null)]
    public void A_day_told_in_French_becomes_opening_hours(string cell, string? hours) =>
        Assert.Equal(hours, FrenchHours.Day(cell));
}

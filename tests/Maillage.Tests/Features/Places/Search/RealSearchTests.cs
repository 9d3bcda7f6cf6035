using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places.Search;

/// <summary>What an inhabitant of Maine-et-Loire expects of the département's real list.</summary>
public class RealSearchTests
{
    private static readonly DateTime MondayAfternoon = new(2026, 11, 23, 14, 0, 0, DateTimeKind.Utc);
    private static readonly GeoPoint Segre = new(47.6863, -0.8722);
    private static readonly GeoPoint Bauge = new(47.5410, -0.1040);
    private static readonly GeoPoint Saumur = new(47.2600, -0.0769);
    private static readonly TerritoryMap Map = TerritoryMap.Load();

    private readonly DirectorySnapshot maineEtLoire = Read("places/places-49-departement.standard-v1.json");

    [Theory]
    [InlineData("impôts")]
    [InlineData("impot")]
    [InlineData("ma déclaration d’impôts")]
    [InlineData("IMPOTS !")]
    [InlineData("carte vitale")]
    [InlineData("carte d'identité")]
    public void A_procedure_leads_first_to_the_France_services_of_Baugé(string words)
    {
        var results = Search(words, Bauge);

        Assert.Equal(Widening.None, results.Widening);
        Assert.Equal("France Services de Baugé en Anjou", results.Hits[0].Entry.Place.Name);
        Assert.Equal("France services", results.Hits[0].Entry.Kind);
        Assert.Contains(results.Hits[0].Reasons, reason => reason.Kind == ReasonKind.DoesNeedWithYou);
    }

    [Theory]
    [InlineData("caf", "CAF - Segré")]
    [InlineData("mes allocations", "CAF - Segré")]
    [InlineData("carte grise", "Sous-préfecture de Segré-en-Anjou Bleu")]
    [InlineData("permis de conduire", "Sous-préfecture de Segré-en-Anjou Bleu")]
    [InlineData("chômage", "Pôle emploi Segré")]
    [InlineData("sécu", "CPAM - Point d'accueil de Segré-en-Anjou bleu")]
    [InlineData("bibliothèque", "Médiathèque Segré en Anjou Bleu")]
    [InlineData("imprimer", "Médiathèque Segré en Anjou Bleu")]
    public void Everyday_words_lead_first_to_the_right_door_in_Segré(string words, string place) =>
        Assert.Equal(place, Search(words, Segre).Hits[0].Entry.Place.Name);

    [Fact]
    public void Taxes_near_Segré_lead_only_to_places_that_help_with_procedures()
    {
        var results = Search("impôts", Segre);

        Assert.InRange(results.Hits[0].DistanceMetres!.Value, 0, 1_500);
        Assert.Equal(results.Total, results.Hits.Count);
        Assert.All(
            results.Hits,
            hit => Assert.True((ServicesOf(hit) & Needs.Papers.Services) != 0 || hit.Entry.Kind == "France services")
        );
    }

    [Theory]
    [InlineData("impôts", "papiers-impots")]
    [InlineData("la caf", "droits-allocations")]
    [InlineData("carte vitale", "sante")]
    [InlineData("faire un CV", "travail")]
    [InlineData("pronote", "ecole-enfants")]
    [InlineData("mon ordi rame", "telephone-ordinateur")]
    [InlineData("j’ai perdu mon mot de passe", "e-mails-mots-de-passe")]
    [InlineData("message suspect", "arnaque-doute")]
    public void Everyday_words_express_a_need(string words, string need)
    {
        var results = Search(words, Segre);

        Assert.Equal(need, results.UnderstoodNeed?.Code);
        Assert.NotEmpty(results.Hits);
        Assert.Equal(Widening.None, results.Widening);
    }

    [Theory]
    [InlineData("mediateque", "médiathèque")]
    [InlineData("bibliothéque", null)]
    [InlineData("miarie", "mairie")]
    [InlineData("impotts", "impôts")]
    public void A_typing_error_is_mended_and_said(string typed, string? mended)
    {
        var results = Search(typed, Saumur);

        Assert.NotEmpty(results.Hits);
        Assert.Equal(mended, results.Corrections.Count == 0 ? null : results.Corrections[0].Searched);
    }

    [Fact]
    public void Libraries_come_first_for_who_types_library_and_the_nearest_says_so()
    {
        var results = Search("médiathèques", Saumur);

        Assert.Contains("Médiathèque", results.Hits[0].Entry.Place.Name, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(results.Hits[0].Reasons, reason => reason.Kind == ReasonKind.NamedSo);
        Assert.Single(results.Hits, hit => hit.Reasons.Any(reason => reason.Kind == ReasonKind.Nearest));
    }

    [Fact]
    public void An_unfinished_last_word_finds_what_it_begins()
    {
        var results = Search("média", Saumur);

        Assert.NotEmpty(results.Hits);
        Assert.Empty(results.Corrections);
    }

    [Fact]
    public void Nothing_near_gives_the_nearest_that_does_it_further_away()
    {
        var results = maineEtLoire.Search(
            new PlaceQuery
            {
                Near = Segre,
                RadiusKm = 0.01,
                Need = Needs.Devices,
            },
            MondayAfternoon
        );

        Assert.Equal(0, results.Total);
        Assert.Equal(Widening.BeyondRadius, results.Widening);
        Assert.InRange(results.Hits.Count, 1, 5);
        Assert.All(results.Hits, hit => Assert.NotEqual(0UL, ServicesOf(hit) & Needs.Devices.AllServices));
    }

    [Fact]
    public void Words_that_mean_nothing_give_the_places_around_and_are_named()
    {
        var results = Search("zzyzx", Segre);

        Assert.Equal(Widening.WithoutWords, results.Widening);
        Assert.Equal(["zzyzx"], results.IgnoredWords);
        Assert.NotEmpty(results.Hits);
    }

    [Fact]
    public void An_unknown_word_beside_a_known_one_is_set_aside()
    {
        var results = Search("impôts zzyzx", Segre);

        Assert.Equal(["zzyzx"], results.IgnoredWords);
        Assert.Equal(Widening.None, results.Widening);
        Assert.NotEmpty(results.Hits);
    }

    [Fact]
    public void Every_need_finds_places_in_the_département()
    {
        Assert.All(
            Needs.All,
            need =>
                Assert.True(maineEtLoire.Search(new PlaceQuery { Need = need }, MondayAfternoon).Total > 0, need.Code)
        );
    }

    [Fact]
    public void The_counts_of_the_département_are_those_of_its_list()
    {
        var results = maineEtLoire.Search(new PlaceQuery { CountFilters = true }, MondayAfternoon);

        Assert.Equal(219, results.Total);
        Assert.Equal(178, CountOf("Accès internet et matériel informatique"));
        Assert.Equal(96, CountOf("Aide aux démarches administratives"));
        Assert.Equal(88, CountOf("Maîtrise des outils numériques du quotidien"));

        int CountOf(string service) => results.Counts!.Services[Vocabularies.Services.Find(service)!.Bit];
    }

    [Fact]
    public void The_country_is_searched_as_a_naive_scan_would()
    {
        var country = Read("places/places-national-2023-02.standard-v1.json");
        var naive = new NaiveSearch(country, Map.CommuneByInsee);
        foreach (var words in new string?[] { null, "impôts", "conseiller numérique", "mairie", "atelir" })
        {
            foreach (
                var near in new[] { new GeoPoint(48.11, -1.68), new GeoPoint(45.9, 6.12), new GeoPoint(43.6, 1.44) }
            )
            {
                var query = new PlaceQuery
                {
                    Words = words,
                    Near = near,
                    Widen = false,
                };

                Assert.Equal(
                    naive.Run(query, MondayAfternoon).Take(query.Take).Select(hit => hit.Slug),
                    country.Search(query, MondayAfternoon).Hits.Select(hit => hit.Entry.Place.Slug)
                );
            }
        }
    }

    private PlaceResults Search(string words, GeoPoint near) =>
        maineEtLoire.Search(new PlaceQuery { Words = words, Near = near }, MondayAfternoon);

    private static ulong ServicesOf(PlaceHit hit) =>
        Vocabularies.Services.MaskOf(hit.Entry.Place.Services.Select(service => service.Kind));

    private static DirectorySnapshot Read(string file) =>
        DirectorySnapshot.Build(
            RealPlaces.Read(SharedData.Path(file)).DistinctBy(place => place.Slug),
            new Dictionary<Guid, IReadOnlyList<EntrySource>>(),
            new Dictionary<string, Guid>(),
            Map.CommuneByInsee
        );
}

using Maillage.Features.Places.Duplicates;

namespace Maillage.Tests.Features.Places.Duplicates;

public sealed class FindDuplicatesTests
{
    private static readonly DuplicateCandidate Library = new(
        Guid.CreateVersion7(),
        "Département",
        "Médiathèque Hervé-Bazin",
        "12 avenue du Général de Gaulle",
        "49800",
        "49353",
        "Trélazé",
        47.4451,
        -0.4667,
        Phone: "+33241339999",
        Website: "https://mediatheque.trelaze.fr/",
        Email: "mediatheque@trelaze.example"
    );

    [Fact]
    public void The_same_place_written_otherwise_is_proposed_with_its_reasons()
    {
        var other = Other(Library) with
        {
            Name = "BIBLIOTHEQUE HERVE BASIN",
            Address = "12, av. du Gal de Gaulle",
            Latitude = 47.4454,
            Phone = "02 41 33 99 99",
            Website = "http://www.mediatheque.trelaze.fr",
            Email = null,
        };

        var pair = Assert.Single(FindDuplicates.Run([Library, other]));

        Assert.InRange(pair.Score, 0.9, 1);
        var sentences = pair.Reasons.Select(r => r.Sentence()).ToArray();
        Assert.Contains("Même adresse : 12 avenue du Général de Gaulle", sentences);
        Assert.Contains("Même téléphone : 02 41 33 99 99", sentences);
        Assert.Contains("Même site : mediatheque.trelaze.fr", sentences);
        Assert.Contains("À 33 m l’un de l’autre", sentences);
    }

    [Theory]
    [InlineData("Médiathèque Hervé-Bazin", "Mairie de Trélazé")]
    [InlineData("France services Trélazé", "CCAS de Trélazé")]
    [InlineData("Médiathèque Hervé-Bazin", "Médiathèque Simone-Veil")]
    [InlineData("Maison de quartier A", "Maison de quartier B")]
    [InlineData("Maison de quartier Nord", "Maison de quartier Sud")]
    [InlineData("Cyberbase 1", "Cyberbase 2")]
    public void Two_places_at_one_address_that_share_a_switchboard_are_not_one(string name, string neighbour)
    {
        var place = Library with { Name = name, Email = null };
        Assert.Empty(FindDuplicates.Run([place, Other(place) with { Name = neighbour }]));
    }

    [Fact]
    public void Branches_of_one_network_in_other_streets_are_not_one()
    {
        var branch = Library with { Name = "Maison des solidarités", Email = "contact@network.example" };
        var other = Other(branch) with { Address = "3 place de la République", Latitude = branch.Latitude + 0.02 };
        Assert.Empty(FindDuplicates.Run([branch, other]));
    }

    [Theory]
    [InlineData("00000000000000")]
    [InlineData("12345678901234")]
    [InlineData("123")]
    public void A_siret_that_is_a_dummy_or_wrong_proves_nothing(string siret)
    {
        var place = Bare("Régie de quartier Belle-Beille") with { Siret = siret };
        var unrelated = Bare("Épicerie solidaire du Lac") with { Siret = siret };
        Assert.Empty(FindDuplicates.Run([place, unrelated]));
        Assert.Equal(
            Score(place with { Siret = null }, Other(place) with { Siret = null }),
            Score(place, Other(place))
        );
    }

    [Theory]
    [InlineData("26490004400019")]
    [InlineData("35600000049837")]
    public void A_right_siret_speaks_for_the_pair_and_La_Poste_has_its_own_rule(string siret)
    {
        var place = Library with { Siret = siret };
        var pair = Assert.Single(FindDuplicates.Run([place, Other(place)]));
        Assert.Contains(pair.Reasons, r => r.Kind == DuplicateReasonKind.SameSiret);
    }

    [Fact]
    public void What_is_missing_proves_nothing()
    {
        var bare = new DuplicateCandidate(
            Guid.CreateVersion7(),
            "Autre",
            Library.Name,
            Library.Address,
            Library.PostalCode
        );
        var pair = Assert.Single(FindDuplicates.Run([Library, bare]));
        Assert.All(pair.Reasons, r => Assert.True(r.Points > 0, r.Sentence()));
    }

    [Theory]
    [InlineData("49020")]
    [InlineData("69381")]
    [InlineData(null)]
    public void A_commune_code_that_is_old_absent_or_an_arrondissements_hides_nothing(string? insee)
    {
        var other = Other(Library) with { Insee = insee, PostalCode = null, CommuneName = null };
        Assert.Single(FindDuplicates.Run([Library, other]));
        Assert.Single(
            FindDuplicates.Run([Library, other with { Latitude = null, Longitude = null, PostalCode = "49800" }])
        );
    }

    [Fact]
    public void A_telephone_that_many_places_share_proves_less()
    {
        var places = Enumerable
            .Range(0, 40)
            .Select(i =>
                Library with
                {
                    Id = Guid.CreateVersion7(),
                    Name = $"Antenne {i}",
                    Address = $"{i} rue du Village {i}",
                    Latitude = 47 + (i * 0.05),
                    Website = null,
                    Email = null,
                }
            )
            .ToList();
        var alone = Points(DuplicateReasonKind.SamePhone, [Library, Other(Library)]);
        var shared = Points(DuplicateReasonKind.SamePhone, [Library, Other(Library), .. places]);
        Assert.InRange(shared, 0, alone - 3);
    }

    [Fact]
    public void A_point_that_many_addresses_share_proves_less()
    {
        var places = Enumerable
            .Range(0, 10)
            .Select(i => Bare($"Lieu {i}") with { Address = $"{i} rue du Bourg {i}", Source = $"Source {i}" });
        var alone = Points(DuplicateReasonKind.Distance, [Library, Other(Library)]);
        var shared = Points(DuplicateReasonKind.Distance, [Library, Other(Library), .. places]);
        Assert.InRange(shared, 0, alone / 2);
    }

    [Fact]
    public void The_order_of_records_changes_nothing()
    {
        var other = Other(Library) with { Name = "Bibliothèque H. Bazin" };
        Assert.Equal(Score(Library, other), Score(other, Library), 6);
    }

    private static DuplicateCandidate Other(DuplicateCandidate place) =>
        place with
        {
            Id = Guid.CreateVersion7(),
            Source = "Autre",
        };

    private static DuplicateCandidate Bare(string name) =>
        Library with
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Phone = null,
            Website = null,
            Email = null,
        };

    private static double Score(DuplicateCandidate first, DuplicateCandidate second) =>
        Assert.Single(FindDuplicates.Run([first, second])).Score;

    private static double Points(DuplicateReasonKind kind, IReadOnlyList<DuplicateCandidate> places)
    {
        var pair = FindDuplicates
            .Run(places)
            .Single(p => (p.First.Name, p.Second.Name) == (Library.Name, Library.Name));
        return pair.Reasons.Single(r => r.Kind == kind).Points;
    }
}

using System.Diagnostics;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Tests.Features.Places.Search;

public class HostileSearchTests
{
    private static readonly DirectorySnapshot Snapshot = GeneratedPlaces.Snapshot(
        300,
        TerritoryMap.Load().CommuneByInsee
    );
    private static readonly DateTime Now = new(2026, 11, 23, 14, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Typed =>
        [
            new string('a', 10_000),
            string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"mot{i}")),
            "\u202Ereverse\u202C \u0000\u0001\t\r\n",
            "\uD800 \uDC00 lone surrogates",
            "' OR 1=1; --",
            "<script>alert(1)</script>",
            "é\u0301\u0301\u0301\u0301",
            "漢字 مرحبا 🙂",
            "%%%%____****",
        ];

    [Theory]
    [MemberData(nameof(Typed))]
    public void Whatever_is_typed_gets_an_answer(string words)
    {
        var results = Snapshot.Search(new PlaceQuery { Words = words, Near = new GeoPoint(47.47, -0.55) }, Now);

        Assert.NotEmpty(results.Hits);
        Assert.All(results.IgnoredWords, word => Assert.True(word.Length <= SearchText.MaxLength));
    }

    [Fact]
    public void Ten_kilobytes_take_no_longer_than_the_two_hundred_characters_that_are_read()
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            Snapshot.Search(new PlaceQuery { Words = string.Concat(Enumerable.Repeat("imptos ", 1_500)) }, Now);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData(double.NaN, 0, 20)]
    [InlineData(91, 0, 20)]
    [InlineData(0, 181, 20)]
    [InlineData(47.47, -0.55, double.NaN)]
    [InlineData(47.47, -0.55, double.PositiveInfinity)]
    [InlineData(47.47, -0.55, -1)]
    [InlineData(90, 180, 200)]
    [InlineData(-90, -180, 200)]
    public void A_position_or_radius_that_makes_no_sense_breaks_nothing(
        double latitude,
        double longitude,
        double radius
    )
    {
        var query = new PlaceQuery
        {
            Near = new GeoPoint(latitude, longitude),
            RadiusKm = radius,
            Skip = -5,
            Take = int.MaxValue,
        };

        var results = Snapshot.Search(query, Now);

        Assert.InRange(results.Hits.Count, 0, PlaceQuery.MaxTake);
    }

    [Fact]
    public void A_page_far_beyond_the_end_is_empty()
    {
        var results = Snapshot.Search(new PlaceQuery { Skip = int.MaxValue, Take = 20 }, Now);

        Assert.Empty(results.Hits);
        Assert.Equal(300, results.Total);
    }

    [Fact]
    public void An_empty_directory_answers_with_nothing()
    {
        var results = DirectorySnapshot.Empty.Search(
            new PlaceQuery { Words = "impôts", Near = new GeoPoint(47.47, -0.55) },
            Now
        );

        Assert.Empty(results.Hits);
        Assert.Equal(0, results.Total);
    }
}

using System.Net;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places;

/// <summary>What one asks of the list of places, and what it answers.</summary>
public class SearchPageTests
{
    [Theory]
    [InlineData("jour=9999-12-31")]
    [InlineData("jour=0001-01-01")]
    [InlineData("jour=2031-11-25")]
    [InlineData("ouvert=9999-12-31")]
    [InlineData("ouvert=0001-01-01T10:00")]
    [InlineData("passage=9999-12-31")]
    [InlineData("passage=2021-11-23")]
    public async Task A_date_far_from_today_is_refused_in_plain_words(string query)
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Cette date est trop loin", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_typed_in_a_field_is_a_postal_code_before_all()
    {
        await using var app = await TestApp.Start(db =>
            db.AddRange(
                Given.Place(),
                Given.Place(
                    "Mairie",
                    place => (place.Insee, place.Latitude, place.Longitude) = ("49100", 47.1897, -0.1999)
                )
            )
        );
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=Zzyzx&fauteuil=non");

        await browser.Fill("Votre commune", "49100").Press("Chercher");
        Assert.Contains("1 lieu près d’Angers", browser.Text, StringComparison.Ordinal);

        // Links and addresses shared so far hold the code of the commune, or the postal code where it is no such code.
        await browser.Open("/lieux?commune=49100");
        Assert.Contains("1 lieu près de Cizay-la-Madeleine", browser.Text, StringComparison.Ordinal);
        await browser.Open("/lieux?commune=49000");
        await browser.Follow("Angers");
        Assert.Contains("1 lieu près d’Angers", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_several_communes_is_asked_again_and_the_choice_holds()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());
        await browser.Open("/lieux?commune=Zzyzx&besoin=sante");

        await browser.Fill("Votre commune", "saint-georges").Press("Chercher");
        Assert.Contains("Quelle commune ?", browser.Text, StringComparison.Ordinal);

        await browser.Follow("Saint-Georges-sur-Loire");
        Assert.Equal("/lieux?besoin=sante&commune=49283", browser.Address);
        Assert.DoesNotContain("Quelle commune ?", browser.Text, StringComparison.Ordinal);
    }
}

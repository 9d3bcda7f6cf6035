using System.Net;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Site;

public class HomeTests
{
    [Fact]
    public async Task A_need_and_a_commune_lead_to_the_places_that_help_near_it()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var browser = new Browser(app.Client());
        await browser.Open("/");

        await browser.Choose("Droits et allocations").Fill("Votre commune", "angers").Press("Voir les lieux d’aide");

        Assert.Equal("/lieux?besoin=droits-allocations&commune=49007", browser.Address);
        Assert.Contains("1 lieu près d’Angers", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("49125", "/lieux?commune=")]
    [InlineData("Segré", "/lieux?commune=49331")]
    public async Task A_postal_code_or_an_old_name_is_enough(string typed, string start)
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());
        await browser.Open("/");

        await browser.Fill("Votre commune", typed).Press("Voir les lieux d’aide");
        if (browser.Address.StartsWith("/?", StringComparison.Ordinal))
        {
            Assert.StartsWith("Quelle commune ?", browser.Text, StringComparison.Ordinal);
            await browser.Open(browser.Page.QuerySelector("main li a")!.GetAttribute("href")!);
        }

        Assert.StartsWith(start, browser.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_several_communes_bear_gives_the_choice()
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open("/?besoin=sante&commune=saint-georges");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.StartsWith("Quelle commune ?", browser.Title.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var choice = browser.Page.QuerySelector("main li a")!;
        Assert.StartsWith("/lieux?besoin=sante&commune=49", choice.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Zzyzx")]
    public async Task A_commune_that_is_missing_or_unknown_is_said_first_and_the_rest_is_kept(string typed)
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());
        await browser.Open("/");

        await browser.Choose("Santé").Fill("Votre commune", typed).Press("Voir les lieux d’aide");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.StartsWith("Erreur", browser.Title, StringComparison.Ordinal);
        var error = browser.Page.QuerySelector(".govuk-error-summary a")!;
        Assert.Equal("#commune", error.GetAttribute("href"));
        Assert.Equal(typed, browser.Field("Votre commune").GetAttribute("value"));
        Assert.True(browser.Field("Santé").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_in_french_with_a_way_out()
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());

        await browser.Open("/nulle-part");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.StartsWith("Cette page n’existe pas", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Trouver de l’aide");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }
}

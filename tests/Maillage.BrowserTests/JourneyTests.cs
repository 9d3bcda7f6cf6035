using System.Globalization;
using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>What an inhabitant does from one page to the next: without script, from the keyboard, with a position, with a map.</summary>
public class JourneyTests(Sites sites)
{
    private const string Tiles = "https://data.geopf.fr/**";

    [Fact]
    public async Task Without_script_one_goes_from_a_need_to_a_place_and_reports_an_error()
    {
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                JavaScriptEnabled = false,
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address("/"));
        await Assertions.Expect(page.GetByText("Autour de moi")).ToBeHiddenAsync();

        await page.GetByLabel("Droits et allocations").CheckAsync();
        await page.GetByLabel("Votre commune").FillAsync("angers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les lieux d’aide" }).ClickAsync();
        await page.WaitForURLAsync("**/lieux?besoin=droits-allocations&commune=49007");
        var found = await page.Locator(".ml-lieu").CountAsync();
        Assert.InRange(found, 1, 20);

        await page.Locator(".ml-filtres summary").ClickAsync();
        await page.Locator(".ml-filtres input[type=checkbox]").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre à jour la liste" }).ClickAsync();
        await Assertions.Expect(page.Locator(".ml-choisis a").First).ToBeVisibleAsync();
        Assert.InRange(await page.Locator(".ml-lieu").CountAsync(), 1, found);
        await page.Locator(".ml-choisis a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".ml-lieu")).ToHaveCountAsync(found);

        var name = await page.Locator(".ml-lieu__nom a").First.InnerTextAsync();
        await page.Locator(".ml-lieu__nom a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await page.GetByRole(AriaRole.Link, new() { Name = "Signaler une erreur" }).ClickAsync();
        await page.Locator("textarea").FillAsync("Le téléphone ne répond plus.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();

        // The clock of the tests stands still: the form was sent faster than one reads, and nothing written is lost.
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync("Le téléphone ne répond plus.");
    }

    [Fact]
    public async Task Without_script_the_map_says_that_the_list_says_the_same()
    {
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address("/lieux?commune=49007"));

        await page.GetByText("Voir ces lieux sur une carte").ClickAsync();
        await page.WaitForURLAsync("**carte=1");

        Assert.Contains("La carte a besoin de JavaScript.", await page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByText("Ajouter le fond de carte de l’IGN")).ToBeHiddenAsync();
        Assert.InRange(await page.Locator(".ml-lieu").CountAsync(), 1, 20);
    }

    [Fact]
    public async Task From_the_keyboard_alone_one_finds_a_place()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address("/"));

        await TabTo(page, "document.activeElement.name === 'besoin'");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabTo(page, "document.activeElement.name === 'commune'");
        await page.Keyboard.TypeAsync("Angers");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/lieux?*commune=49007*");
        await TabTo(page, "document.activeElement.closest('.ml-lieu__nom') !== null");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/lieux/*");

        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_position_is_rounded_before_it_leaves_the_device()
    {
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                Geolocation = new Geolocation { Latitude = 47.473612f, Longitude = -0.554321f },
                Permissions = ["geolocation"],
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address("/"));

        await page.GetByLabel("Santé").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Autour de moi" }).ClickAsync();
        await page.WaitForURLAsync("**/lieux?*");

        Assert.EndsWith("/lieux?besoin=sante&lat=47.474&lon=-0.554", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("autour de vous");
    }

    [Fact]
    public async Task Where_the_position_is_refused_the_page_says_to_write_the_commune()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address("/"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Autour de moi" }).ClickAsync();

        await Assertions
            .Expect(page.Locator("[data-locate] [role=status]"))
            .ToHaveTextAsync("Votre position n’est pas disponible. Écrivez votre commune.");
    }

    [Fact]
    public async Task The_map_asks_the_IGN_for_nothing_until_one_wants_its_background()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var asked = 0;
        await page.RouteAsync(
            Tiles,
            route =>
            {
                asked++;
                return route.AbortAsync();
            }
        );
        await page.GotoAsync(sites.Address("/lieux?commune=49007&carte=1"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(page.Locator(".ml-repere").First).ToBeVisibleAsync();
        Assert.Equal(0, asked);

        await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Ajouter le fond de carte de l’IGN" }).ClickAsync(),
            request => request.Url.StartsWith("https://data.geopf.fr/wmts", StringComparison.Ordinal)
        );

        // Out of reach, it leaves the markers and the list where they were.
        await Assertions.Expect(page.Locator(".ml-repere").First).ToBeVisibleAsync();
        Assert.InRange(await page.Locator(".ml-lieu").CountAsync(), 1, 20);
    }

    [Fact]
    public async Task A_marker_opens_with_the_keyboard_and_leads_to_its_place()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address("/lieux?q=camping-car&carte=1"));
        var marker = page.Locator(".ml-repere:not(.ml-repere--groupe)").First;
        await Assertions.Expect(marker).ToBeVisibleAsync();

        await marker.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".leaflet-popup a[href^='/lieux/']").ClickAsync();

        await page.WaitForURLAsync("**/lieux/*");
    }

    [Fact]
    public async Task The_page_of_the_API_shows_itself_without_asking_anything_elsewhere()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(sites.Address(""), StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        await page.GotoAsync(sites.Address("/api"));

        await Assertions.Expect(page.GetByText("/api/v1/places").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.Empty(elsewhere);
    }

    private static async Task TabTo(IPage page, string condition)
    {
        for (var step = 0; step < 100; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(condition))
            {
                return;
            }
        }

        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The keyboard never reaches {condition}"));
    }
}

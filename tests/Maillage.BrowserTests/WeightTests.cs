using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>What a visit weighs on the wire, compressed, as Chromium counts it.</summary>
public class WeightTests(Sites sites)
{
    internal const int FirstVisit = 60_000;
    internal const int NextPage = 15_000;

    /// <summary>The library of maps, its style and the points.</summary>
    internal const int Map = 75_000;

    private const int Requests = 10;

    private const string Results = "/lieux?commune=49007&rayon=60";

    [Fact]
    public async Task A_first_visit_is_light_whatever_the_page_it_starts_with()
    {
        foreach (var path in new[] { "/", Results, await FirstPlace() })
        {
            await using var context = await sites.Browser.NewContextAsync();
            var visit = await Visit(await context.NewPageAsync(), path);

            Assert.True(visit.Bytes <= FirstVisit, $"{path} : {visit.Bytes} octets");
            Assert.True(visit.Requests <= Requests, $"{path} : {visit.Requests} requêtes");
        }
    }

    [Fact]
    public async Task The_next_pages_are_lighter_still()
    {
        var place = await FirstPlace();
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await Visit(page, "/");

        foreach (var path in new[] { Results, place })
        {
            var visit = await Visit(page, path);

            Assert.True(visit.Bytes <= NextPage, $"{path} : {visit.Bytes} octets");
        }
    }

    [Fact]
    public async Task A_search_shows_twenty_places_when_it_is_weighed()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address(Results));

        Assert.Equal(20, await page.Locator(".ml-lieu").CountAsync());
    }

    private async Task<string> FirstPlace()
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(sites.Address(Results));
        return new Uri(await page.Locator(".ml-lieu__nom a").First.EvaluateAsync<string>("a => a.href")).AbsolutePath;
    }

    private async Task<(long Bytes, int Requests)> Visit(IPage page, string path)
    {
        var wire = await Wire.Listen(page);
        await page.GotoAsync(sites.Address(path), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await wire.Leave();
        return (wire.Bytes, wire.Requests);
    }
}

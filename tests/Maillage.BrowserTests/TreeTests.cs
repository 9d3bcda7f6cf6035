using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>Of every page and state: few elements, nothing that jumps, few bytes on the wire.</summary>
public class TreeTests(Sites sites)
{
    private const int SearchNodes = 900;
    private const int OtherNodes = 500;

    [Theory]
    [MemberData(nameof(PageState.Rows), MemberType = typeof(PageState))]
    public async Task The_page_is_light_its_tree_is_small_and_nothing_jumps(PageState state)
    {
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            }
        );
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(
            """
            window.shift = 0;
            new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value; }))
              .observe({ type: 'layout-shift', buffered: true });
            """
        );
        var wire = await Wire.Listen(page);
        await sites.Reach(page, state);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Weigh(state, wire);
        await page.EvaluateAsync("document.fonts.ready.then(() => true)");

        var nodes = await page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        var most = IsSearch(state.Path) ? SearchNodes : OtherNodes;
        Assert.True(nodes <= most, $"{state} : {nodes} éléments, {most} au plus");
        Assert.InRange(await page.EvaluateAsync<double>("window.shift"), 0, 0.02);
    }

    /// <summary>What the state weighs on the wire, come upon first: itself, then with all that it brings.</summary>
    private static void Weigh(PageState state, Wire wire)
    {
        Assert.True(
            wire.Page is > 0 and <= WeightTests.NextPage,
            $"{state} : {wire.Page} octets pour la page seule, {WeightTests.NextPage} au plus"
        );
        // A form that is sent brings two pages; the map, which one asks for, is apart.
        var most =
            WeightTests.FirstVisit
            + (state.Submit is null ? 0 : WeightTests.NextPage)
            + (state.Path.Contains("carte=1", StringComparison.Ordinal) ? WeightTests.Map : 0);
        Assert.True(wire.Bytes <= most, $"{state} : {wire.Bytes} octets en tout, {most} au plus");
    }

    private static bool IsSearch(string path) => path.Split('?')[0] is "/lieux" or "/en/lieux";
}

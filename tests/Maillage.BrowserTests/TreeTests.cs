using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

public class TreeTests(Sites sites)
{
    private const int SearchNodes = 900;
    private const int OtherNodes = 500;

    [Theory]
    [MemberData(nameof(PageState.Rows), MemberType = typeof(PageState))]
    public async Task The_tree_is_small_and_nothing_jumps(PageState state)
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
        await sites.Reach(page, state);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.EvaluateAsync("document.fonts.ready.then(() => true)");

        var nodes = await page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        var most = IsSearch(state.Path) ? SearchNodes : OtherNodes;
        Assert.True(nodes <= most, $"{state} : {nodes} éléments, {most} au plus");
        Assert.InRange(await page.EvaluateAsync<double>("window.shift"), 0, 0.02);
    }

    private static bool IsSearch(string path) => path.Split('?')[0] is "/lieux" or "/en/lieux";
}

using Deque.AxeCore.Commons;
using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>
/// What axe finds in every state. Each gate over the states is a class of its own, so that two are played at once.
/// </summary>
public class AccessibilityTests(Sites sites)
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Fact]
    public void Every_page_has_the_list_of_its_states_beside_it()
    {
        var without = PageState.Pages().Where(page => !File.Exists(PageState.StatesFile(page)));

        Assert.NotEmpty(PageState.All);
        Assert.Empty(without);
    }

    /// <summary>No page has frames: axe is put in once and asked three times.</summary>
    [Theory]
    [MemberData(nameof(PageState.Rows), MemberType = typeof(PageState))]
    public async Task Nothing_bars_the_way_in_light_in_dark_or_on_paper(PageState state)
    {
        // Colours that are still changing would be measured halfway.
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce }
        );
        var page = await context.NewPageAsync();
        await sites.Reach(page, state);
        Assert.Equal(0, await page.Locator("iframe").CountAsync());
        await page.EvaluateAsync(Axe);

        foreach (
            var (media, scheme) in new[]
            {
                (Media.Screen, ColorScheme.Light),
                (Media.Screen, ColorScheme.Dark),
                (Media.Print, ColorScheme.Light),
            }
        )
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media, ColorScheme = scheme });
            var barriers = await page.EvaluateAsync<string[]>(
                """
                paper => axe.run(document, {
                  runOnly: ['RGAAv4', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                  // Nobody presses on paper.
                  rules: { 'target-size': { enabled: !paper } },
                  resultTypes: ['violations'],
                }).then(found => found.violations.map(v => `${v.id} – ${v.help} – ${v.nodes.map(n => n.html).join(' | ')}`))
                """,
                media == Media.Print
            );
            Assert.True(barriers.Length == 0, $"{state}, {media} {scheme} : {string.Join('\n', barriers)}");
        }
    }
}

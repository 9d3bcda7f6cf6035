using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

/// <summary>What holds for every state of every page: accessibility, small screens, keyboard, weight of the tree.</summary>
public class StateTests(Sites sites)
{
    private const int SearchNodes = 900;
    private const int OtherNodes = 500;

    public static TheoryData<PageState> States => [.. PageState.All];

    [Fact]
    public void Every_page_has_the_list_of_its_states_beside_it()
    {
        var without = PageState.Pages().Where(page => !File.Exists(PageState.StatesFile(page)));

        Assert.NotEmpty(PageState.All);
        Assert.Empty(without);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Nothing_bars_the_way_in_light_in_dark_or_on_paper(PageState state)
    {
        // Colours that are still changing would be measured halfway.
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce }
        );
        var page = await context.NewPageAsync();
        await sites.Reach(page, state);

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
            var result = await page.RunAxe(
                new AxeRunOptions
                {
                    RunOnly = new RunOnlyOptions
                    {
                        Type = "tag",
                        Values = ["RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                    },
                    // Nobody presses on paper.
                    Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal)
                    {
                        ["target-size"] = new() { Enabled = media == Media.Screen },
                    },
                }
            );
            Assert.True(
                result.Violations.Length == 0,
                $"{state}, {media} {scheme} : "
                    + string.Join(
                        "\n",
                        result.Violations.Select(v =>
                            $"{v.Id} – {v.Help} – {string.Join(" | ", v.Nodes.Select(n => n.Html))}"
                        )
                    )
            );
        }
    }

    /// <summary>320 px is also what a screen of 1,280 px shows when enlarged four times.</summary>
    [Theory]
    [MemberData(nameof(States))]
    public async Task It_fits_a_screen_of_320_pixels_and_four_times_larger_text(PageState state)
    {
        await using var context = await sites.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 320, Height = 256 },
            }
        );
        var page = await context.NewPageAsync();
        await sites.Reach(page, state);

        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var cut = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('main *, header *, footer *')]
              .filter(e => e.checkVisibility() && !e.closest('.govuk-visually-hidden, .ml-piege, svg, .leaflet-container'))
              .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > 321 || r.left < -1); })
              .map(e => e.outerHTML.slice(0, 120))
            """
        );
        Assert.Empty(cut);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task The_keyboard_reaches_everything_in_order_and_one_sees_where_one_is(PageState state)
    {
        await using var context = await sites.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await sites.Reach(page, state);
        await page.EvaluateAsync("document.activeElement?.blur()");

        var expected = await page.EvaluateAsync<int>(
            """
            (() => {
              const reachable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
                .filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }));
              const groups = new Set(reachable.filter(e => e.type === 'radio').map(e => e.name));
              return reachable.filter(e => e.type !== 'radio').length + groups.size;
            })()
            """
        );
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // One more: from a focused error summary the round passes through the browser's own frame.
        var (stops, parts, last) = (0, 0, "");
        while (stops <= expected && seen.Count < expected)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync<JsonElement>(
                """
                (() => {
                  const e = document.activeElement;
                  const shown = (n, part) => { const s = getComputedStyle(n, part); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'; };
                  const path = []; for (let n = e; n && n.parentElement; n = n.parentElement) path.push([...n.parentElement.children].indexOf(n));
                  return { path: path.join('.'), isDate: e.type === 'date', html: e.outerHTML.slice(0, 120), visible: shown(e) || e === document.body || (e.nextElementSibling !== null && (shown(e.nextElementSibling) || shown(e.nextElementSibling, '::before'))) || shown(e.closest('label') ?? e) };
                })()
                """
            );
            var html = focus.GetProperty("html").GetString();
            Assert.True(focus.GetProperty("visible").GetBoolean(), $"{state} : on ne voit pas le focus sur {html}");
            var path = focus.GetProperty("path").GetString()!;
            // Day, month, year and the calendar of one date are each a stop.
            if (path == last && focus.GetProperty("isDate").GetBoolean() && parts < 3)
            {
                parts++;
                continue;
            }

            (stops, parts, last) = (stops + 1, 0, path);
            Assert.True(seen.Add(path), $"{state} : le clavier tourne en rond à {html}");
        }

        Assert.Equal(expected, seen.Count);
    }

    [Theory]
    [MemberData(nameof(States))]
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

using System.Text.Json;
using Maillage.BrowserTests.Support;

namespace Maillage.BrowserTests;

public class KeyboardTests(Sites sites)
{
    [Theory]
    [MemberData(nameof(PageState.Rows), MemberType = typeof(PageState))]
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
}

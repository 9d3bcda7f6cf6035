using Maillage.BrowserTests.Support;
using Microsoft.Playwright;

namespace Maillage.BrowserTests;

public class SmallScreenTests(Sites sites)
{
    /// <summary>320 px is also what a screen of 1,280 px shows when enlarged four times.</summary>
    [Theory]
    [MemberData(nameof(PageState.Rows), MemberType = typeof(PageState))]
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
}

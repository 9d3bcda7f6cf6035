using Microsoft.AspNetCore.Html;

namespace Maillage.Design.Icons;

/// <summary>The drawing of the house: two threads that knit; decorative, the name stands beside it.</summary>
public static class Mark
{
    public static IHtmlContent Drawing { get; } =
        new HtmlString(
            """<svg aria-hidden="true" viewBox="0 0 48 40" fill="none" stroke-width="7.2" stroke-linecap="round"><path class="ml-logo__a" d="M5.5 32 13 9"/><path class="ml-logo__b" d="M16.7 9 22.6 31"/><path class="ml-logo__a" d="M25.4 32 31.3 9"/><path class="ml-logo__b" d="M35 9 42.5 32"/></svg>"""
        );
}

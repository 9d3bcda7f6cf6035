using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Inhabitants;

/// <summary>Erases what is open in this browser, when its owner asks.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EraseModel(InhabitantSession session, EraseAccess eraseAccess) : PageModel
{
    public bool IsErased { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation) =>
        (await session.Read(HttpContext, cancellation)).Count == 0
            ? Redirect(Language.Link(InhabitantUrls.Open))
            : Page();

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var accesses = await session.Read(HttpContext, cancellation);
        if (accesses.Count == 0)
        {
            return Redirect(Language.Link(InhabitantUrls.Open));
        }

        await eraseAccess.Run(accesses, cancellation);
        await InhabitantSession.Close(HttpContext);
        IsErased = true;
        return Page();
    }
}

using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.OpenId;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>Ends the session of this browser (déconnexion).</summary>
[Authorize(Access.SignedIn)]
public sealed class SignOutModel(Sessions sessions, OpenIdProviders providers) : PageModel
{
    /// <summary>The provider by which the person came, and where its own session ends; null once nothing is left to end.</summary>
    public (string Provider, string Address)? Next { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var opened = await Sessions.OpenedBy(HttpContext);
        await sessions.Close(HttpContext, person, cancellation);
        if (
            opened is var (provider, token)
            && await providers.SignOutAddress(Request, provider, token, cancellation) is { } address
        )
        {
            // Not a redirect: the policy of our pages lets no form lead to another site.
            Next = (provider, address);
            return Page();
        }

        return Redirect(AccountUrls.SignIn);
    }
}

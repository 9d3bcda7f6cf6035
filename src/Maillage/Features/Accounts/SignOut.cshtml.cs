using Maillage.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>Ends the session of this browser (déconnexion).</summary>
[Authorize(Access.SignedIn)]
public sealed class SignOutModel(Sessions sessions) : PageModel
{
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        await sessions.End(person.AccountId, person.SessionId, cancellation);
        await HttpContext.SignOutAsync(Sessions.Scheme);
        return Redirect(AccountUrls.SignIn);
    }
}

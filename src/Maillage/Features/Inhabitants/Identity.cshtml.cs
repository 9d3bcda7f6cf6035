using Maillage.Data;
using Maillage.Platform.OpenId;
using Maillage.Platform.Time;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Inhabitants;

/// <summary>
/// Where one comes back from FranceConnect: opens what it is linked to; linking asks for the reference and the code first.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IdentityModel(MaillageDb db, InhabitantSession session, TimeProvider time) : PageModel
{
    /// <summary>True when something is open, to which FranceConnect may be linked.</summary>
    public bool MayLink { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (await ProvedIdentity.Read(HttpContext, FranceConnect.Name) is not { } identity)
        {
            return Redirect(Language.Link(InhabitantUrls.Open));
        }

        MayLink = (await session.Read(HttpContext, cancellation)).Any(access => access.Subject is null);
        if (MayLink)
        {
            return Page();
        }

        return await Open(identity, cancellation) ? Redirect(Language.Link(InhabitantUrls.Mine)) : Page();
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        var identity = await ProvedIdentity.Read(HttpContext, FranceConnect.Name);
        var accesses = await session.Read(HttpContext, cancellation);
        if (gesture == "oublier")
        {
            await ProvedIdentity.Forget(HttpContext);
        }
        else if (gesture == "rattacher" && identity is not null)
        {
            foreach (var access in accesses.Where(access => access.Subject is null))
            {
                access.Link(identity.Issuer, identity.Subject);
            }

            await db.SaveChangesAsync(cancellation);
            await Open(identity, cancellation);
        }

        return Redirect(Language.Link(InhabitantUrls.Mine));
    }

    /// <summary>Opens all that the identity is linked to.</summary>
    private async Task<bool> Open(ProvedIdentity identity, CancellationToken cancellation)
    {
        var limit = time.TodayInParis().AddMonths(-InhabitantAccess.MonthsKept);
        var linked = await db
            .InhabitantAccesses.Where(a => a.Issuer == identity.Issuer && a.Subject == identity.Subject)
            .Where(a => a.LastUsedOn > limit)
            .ToListAsync(cancellation);
        if (linked.Count == 0)
        {
            return false;
        }

        await session.Open(HttpContext, linked, identity, cancellation);
        return true;
    }
}

using Maillage.Data;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.OpenId;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Identities;

/// <summary>
/// Where one comes back from ProConnect: signs in when the identity is linked to an account, otherwise says what to do.
/// What is said never depends on which accounts exist.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IdentityModel(
    MaillageDb db,
    LinkIdentity linkIdentity,
    Sessions sessions,
    KnownBrowser knownBrowser,
    PendingCode pendingCode
) : PageModel
{
    private ProvedIdentity identity = null!;

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnPath { get; set; }

    public Person? Person => HttpContext.PersonOrNull();

    /// <summary>True when another account than the one signed in has this identity.</summary>
    public bool IsAnothers { get; private set; }

    /// <summary>True when the owner of the account has just proved who they are by another way.</summary>
    public bool MayLink { get; private set; }

    /// <summary>This page again, once signed in.</summary>
    public string Address => $"{AccountUrls.Identity}?retour={Uri.EscapeDataString(After())}";

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (await ProvedIdentity.Read(HttpContext, ProConnect.Name) is not { } proved)
        {
            return Redirect(Person is null ? AccountUrls.SignIn : After());
        }

        identity = proved;
        if (await linkIdentity.Find(identity, cancellation) is { } account)
        {
            return await Enter(account, cancellation);
        }

        if (After().StartsWith(AccountUrls.Invitation(""), StringComparison.Ordinal))
        {
            return Redirect(After());
        }

        MayLink = Person is not null && await sessions.IsFresh(Person, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (await ProvedIdentity.Read(HttpContext, ProConnect.Name) is not { } proved || Person is null)
        {
            return Redirect(AccountUrls.SignIn);
        }

        identity = proved;
        switch (gesture)
        {
            case "rattacher" when await sessions.IsFresh(Person, cancellation):
                return await Link(Person, cancellation);
            case "reconnecter":
                return Redirect(await sessions.SignInAgain(HttpContext, Person, Address, cancellation));
            case "oublier":
                await ProvedIdentity.Forget(HttpContext);
                return Redirect(After());
            default:
                return Redirect(Address);
        }
    }

    private async Task<IActionResult> Enter(Account account, CancellationToken cancellation)
    {
        if (Person is not null && Person.AccountId != account.Id)
        {
            IsAnothers = true;
            return Page();
        }

        if (account.TwoFactorEnabled && !identity.IsStrong)
        {
            pendingCode.Remember(HttpContext, account.Id);
            return Redirect($"{AccountUrls.Code}?retour={Uri.EscapeDataString(After())}");
        }

        knownBrowser.Remember(HttpContext, account.Email ?? "");
        await sessions.Open(HttpContext, account, cancellation, identity);
        return Redirect(After());
    }

    private async Task<IActionResult> Link(Person person, CancellationToken cancellation)
    {
        linkIdentity.Add(person.AccountId, identity);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Linked a moment ago, from another tab perhaps: the page says to whom.
            return Redirect(Address);
        }

        // Another session, which ends at ProConnect too when the person signs out.
        var account = await db.Accounts.SingleAsync(a => a.Id == person.AccountId, cancellation);
        await sessions.End(person.AccountId, person.SessionId, cancellation);
        await sessions.Open(HttpContext, account, cancellation, identity);
        return Redirect(AccountUrls.Account);
    }

    private string After() => Url.IsLocalUrl(ReturnPath) ? ReturnPath! : AccountUrls.Desk;
}

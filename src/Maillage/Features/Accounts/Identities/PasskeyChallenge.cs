using Maillage.Platform.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Features.Accounts.Identities;

/// <summary>What a passkey is asked to sign: kept for five minutes in a signed cookie, and answered once.</summary>
public sealed class PasskeyChallenge(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly BriefCookie cookie = new(
        protection,
        time,
        "maillage-cle",
        "Maillage.Accounts.PasskeyChallenge",
        "/"
    );

    /// <summary>Keeps what the browser is asked, in place of what it was asked before.</summary>
    /// <param name="state">As the framework's handler made it.</param>
    public void Remember(HttpContext context, string state) => cookie.Keep(context, state);

    /// <summary>What the browser was asked; null when there is nothing or it waited too long.</summary>
    public string? Take(HttpContext context)
    {
        var state = cookie.Read(context.Request);
        cookie.Forget(context);
        return state;
    }
}

using Maillage.Platform.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// That somebody gave the right password a moment ago and still owes a code: signed, kept five minutes in the browser.
/// </summary>
public sealed class PendingCode(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly BriefCookie cookie = new(
        protection,
        time,
        "maillage-code",
        "Maillage.Accounts.PendingCode",
        AccountUrls.SignInPath
    );

    public void Remember(HttpContext context, Guid accountId) => cookie.Keep(context, accountId.ToString());

    public void Forget(HttpContext context) => cookie.Forget(context);

    /// <summary>The account that still owes a code; null when there is none or it waited too long.</summary>
    public Guid? Read(HttpRequest request) => cookie.Read(request) is { } id ? Guid.Parse(id) : null;
}

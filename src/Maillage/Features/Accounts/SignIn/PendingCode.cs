using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// That somebody gave the right password a moment ago and still owes a code: signed, kept five minutes in the browser.
/// </summary>
public sealed class PendingCode(IDataProtectionProvider protection, TimeProvider time)
{
    internal const string CookieName = "maillage-code";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("Maillage.Accounts.PendingCode");

    public void Remember(HttpContext context, Guid accountId) =>
        context.Response.Cookies.Append(
            CookieName,
            protector.Protect(
                string.Create(CultureInfo.InvariantCulture, $"{accountId} {(time.GetUtcNow() + Longest).UtcTicks}")
            ),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Strict,
                Path = AccountUrls.SignInPath,
            }
        );

    public void Forget(HttpContext context) =>
        context.Response.Cookies.Delete(CookieName, new CookieOptions { Path = AccountUrls.SignInPath });

    /// <summary>The account that still owes a code; null when there is none or it waited too long.</summary>
    public Guid? Read(HttpRequest request)
    {
        try
        {
            return
                request.Cookies[CookieName] is { Length: > 0 } cookie
                && protector.Unprotect(cookie).Split(' ') is [var id, var ends]
                && long.Parse(ends, CultureInfo.InvariantCulture) > time.GetUtcNow().UtcTicks
                ? Guid.Parse(id)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Features.Accounts.Identities;

/// <summary>What a passkey is asked to sign: kept for five minutes in a signed cookie, and answered once.</summary>
public sealed class PasskeyChallenge(IDataProtectionProvider protection, TimeProvider time)
{
    internal const string CookieName = "maillage-cle";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("Maillage.Accounts.PasskeyChallenge");

    /// <summary>Keeps what the browser is asked, in place of what it was asked before.</summary>
    /// <param name="state">As the framework's handler made it.</param>
    public void Remember(HttpContext context, string state) =>
        context.Response.Cookies.Append(
            CookieName,
            protector.Protect(
                string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + Longest).UtcTicks} {state}")
            ),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Strict,
            }
        );

    /// <summary>What the browser was asked; null when there is nothing or it waited too long.</summary>
    public string? Take(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } cookie)
        {
            return null;
        }

        context.Response.Cookies.Delete(CookieName);
        try
        {
            return
                protector.Unprotect(cookie).Split(' ', 2) is [var ends, var state]
                && long.Parse(ends, CultureInfo.InvariantCulture) > time.GetUtcNow().UtcTicks
                ? state
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

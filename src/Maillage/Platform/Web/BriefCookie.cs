using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Platform.Web;

/// <summary>
/// A few words that the browser keeps for us for five minutes, sealed: nobody reads or changes them on the way.
/// </summary>
/// <param name="purpose">What tells these words from those of another cookie.</param>
/// <param name="path">The only addresses that receive it.</param>
internal sealed class BriefCookie(
    IDataProtectionProvider protection,
    TimeProvider time,
    string name,
    string purpose,
    string path
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector(purpose);

    /// <summary>Keeps the words, in place of those it kept before.</summary>
    public void Keep(HttpContext context, string words) =>
        context.Response.Cookies.Append(
            name,
            protector.Protect(
                string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + Longest).UtcTicks} {words}")
            ),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Strict,
                Path = path,
            }
        );

    /// <summary>The words kept; null when there are none or they waited too long.</summary>
    public string? Read(HttpRequest request)
    {
        try
        {
            return
                request.Cookies[name] is { Length: > 0 } cookie
                && protector.Unprotect(cookie).Split(' ', 2) is [var ends, var words]
                && long.Parse(ends, CultureInfo.InvariantCulture) > time.GetUtcNow().UtcTicks
                ? words
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(name, new CookieOptions { Path = path });
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// The mark of a browser in which somebody has signed in before (appareil connu): a signed cookie that names no one. Its
/// owner still signs in while strangers try the same e-mail from elsewhere.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    internal const string CookieName = "maillage-appareil";

    /// <summary>People who share one computer, the latest first; more are forgotten.</summary>
    private const int MostPeople = 8;

    private readonly IDataProtector protector = protection.CreateProtector("Maillage.Accounts.KnownBrowser");

    /// <summary>The browser's mark when this e-mail has signed in from it; otherwise null.</summary>
    public string? MarkFor(HttpRequest request, string email) =>
        Read(request) is { } known && known.People.Contains(HashOf(email)) ? known.Mark : null;

    /// <summary>Remembers for a year that this e-mail has signed in from the browser.</summary>
    public void Remember(HttpContext context, string email)
    {
        var (mark, people) = Read(context.Request) ?? (Guid.CreateVersion7().ToString("N"), []);
        var hash = HashOf(email);
        var kept = people.Where(person => person != hash).Prepend(hash).Take(MostPeople);
        context.Response.Cookies.Append(
            CookieName,
            protector.Protect($"{mark} {string.Join(' ', kept)}"),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Strict,
                Path = AccountUrls.SignInPath,
                MaxAge = TimeSpan.FromDays(365),
            }
        );
    }

    private (string Mark, string[] People)? Read(HttpRequest request)
    {
        if (request.Cookies[CookieName] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            var words = protector.Unprotect(cookie).Split(' ');
            return (words[0], words[1..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string HashOf(string email) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToUpperInvariant())).AsSpan(0, 12));
}

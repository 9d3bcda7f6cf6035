using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Platform.Web;

/// <summary>Tells people from robots without asking them anything: nobody reads a page and writes in three seconds.</summary>
public sealed class ReadingTime(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>No person reads the page and writes a sentence faster; robots do.</summary>
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(3);

    private readonly IDataProtector protector = protection.CreateProtector("Maillage.Web.ReadingTime");

    /// <summary>Now, signed, for a hidden field of the form.</summary>
    public string Start() => protector.Protect(time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture));

    /// <summary>False too for what this application did not sign.</summary>
    public bool HasPassedSince(string? start)
    {
        try
        {
            var ticks = long.Parse(protector.Unprotect(start ?? ""), CultureInfo.InvariantCulture);
            return time.GetUtcNow().Ticks - ticks >= Fastest.Ticks;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

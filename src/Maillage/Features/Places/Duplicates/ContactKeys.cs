namespace Maillage.Features.Places.Duplicates;

/// <summary>Puts SIRET, telephones, sites and e-mails into the one form in which they can be compared, or into nothing
/// when they prove nothing.</summary>
internal static class ContactKeys
{
    /// <summary>Sites where each address is somebody else's: the domain in common proves nothing.</summary>
    private static readonly HashSet<string> SharedHosts =
    [
        "facebook.com",
        "fr-fr.facebook.com",
        "m.facebook.com",
        "instagram.com",
        "sites.google.com",
        "google.com",
        "linktr.ee",
        "helloasso.com",
        "conseiller-numerique.gouv.fr",
        "france-services.gouv.fr",
    ];

    /// <summary>The SIRET when its key is right.</summary>
    public static string? Siret(string? value)
    {
        var digits = Digits(value);
        return Organisations.Siret.IsValid(digits) ? digits : null;
    }

    /// <summary>The last nine digits: the same for « 02 41 … », « +33 2 41 … » and « +262 262 … ».</summary>
    public static string[] Phones(string? value) =>
        [
            .. (value?.Split(['|', ';', '/', ',']) ?? [])
                .Select(Digits)
                .Where(d => d.Length >= 9)
                .Select(d => d[^9..])
                .Distinct(),
        ];

    public static string[] Emails(string? value) =>
        [.. Several(value).Where(e => e.Contains('@')).Select(e => e.ToLowerInvariant()).Distinct()];

    /// <summary>The sites without scheme, « www. » nor final slash.</summary>
    public static string[] Sites(string? value) => [.. Several(value).Select(Site).OfType<string>().Distinct()];

    /// <summary>The domain of a site, or nothing where it belongs to everybody.</summary>
    public static string? Host(string site)
    {
        var slash = site.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? site : site[..slash];
        return SharedHosts.Contains(host) ? null : host;
    }

    private static string? Site(string value)
    {
        var site = value.ToLowerInvariant();
        var scheme = site.IndexOf("://", StringComparison.Ordinal);
        site = scheme < 0 ? site : site[(scheme + 3)..];
        site = site.StartsWith("www.", StringComparison.Ordinal) ? site[4..] : site;
        site = site.TrimEnd('/');
        return site.Contains('.') && !SharedHosts.Contains(site) ? site : null;
    }

    private static string[] Several(string? value) =>
        value?.Split(['|', ';', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        ?? [];

    private static string Digits(string? value) => string.Concat(value?.Where(char.IsAsciiDigit) ?? []);
}

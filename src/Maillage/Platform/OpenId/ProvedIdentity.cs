using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Maillage.Platform.OpenId;

/// <summary>
/// Who somebody is for a provider of identities, proved a few minutes ago in this browser. It opens nothing by itself.
/// </summary>
/// <param name="Provider">Name of the <see cref="OpenIdProvider"/>.</param>
/// <param name="Subject">Its name for the person, which means nothing elsewhere.</param>
/// <param name="IsStrong">True when the provider asked for two factors.</param>
/// <param name="IdToken">Given back to the provider when the person signs out.</param>
/// <param name="Claims">What was kept of the checked userinfo.</param>
public sealed record ProvedIdentity(
    string Provider,
    string Issuer,
    string Subject,
    bool IsStrong,
    string? IdToken,
    IReadOnlyDictionary<string, string> Claims
)
{
    /// <summary>The cookie in which it waits, signed and for ten minutes.</summary>
    public const string Scheme = "maillage-identite";

    internal const string ProviderClaim = "provider";
    internal const string StrongClaim = "strong";

    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The identity that waits in the browser; null when there is none or it is another provider's.</summary>
    public static async Task<ProvedIdentity?> Read(HttpContext context, string provider)
    {
        var found = await context.AuthenticateAsync(Scheme);
        if (!found.Succeeded || found.Principal.FindFirstValue(ProviderClaim) != provider)
        {
            return null;
        }

        var claims = found.Principal.Claims.ToDictionary(claim => claim.Type, claim => claim.Value);
        return new ProvedIdentity(
            provider,
            claims[JwtClaims.Issuer],
            claims[JwtClaims.Subject],
            claims.ContainsKey(StrongClaim),
            found.Properties.GetTokenValue(OpenIdConnectParameterNames.IdToken),
            claims
        );
    }

    public static Task Forget(HttpContext context) => context.SignOutAsync(Scheme);
}

/// <summary>Names of claims.</summary>
internal static class JwtClaims
{
    public const string Issuer = "iss";
    public const string Subject = "sub";
    public const string Level = "acr";
}

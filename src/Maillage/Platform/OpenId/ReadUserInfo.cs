using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Maillage.Platform.OpenId;

/// <summary>
/// Reads what the provider says of the person, and believes it only when the provider signed it, for us, about them: the
/// framework's handler reads a signed userinfo without checking anything of it.
/// </summary>
internal static class ReadUserInfo
{
    /// <summary>Never « none », and never a secret shared with the provider.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    /// <summary>The claims, text by name; throws <see cref="RefusedIdentityException"/> for anything not to be believed.</summary>
    /// <param name="subject">Whom the ID token is about.</param>
    public static async Task<IReadOnlyDictionary<string, string>> Run(
        OpenIdConnectOptions options,
        string accessToken,
        string subject,
        CancellationToken cancellation
    )
    {
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
        var token = await Fetch(options, configuration, accessToken, cancellation);
        var found = await Tokens.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = configuration.Issuer,
                ValidAudience = options.ClientId,
                IssuerSigningKeys = configuration.SigningKeys,
                ValidAlgorithms = Algorithms,
                // The date is in the ID token, a moment older: a userinfo needs none.
                RequireExpirationTime = false,
            }
        );
        if (!found.IsValid)
        {
            throw Untrusted($"userinfo: {found.Exception.GetType().Name}");
        }

        var claims = ((JsonWebToken)found.SecurityToken)
            .Claims.DistinctBy(claim => claim.Type)
            .ToDictionary(claim => claim.Type, claim => claim.Value);
        return claims.GetValueOrDefault(JwtClaims.Subject) == subject
            ? claims
            : throw Untrusted("userinfo: another subject");
    }

    private static async Task<string> Fetch(
        OpenIdConnectOptions options,
        OpenIdConnectConfiguration configuration,
        string accessToken,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, configuration.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await options.Backchannel.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        return answer.Content.Headers.ContentType?.MediaType == "application/jwt"
            ? (await answer.Content.ReadAsStringAsync(cancellation)).Trim()
            : throw Untrusted("userinfo: not signed");
    }

    private static RefusedIdentityException Untrusted(string why) => new(IdentityRefusal.Untrusted, why);
}

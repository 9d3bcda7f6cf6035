using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Maillage.Platform.OpenId;

/// <summary>Which providers of identities are set, and how one signs out of them.</summary>
public sealed class OpenIdProviders(
    IEnumerable<OpenIdProvider> providers,
    IOptionsMonitor<OpenIdSettings> settings,
    IOptionsMonitor<OpenIdConnectOptions> options
)
{
    private const int StateBytes = 32;

    public bool IsOn(string provider) => settings.Get(provider).IsOn;

    /// <summary>
    /// The address at the provider that ends its own session too (RP-initiated logout) and comes back; null when it cannot
    /// be told.
    /// </summary>
    public async Task<string?> SignOutAddress(
        HttpRequest request,
        string provider,
        string idToken,
        CancellationToken cancellation
    )
    {
        if (providers.SingleOrDefault(p => p.Name == provider) is not { } known || !IsOn(provider))
        {
            return null;
        }

        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = await options.Get(provider).ConfigurationManager!.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        return string.IsNullOrEmpty(configuration.EndSessionEndpoint)
            ? null
            : new OpenIdConnectMessage
            {
                IssuerAddress = configuration.EndSessionEndpoint,
                IdTokenHint = idToken,
                PostLogoutRedirectUri = $"{request.Scheme}://{request.Host}{known.SignedOutPage}",
                State = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StateBytes)),
                EnableTelemetryParameters = false,
            }.CreateLogoutRequestUrl();
    }
}

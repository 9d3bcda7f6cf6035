using Maillage.Platform.OpenId;

namespace Maillage.Features.Inhabitants;

/// <summary>
/// FranceConnect, by which an inhabitant finds again what a reference and a code have opened once. We ask for nothing but
/// its own name for the person, which is ours alone. Source: its documentation for service providers.
/// </summary>
public static class FranceConnect
{
    public const string Name = "FranceConnect";

    internal static readonly OpenIdProvider Provider = new()
    {
        Name = Name,
        Path = InhabitantUrls.FranceConnectPath,
        RefusalPage = InhabitantUrls.Open,
        ProvedPage = InhabitantUrls.Identity,
        SignedOutPage = InhabitantUrls.Open,
        Scopes = ["openid"],
        Levels = ["eidas1", "eidas2", "eidas3"],
        Ask = message => message.AcrValues = "eidas1",
    };
}

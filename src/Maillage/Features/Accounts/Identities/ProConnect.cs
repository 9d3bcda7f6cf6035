using Maillage.Platform.OpenId;

namespace Maillage.Features.Accounts.Identities;

/// <summary>ProConnect, by which agents of the public service sign in. Source: its documentation for service providers.</summary>
public static class ProConnect
{
    public const string Name = "ProConnect";

    internal const string GivenName = "given_name";
    internal const string UsualName = "usual_name";
    internal const string Siret = "siret";

    private const string Assurance = "https://proconnect.gouv.fr/assurance/";

    private static readonly string[] TwoFactors =
    [
        "eidas2",
        "eidas3",
        Assurance + "self-asserted-2fa",
        Assurance + "consistency-checked-2fa",
    ];

    internal static readonly OpenIdProvider Provider = new()
    {
        Name = Name,
        Path = AccountUrls.ProConnectPath,
        RefusalPage = AccountUrls.SignIn,
        ProvedPage = AccountUrls.Identity,
        SignedOutPage = AccountUrls.SignIn,
        Scopes = ["openid", GivenName, UsualName, Siret],
        Levels = ["eidas1", Assurance + "self-asserted", Assurance + "consistency-checked", .. TwoFactors],
        StrongLevels = TwoFactors,
        Kept = [GivenName, UsualName, Siret],
        // It knows no acr_values: what one wants of the ID token goes through « claims ».
        Ask = message => message.SetParameter("claims", """{"id_token":{"acr":{"essential":true}}}"""),
    };

    /// <summary>First and last name, as the provider knows them; empty when it does not say.</summary>
    public static string NameOf(ProvedIdentity identity) =>
        $"{identity.Claims.GetValueOrDefault(GivenName)} {identity.Claims.GetValueOrDefault(UsualName)}".Trim();
}

using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Maillage.Platform.OpenId;

/// <summary>A provider of identities that speaks OpenID Connect, and what we ask of it.</summary>
public sealed record OpenIdProvider
{
    /// <summary>Its name for people, which is also its scheme and its section of the settings.</summary>
    public required string Name { get; init; }

    /// <summary>Where one leaves for it; the provider sends back under <c>/retour</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The page that says in a sentence why an identity was refused: <c>?refus=CAUSE</c>.</summary>
    public required string RefusalPage { get; init; }

    /// <summary>Where one comes back with an identity; it receives <c>?retour=</c>.</summary>
    public required string ProvedPage { get; init; }

    /// <summary>Where one comes back once signed out there.</summary>
    public required string SignedOutPage { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The levels (<c>acr</c>) accepted where the settings name none; any other is refused, as is none.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Those among them that stand for two factors.</summary>
    public IReadOnlyList<string> StrongLevels { get; init; } = [];

    /// <summary>The claims kept out of the checked userinfo; everything else is forgotten at once.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Adds what this provider's own contract wants of the request.</summary>
    public required Action<OpenIdConnectMessage> Ask { get; init; }
}

/// <summary>Why an identity was refused; the page says it in a sentence.</summary>
public enum IdentityRefusal
{
    /// <summary>The person did not agree.</summary>
    Consent,

    /// <summary>Too late, already used, or begun in another browser.</summary>
    Expired,

    /// <summary>No level, or one that is not accepted.</summary>
    Level,

    /// <summary>What came back is not what the provider signed for us about this person.</summary>
    Untrusted,

    /// <summary>The provider does not answer.</summary>
    Unreachable,
}

/// <summary>Names of the refusals in addresses, and their sentences.</summary>
public static class IdentityRefusals
{
    private static readonly Dictionary<IdentityRefusal, string> Words = new()
    {
        [IdentityRefusal.Consent] = "accord",
        [IdentityRefusal.Expired] = "delai",
        [IdentityRefusal.Level] = "niveau",
        [IdentityRefusal.Untrusted] = "reponse",
        [IdentityRefusal.Unreachable] = "panne",
    };

    public static string Word(IdentityRefusal refusal) => Words[refusal];

    /// <summary>The sentence, with <c>{0}</c> for the provider; null where the address names no refusal.</summary>
    public static string? Sentence(string? word) =>
        word switch
        {
            "accord" => "Vous n’avez pas donné votre accord à {0}. Rien n’a été transmis.",
            "delai" => "Cette connexion par {0} a trop attendu, ou elle a déjà servi. Recommencez.",
            "niveau" => "{0} ne garantit pas assez votre identité pour entrer ici. Connectez-vous autrement.",
            "reponse" => "La réponse de {0} n’est pas sûre : nous ne l’avons pas acceptée. Recommencez.",
            "panne" => "{0} ne répond pas. Réessayez dans quelques minutes, ou connectez-vous autrement.",
            _ => null,
        };
}

/// <summary>An identity that is not accepted.</summary>
internal sealed class RefusedIdentityException(IdentityRefusal refusal, string message) : Exception(message)
{
    public IdentityRefusal Refusal { get; } = refusal;
}

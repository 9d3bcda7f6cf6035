using Microsoft.Extensions.Options;

namespace Maillage.Platform.OpenId;

/// <summary>
/// How one provider of identities is reached: the section of the settings that bears its name. Off while
/// <see cref="Authority"/> is empty.
/// </summary>
public sealed class OpenIdSettings
{
    /// <summary>The issuer, under which <c>/.well-known/openid-configuration</c> stands.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The levels (<c>acr</c>) that are accepted, in place of the provider's usual ones.</summary>
    public List<string> Levels { get; set; } = [];

    /// <summary>The levels that stand for two factors, in place of the provider's usual ones.</summary>
    public List<string> StrongLevels { get; set; } = [];

    public bool IsOn => Authority.Length > 0;
}

/// <summary>Says in a French sentence what to mend before the provider is used.</summary>
internal sealed class CheckOpenIdSettings : IValidateOptions<OpenIdSettings>
{
    public ValidateOptionsResult Validate(string? name, OpenIdSettings options)
    {
        var wrongs = options.IsOn ? Wrongs(name ?? "", options).ToList() : [];
        return wrongs.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrongs);
    }

    private static IEnumerable<string> Wrongs(string name, OpenIdSettings settings)
    {
        if (
            !Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority)
            || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
        )
        {
            yield return $"{name}:Authority n’est pas une adresse sûre : elle commence par https://.";
        }

        if (settings.ClientId.Length == 0 || settings.ClientSecret.Length == 0)
        {
            yield return $"{name}:ClientId et {name}:ClientSecret sont vides : donnez ceux reçus à l’inscription du service.";
        }
    }
}

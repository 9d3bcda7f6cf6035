using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Web;

/// <summary>Which servers in front may say who really asks (serveurs de confiance).</summary>
public sealed class ProxySettings
{
    public const string Section = "Proxies";

    /// <summary>Addresses and networks, separated by commas: <c>127.0.0.1, ::1, 10.0.0.0/8</c>.</summary>
    public string Trusted { get; set; } = "127.0.0.1, ::1";

    /// <summary>As networks; null when one cannot be read.</summary>
    internal IReadOnlyList<System.Net.IPNetwork>? Networks()
    {
        var read = new List<System.Net.IPNetwork>();
        foreach (var text in Trusted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                read.Add(new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (System.Net.IPNetwork.TryParse(text, out var network))
            {
                read.Add(network);
            }
            else
            {
                return null;
            }
        }

        return read;
    }
}

/// <summary>
/// Reads <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from the servers that are trusted, and from nobody else:
/// what a visitor writes there changes nothing.
/// </summary>
internal static class TrustedProxies
{
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services)
    {
        services
            .AddOptions<ProxySettings>()
            .BindConfiguration(ProxySettings.Section)
            .Validate(
                settings => settings.Networks() is not null,
                "Proxies:Trusted ne se lit pas : écrivez des adresses ou des réseaux, par exemple 127.0.0.1, 10.0.0.0/8."
            )
            .ValidateOnStart();
        // Last of all: the framework's own switch, ASPNETCORE_FORWARDEDHEADERS_ENABLED, would trust everybody.
        return services.AddSingleton<IPostConfigureOptions<ForwardedHeadersOptions>>(
            provider => new PostConfigureOptions<ForwardedHeadersOptions>(
                name: null,
                options =>
                {
                    options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                    options.KnownProxies.Clear();
                    options.KnownIPNetworks.Clear();
                    foreach (var network in provider.GetRequiredService<IOptions<ProxySettings>>().Value.Networks()!)
                    {
                        options.KnownIPNetworks.Add(network);
                    }

                    // With no list at all the framework trusts everybody.
                    options.KnownProxies.Add(IPAddress.None);
                }
            )
        );
    }
}

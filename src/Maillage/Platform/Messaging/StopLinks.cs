using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>The signed link by which somebody stops the messages to their address (ne plus recevoir), for ever valid.</summary>
public sealed class StopLinks(MessageSignatures signatures, IOptions<SiteSettings> site)
{
    public const string Path = "/messages/arret";

    private const string Purpose = "stop";

    public Uri To(MessageAddress address) =>
        new($"{site.Value.PublicUrl}{Path}/{signatures.Sign(Purpose, signatures.HashOf(address))}");

    /// <summary>The hash of the address that the link was made for; null when we did not make it.</summary>
    public string? Read(string token) => signatures.Read(Purpose, token);
}

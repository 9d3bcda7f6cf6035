using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>Signs what travels in the links of messages, and hashes addresses for the stop list.</summary>
public sealed class MessageSignatures(IOptions<MessagingSettings> settings)
{
    private const int Bytes = 16;
    private const char Separator = '.';

    // Without a secret nothing leaves the machine: a key of this process is enough.
    private readonly byte[] key =
        settings.Value.Secret.Length > 0
            ? Encoding.UTF8.GetBytes(settings.Value.Secret)
            : RandomNumberGenerator.GetBytes(32);

    /// <summary>True where what is signed outlives this process: paper waits longer than that.</summary>
    public bool Last => settings.Value.Secret.Length > 0;

    /// <summary>The same for every way of typing an address; 22 letters that tell nothing to who has no key.</summary>
    public string HashOf(MessageAddress address) => Mac("address", $"{address.Channel}:{address.Normalised}");

    /// <summary>A value, readable, and its signature for one purpose.</summary>
    public string Sign(string purpose, string value) => value + Separator + Mac(purpose, value);

    /// <summary>The value that was signed for that purpose; null when it was not.</summary>
    public string? Read(string purpose, string signed)
    {
        var end = signed.LastIndexOf(Separator);
        if (end < 0)
        {
            return null;
        }

        var value = signed[..end];
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signed),
            Encoding.UTF8.GetBytes(Sign(purpose, value))
        )
            ? value
            : null;
    }

    private string Mac(string purpose, string value) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{value}")).AsSpan(0, Bytes)
        );
}

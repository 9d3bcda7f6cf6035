using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Maillage.Features.Accounts;

/// <summary>A secret that stands in a link: 128 random bits; only its hash is kept.</summary>
internal static class Secret
{
    private const int Bytes = 16;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

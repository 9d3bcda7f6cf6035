using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// Judges a code of an authenticator: six digits every thirty seconds, each of which serves once, so that a code seen over
/// a shoulder is already spent. Source: RFC 6238, of which 5.2 asks for that; the framework's own check lets them serve again.
/// </summary>
public sealed class CheckAuthenticatorCode(UserManager<Account> accounts, TimeProvider time)
{
    private const int SecondsPerStep = 30;

    /// <summary>Steps before and after the present one: telephones are not on time.</summary>
    private const int Tolerance = 1;

    private const int BitsPerLetter = 5;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>True for a right code, which is then spent with those before it.</summary>
    public async Task<bool> Run(Account account, string digits)
    {
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } key)
        {
            return false;
        }

        var secret = Decode(key);
        var typed = Encoding.ASCII.GetBytes(digits);
        var now = time.GetUtcNow().ToUnixTimeSeconds() / SecondsPerStep;
        for (var step = now - Tolerance; step <= now + Tolerance; step++)
        {
            if (
                step > (account.LastCodeStep ?? 0)
                && CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(CodeAt(secret, step)))
            )
            {
                account.LastCodeStep = step;
                // Of two browsers with the same code, the second finds the account changed.
                return (await accounts.UpdateAsync(account)).Succeeded;
            }
        }

        return false;
    }

    private static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // the algorithm of authenticators
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var start = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(start)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>();
        var (held, bits) = (0, 0);
        foreach (var letter in key)
        {
            held = (held << BitsPerLetter) | Base32.IndexOf(letter, StringComparison.Ordinal);
            bits += BitsPerLetter;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(held >> bits));
                held &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}

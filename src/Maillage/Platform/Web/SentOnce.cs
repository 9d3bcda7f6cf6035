using System.Security.Cryptography;
using System.Text.Json;

namespace Maillage.Platform.Web;

/// <summary>Tells the same form sent twice, by a double click or by « Back » then « Envoyer », from another (envoi unique).</summary>
internal static class SentOnce
{
    private const int BytesOfGuid = 16;

    /// <summary>The id under which what was sent is kept: it tells a second sending from a first.</summary>
    /// <param name="form">The signed instant that the form carries, which no other form has.</param>
    /// <param name="said">What was written in it.</param>
    /// <returns>The same for the same words in the same form.</returns>
    public static Guid IdOf<T>(string form, T said) =>
        new(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { form, said })).AsSpan(0, BytesOfGuid));
}

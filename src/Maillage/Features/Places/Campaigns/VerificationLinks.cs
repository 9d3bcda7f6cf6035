using System.Buffers.Text;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Campaigns;

/// <summary>The signed link by which a place says whether its page is right (lien de vérification). It reaches that place only.</summary>
public sealed class VerificationLinks(MessageSignatures signatures, IOptions<SiteSettings> site)
{
    private const string Purpose = "verification";
    private const int Bytes = 16;

    public Uri To(Guid verificationId) => new(site.Value.PublicUrl + PlaceUrls.Verify(Token(verificationId)));

    public string Token(Guid verificationId) =>
        signatures.Sign(Purpose, Base64Url.EncodeToString(verificationId.ToByteArray(bigEndian: true)));

    /// <summary>The verification that the link was made for; null when we did not make it.</summary>
    public Guid? Read(string token) =>
        signatures.Read(Purpose, token) is { } value && Base64Url.DecodeFromChars(value) is { Length: Bytes } bytes
            ? new Guid(bytes, bigEndian: true)
            : null;
}

using Maillage.Platform.Text;

namespace Maillage.Features.Meetings.Desk;

/// <summary>An address of the web as people paste it.</summary>
internal static class TypedLink
{
    /// <summary>Null for anything else than http or https, and for what is too long.</summary>
    public static string? Read(string? typed) =>
        TypedText.LineOf(typed) is { Length: <= Offer.LongestLink } link
        && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
            ? link
            : null;
}

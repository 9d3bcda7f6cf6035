using Maillage.Platform.Messaging;

namespace Maillage.Features.Meetings.Desk;

/// <summary>How to reach somebody, as it was told to the team: a telephone, an e-mail, or nothing.</summary>
internal static class TypedContact
{
    private const int ShortestPhone = 6;
    private const int LongestPhone = 15;

    /// <summary>Reads what was told.</summary>
    /// <returns>Null when it is neither; both null for nothing typed.</returns>
    public static (string? Phone, string? Email)? Read(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            return (null, null);
        }

        if (MessageAddress.Read(text) is { } address)
        {
            return address.Channel == MessageChannel.Email ? (null, address.Value) : (address.Value, null);
        }

        // A landline is called.
        var digits = text.Count(char.IsAsciiDigit);
        return
            digits is >= ShortestPhone and <= LongestPhone
            && text.Length <= LongestPhone * 2
            && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '\u00A0' or '.' or '-' or '+' or '(' or ')')
            ? (text, null)
            : null;
    }
}

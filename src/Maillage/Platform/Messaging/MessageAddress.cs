using MimeKit;
using PhoneNumbers;

namespace Maillage.Platform.Messaging;

/// <summary>Where a message goes: an e-mail address, a mobile number or a postal address.</summary>
public sealed record MessageAddress
{
    private const string Region = "FR";
    private const int LongestEmail = 254;

    private MessageAddress(MessageChannel channel, string value) => (Channel, Value) = (channel, value);

    public MessageChannel Channel { get; }

    /// <summary>As it is written on the message; a number in E.164.</summary>
    public string Value { get; }

    internal string Normalised => Value.ToLowerInvariant();

    /// <summary>What a person typed, an e-mail or a mobile number; null for anything else, a landline included.</summary>
    public static MessageAddress? Read(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return
                text.Length <= LongestEmail
                && MailboxAddress.TryParse(text, out var mailbox)
                && mailbox.Address == text
                && mailbox.Domain.Length > 0
                ? new MessageAddress(MessageChannel.Email, text)
                : null;
        }

        return Mobile(text) is { } number ? new MessageAddress(MessageChannel.Sms, number) : null;
    }

    /// <summary>The lines of a postal address, for a letter.</summary>
    public static MessageAddress Letter(string lines) => new(MessageChannel.Letter, lines.Trim());

    internal static MessageAddress Of(Message message) => new(message.Channel, message.To ?? "");

    private static string? Mobile(string text)
    {
        var phones = PhoneNumberUtil.GetInstance();
        try
        {
            var number = phones.Parse(text, Region);
            return
                phones.IsValidNumber(number)
                && phones.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
                ? phones.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}

using Maillage.Features.Places.Import;
using Maillage.Platform.Messaging;

namespace Maillage.Features.Places.Editing;

/// <summary>How somebody who wrote to us is told what became of it (suite donnée).</summary>
public sealed class ReplyWay(IMailTransport mail, ISmsGateway sms)
{
    /// <summary>False for what nobody could be reached by.</summary>
    public static bool IsOne(string typed) =>
        MessageAddress.Read(typed) is not null
        || ReportedFact.Phone.Field()!.Set(RecordJson.ReadPlace("{}"), [typed]) is null;

    /// <summary>Where a message would go; null for a landline, for words, and where messages of that kind are off.</summary>
    public MessageAddress? To(string? replyTo) =>
        MessageAddress.Read(replyTo) is { } address && (address.Channel == MessageChannel.Email ? mail.IsOn : sms.IsOn)
            ? address
            : null;
}

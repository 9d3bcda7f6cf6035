using Maillage.Data;

namespace Maillage.Platform.Messaging;

/// <summary>
/// Puts a message in the queue, in the same <c>SaveChanges</c> as the change that it tells of: the message exists
/// exactly if the change does.
/// </summary>
public sealed class Outbox(MaillageDb db, TimeProvider time)
{
    /// <summary>Adds to the context and saves nothing: the caller saves its own change with it.</summary>
    /// <param name="organisationId">Whose ceiling of SMS it counts in.</param>
    /// <param name="until">When it helps nobody any more, UTC; null for what the template says.</param>
    public Message Add(MessageAddress to, MessageTemplate template, Guid? organisationId = null, DateTime? until = null)
    {
        var message = Written(to, template, time.GetUtcNow().UtcDateTime, organisationId, until);
        db.Messages.Add(message);
        return message;
    }

    /// <summary>The message as it would be queued, kept nowhere.</summary>
    public static Message Written(
        MessageAddress to,
        MessageTemplate template,
        DateTime now,
        Guid? organisationId = null,
        DateTime? until = null
    )
    {
        var isSms = to.Channel == MessageChannel.Sms;
        return new Message
        {
            Id = Guid.CreateVersion7(),
            Channel = to.Channel,
            Template = template.Name,
            IsIndispensable = template.IsIndispensable,
            IsUrgent = template.IsUrgent,
            HoldsCode = template.HoldsCode,
            OrganisationId = organisationId,
            To = to.Value,
            Subject = isSms ? null : template.Subject,
            Text = isSms ? GsmText.Of(template.Sms) : template.Text,
            Html = isSms ? null : template.Html,
            CreatedAt = now,
            DueAt = now,
            ExpiresAt = until ?? now + template.UsefulFor,
        };
    }
}

using Maillage.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>
/// Erases addresses and words some weeks after a message has ended, or at its expiry when it never went (effacement);
/// ids, states and dates stay.
/// </summary>
public sealed class EraseMessages(MaillageDb db, IOptions<MessagingSettings> settings, TimeProvider time)
{
    public Task<int> Run(CancellationToken cancellation)
    {
        var limit = time.GetUtcNow().UtcDateTime.AddDays(-settings.Value.ErasedAfterDays);
        return Empty(
            db.Messages.Where(m => m.To != null && (m.EndedAt < limit || (m.EndedAt == null && m.ExpiresAt < limit))),
            cancellation
        );
    }

    /// <summary>Takes addresses and words out of messages.</summary>
    internal static Task<int> Empty(IQueryable<Message> messages, CancellationToken cancellation) =>
        messages.ExecuteUpdateAsync(
            set =>
                set.SetProperty(m => m.To, (string?)null)
                    .SetProperty(m => m.Subject, (string?)null)
                    .SetProperty(m => m.Text, (string?)null)
                    .SetProperty(m => m.Html, (string?)null),
            cancellation
        );
}

using Maillage.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>
/// Erases addresses and words some weeks after a message has ended, or at its expiry when it never went (effacement);
/// what holds a code, at its expiry at the latest. Ids, states and dates stay.
/// </summary>
public sealed class EraseMessages(MaillageDb db, IOptions<MessagingSettings> settings, TimeProvider time)
{
    public Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var limit = now.AddDays(-settings.Value.ErasedAfterDays);
        return Empty(
            db.Messages.Where(m =>
                m.To != null
                && (
                    m.EndedAt < limit
                    || (m.EndedAt == null && m.ExpiresAt < limit)
                    || (m.HoldsCode && m.ExpiresAt < now)
                )
            ),
            cancellation
        );
    }

    /// <summary>Takes addresses and words out of messages.</summary>
    internal static Task<int> Empty(IQueryable<Message> messages, CancellationToken cancellation) =>
        messages.ExecuteUpdateAsync(Empty, cancellation);

    /// <summary>The same, within another change.</summary>
    internal static void Empty(UpdateSettersBuilder<Message> set) =>
        set.SetProperty(m => m.To, (string?)null)
            .SetProperty(m => m.Subject, (string?)null)
            .SetProperty(m => m.Text, (string?)null)
            .SetProperty(m => m.Html, (string?)null);
}

using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Messaging;

/// <summary>Lets a person decide about what is held (messages à relire): send it again or give it up.</summary>
public sealed class ReviewMessages(MaillageDb db, TimeProvider time)
{
    /// <summary>What is held, the oldest first, without addresses or words.</summary>
    public Task<List<HeldMessage>> Held(CancellationToken cancellation) =>
        db
            .Messages.Where(m => m.State == MessageState.Held)
            .OrderBy(m => m.EndedAt)
            .Select(m => new HeldMessage(m.Id, m.Channel, m.Template, m.EndedAt, m.Failure))
            .ToListAsync(cancellation);

    /// <summary>Sends a held message again; false when it is not held, or its words are erased.</summary>
    public Task<bool> SendAgain(Guid id, CancellationToken cancellation) =>
        Decide(id, MessageState.Queued, endedAt: null, cancellation);

    /// <summary>Gives a held message up; false when it is not held.</summary>
    public Task<bool> GiveUp(Guid id, CancellationToken cancellation) =>
        Decide(id, MessageState.FailedForGood, time.GetUtcNow().UtcDateTime, cancellation);

    private async Task<bool> Decide(Guid id, MessageState state, DateTime? endedAt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db
                .Messages.Where(m => m.Id == id && m.State == MessageState.Held && (endedAt != null || m.To != null))
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(m => m.State, state)
                            .SetProperty(m => m.EndedAt, endedAt)
                            .SetProperty(m => m.DueAt, now)
                            // What the former sender still has to say no longer counts.
                            .SetProperty(m => m.Version, m => m.Version + 1),
                    cancellation
                ) == 1;
    }
}

/// <summary>A message to decide about.</summary>
public sealed record HeldMessage(Guid Id, MessageChannel Channel, string Template, DateTime? Since, string? Why);

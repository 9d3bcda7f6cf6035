using Maillage.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>What a round of sending did.</summary>
/// <param name="Unreachable">The mail server was away: e-mails wait.</param>
public sealed record SendingReport(int Sent, int Failed, int Held, bool Unreachable);

/// <summary>
/// Sends what is due (envoi des messages). A message is claimed, and the claim committed, before a server hears of it;
/// what a dead sender leaves is held for review. So no message goes twice, and none is lost (docs/adr/0010).
/// </summary>
public sealed partial class SendMessages(
    MaillageDb db,
    IMailTransport mail,
    ISmsGateway sms,
    MessageSignatures signatures,
    StopAddress stopAddress,
    IOptions<MessagingSettings> settings,
    TimeProvider time,
    ILogger<SendMessages> logger
)
{
    /// <summary>How long a claim stands. Every transport gives up well before.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Waits after the first refusal, the second… A refusal more is for good.</summary>
    internal static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(12),
    ];

    private const int BatchSize = 50;

    private readonly Guid senderId = Guid.CreateVersion7();
    private int sent;
    private int failed;
    private int held;
    private bool isUnreachable;

    /// <summary>False while no channel is set: messages then wait in the queue.</summary>
    public bool IsOn => mail.IsOn || sms.IsOn;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<int> CountDue(CancellationToken cancellation) => Due().CountAsync(cancellation);

    /// <summary>Sends until nothing is due.</summary>
    /// <param name="stop">Ends the round after the message under way.</param>
    public async Task<SendingReport> Run(CancellationToken stop)
    {
        (sent, failed, held, isUnreachable) = (0, 0, 0, false);
        await HoldWhatTheDeadLeft(stop);
        while (!stop.IsCancellationRequested && await NextDue(stop) is { Count: > 0 } due)
        {
            // Several senders read the same rows: each begins elsewhere.
            foreach (var message in due.OrderBy(_ => Random.Shared.Next()))
            {
                if (stop.IsCancellationRequested)
                {
                    break;
                }

                await Treat(message, stop);
            }
        }

        return new SendingReport(sent, failed, held, isUnreachable);
    }

    private async Task HoldWhatTheDeadLeft(CancellationToken cancellation)
    {
        var now = Now;
        var left = await db
            .Messages.Where(m => m.State == MessageState.Sending && m.LeaseUntil < now)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MessageState.Held)
                        .SetProperty(m => m.Failure, "sender died")
                        .SetProperty(m => m.EndedAt, now),
                cancellation
            );
        held += left;
        if (left > 0)
        {
            LeftByTheDead(left);
        }
    }

    private Task<List<Message>> NextDue(CancellationToken cancellation) =>
        Due().AsNoTracking().OrderBy(m => m.DueAt).ThenBy(m => m.Id).Take(BatchSize).ToListAsync(cancellation);

    private IQueryable<Message> Due()
    {
        var now = Now;
        var (mailGoes, smsGoes, isQuiet) = (mail.IsOn && !isUnreachable, sms.IsOn, QuietHours.Include(now));
        return db
            .Messages.Where(m => m.State == MessageState.Queued || m.State == MessageState.FailedTemporarily)
            .Where(m => m.DueAt <= now)
            .Where(m =>
                (mailGoes && m.Channel == MessageChannel.Email)
                || (smsGoes && m.Channel == MessageChannel.Sms && (!isQuiet || m.IsUrgent))
            );
    }

    private async Task Treat(Message message, CancellationToken stop)
    {
        if (message.ExpiresAt <= Now)
        {
            failed += await End(message, MessageState.FailedForGood, "expired", stop);
            return;
        }

        if (await IsStopped(message, stop))
        {
            await End(message, MessageState.Stopped, null, stop);
            return;
        }

        if (message.Channel == MessageChannel.Email && !await mail.TryConnect(stop))
        {
            isUnreachable = true;
            return;
        }

        if (await Claim(message, stop))
        {
            // From here to the end nothing is broken off: the server may already hold the message.
            var delivery = await (message.Channel == MessageChannel.Email ? mail.Send(message) : sms.Send(message));
            await Settle(message, delivery);
        }
    }

    private async Task<bool> IsStopped(Message message, CancellationToken cancellation)
    {
        var hash = signatures.HashOf(MessageAddress.Of(message));
        return await db.StoppedAddresses.AnyAsync(
            s =>
                s.Hash == hash
                && (!message.IsIndispensable || s.Reason == StopReason.Died || s.Reason == StopReason.Left),
            cancellation
        );
    }

    /// <summary>Takes the message for this sender, in a transaction of its own; false when another was faster.</summary>
    private async Task<bool> Claim(Message message, CancellationToken cancellation)
    {
        // An SMS is counted once, whatever the number of attempts.
        if (message.Channel != MessageChannel.Sms || message.Attempts > 0)
        {
            return await Take(message, cancellation);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await Take(message, cancellation))
        {
            return false;
        }

        if (await IsWithinCeiling(message, cancellation))
        {
            await transaction.CommitAsync(cancellation);
            return true;
        }

        await transaction.RollbackAsync(cancellation);
        held += await End(message, MessageState.Held, "monthly ceiling", cancellation);
        return false;
    }

    private async Task<bool> Take(Message message, CancellationToken cancellation)
    {
        var until = Now + Lease;
        return await Waiting(message)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(m => m.State, MessageState.Sending)
                            .SetProperty(m => m.SenderId, senderId)
                            .SetProperty(m => m.LeaseUntil, until)
                            .SetProperty(m => m.Version, m => m.Version + 1)
                            .SetProperty(m => m.Attempts, m => m.Attempts + 1),
                    cancellation
                ) == 1;
    }

    private async Task<bool> IsWithinCeiling(Message message, CancellationToken cancellation)
    {
        var (organisation, month, ceiling) = (
            message.OrganisationId ?? Guid.Empty,
            QuietHours.MonthOf(Now),
            settings.Value.Sms.MonthlyCeiling
        );
        var counter = db.SmsMonths.Where(m => m.OrganisationId == organisation && m.Month == month);
        if (!await counter.AnyAsync(cancellation))
        {
            if (ceiling == 0)
            {
                return false;
            }

            db.SmsMonths.Add(
                new SmsMonth
                {
                    OrganisationId = organisation,
                    Month = month,
                    Sent = 1,
                }
            );
            await db.SaveChangesAsync(cancellation);
            return true;
        }

        return await counter
                .Where(m => m.Sent < ceiling)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Sent, m => m.Sent + 1), cancellation) == 1;
    }

    private async Task Settle(Message message, Delivery delivery)
    {
        if (delivery.AddressIsDead)
        {
            await stopAddress.Run(MessageAddress.Of(message), StopReason.Bounced, CancellationToken.None);
        }

        var (state, wait) = delivery.Outcome switch
        {
            DeliveryOutcome.Accepted => (MessageState.Sent, null),
            DeliveryOutcome.RefusedForNow when message.Attempts < Waits.Length => (
                MessageState.FailedTemporarily,
                Waits[message.Attempts]
            ),
            DeliveryOutcome.RefusedForNow or DeliveryOutcome.RefusedForGood => (MessageState.FailedForGood, null),
            DeliveryOutcome.Unknown => (MessageState.Held, (TimeSpan?)null),
        };
        var now = Now;
        var dueAt = now + (wait ?? TimeSpan.Zero);
        DateTime? endedAt = wait is null ? now : null;
        await db
            .Messages.Where(m => m.Id == message.Id && m.SenderId == senderId && m.Version == message.Version + 1)
            // Held too: a sender slower than its lease knows better than those who held its message.
            .Where(m => m.State == MessageState.Sending || m.State == MessageState.Held)
            .ExecuteUpdateAsync(set =>
            {
                set.SetProperty(m => m.State, state)
                    .SetProperty(m => m.DueAt, dueAt)
                    .SetProperty(m => m.EndedAt, endedAt)
                    .SetProperty(m => m.LeaseUntil, (DateTime?)null)
                    .SetProperty(m => m.Failure, state == MessageState.Sent ? null : delivery.Code);
                ForgetCode(set, message, state);
            });
        switch (state)
        {
            case MessageState.Sent:
                sent++;
                break;
            case MessageState.Held:
                held++;
                break;
            default:
                failed++;
                break;
        }
    }

    /// <summary>Ends a message that no server has heard of; 1 unless another sender was faster.</summary>
    private Task<int> End(Message message, MessageState state, string? failure, CancellationToken cancellation)
    {
        var now = Now;
        return Waiting(message)
            .ExecuteUpdateAsync(
                set =>
                {
                    set.SetProperty(m => m.State, state)
                        .SetProperty(m => m.EndedAt, now)
                        .SetProperty(m => m.Version, m => m.Version + 1)
                        .SetProperty(m => m.Failure, failure);
                    ForgetCode(set, message, state);
                },
                cancellation
            );
    }

    /// <summary>What is held, or goes again, keeps its words until its expiry.</summary>
    private static void ForgetCode(UpdateSettersBuilder<Message> set, Message message, MessageState state)
    {
        if (message.HoldsCode && state is not (MessageState.FailedTemporarily or MessageState.Held))
        {
            EraseMessages.Empty(set);
        }
    }

    private IQueryable<Message> Waiting(Message message) =>
        db
            .Messages.Where(m => m.Id == message.Id && m.Version == message.Version)
            .Where(m => m.State == MessageState.Queued || m.State == MessageState.FailedTemporarily);

    [LoggerMessage(LogLevel.Warning, "{Count} messages were left by a sender that died; they are held for review.")]
    private partial void LeftByTheDead(int count);
}

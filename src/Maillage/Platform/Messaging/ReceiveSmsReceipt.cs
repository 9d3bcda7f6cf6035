using System.Security.Cryptography;
using System.Text;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>What the SMS gateway tells (retour SMS).</summary>
/// <param name="Id">The gateway's id of this event: told twice, it counts once.</param>
/// <param name="Kind"><c>delivered</c>, <c>failed</c> or <c>stop</c>.</param>
/// <param name="Message">The id that went with the SMS, for the first two.</param>
/// <param name="From">The number that answered STOP.</param>
public sealed record SmsReceipt(string Id, string Kind, Guid? Message = null, string? From = null)
{
    public const int LongestId = 200;
}

/// <summary>What became of what the gateway told.</summary>
public enum ReceiptOutcome
{
    Noted,
    AlreadyKnown,
    NotUnderstood,
}

/// <summary>Notes that an SMS was delivered or not, or that somebody answered STOP (retour SMS).</summary>
public sealed class ReceiveSmsReceipt(
    MaillageDb db,
    StopAddress stopAddress,
    IOptions<MessagingSettings> settings,
    TimeProvider time
)
{
    /// <summary>True when the header proves that the gateway speaks; compared without telling how near a guess was.</summary>
    public bool IsFromGateway(string header, ReadOnlySpan<byte> body)
    {
        var sms = settings.Value.Sms;
        if (sms.ReceiptSecret.Length == 0)
        {
            return false;
        }

        var secret = Encoding.UTF8.GetBytes(sms.ReceiptSecret);
        var expected = sms.ReceiptIsSigned
            ? Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(secret, body)))
            : secret;
        var given = Encoding.UTF8.GetBytes(sms.ReceiptIsSigned ? header.ToLowerInvariant() : header);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(expected), SHA256.HashData(given));
    }

    public async Task<ReceiptOutcome> Run(SmsReceipt receipt, CancellationToken cancellation)
    {
        var number = MessageAddress.Read(receipt.From);
        if (
            receipt.Id is not { Length: > 0 and <= SmsReceipt.LongestId }
            || receipt.Kind is not ("delivered" or "failed" or "stop")
            || (receipt.Kind == "stop" ? number is null : receipt.Message is null)
        )
        {
            return ReceiptOutcome.NotUnderstood;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.SmsEvents.AnyAsync(e => e.Id == receipt.Id, cancellation))
        {
            return ReceiptOutcome.AlreadyKnown;
        }

        db.SmsEvents.Add(new SmsEvent { Id = receipt.Id, ReceivedAt = time.GetUtcNow().UtcDateTime });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Told to two nodes at once.
            await transaction.RollbackAsync(cancellation);
            if (await db.SmsEvents.AnyAsync(e => e.Id == receipt.Id, cancellation))
            {
                return ReceiptOutcome.AlreadyKnown;
            }

            throw;
        }

        await (
            receipt.Kind == "stop"
                ? stopAddress.Run(number!, StopReason.Asked, cancellation)
                : Note(receipt, cancellation)
        );
        await transaction.CommitAsync(cancellation);
        return ReceiptOutcome.Noted;
    }

    /// <summary>The gateway may speak before the sender has noted that it sent, and in any order.</summary>
    private async Task Note(SmsReceipt receipt, CancellationToken cancellation)
    {
        var state = receipt.Kind == "delivered" ? MessageState.Delivered : MessageState.FailedForGood;
        var now = time.GetUtcNow().UtcDateTime;
        var told = await db
            .Messages.Where(m => m.Id == receipt.Message && m.Channel == MessageChannel.Sms)
            .Where(m =>
                m.State == MessageState.Sending
                || m.State == MessageState.Sent
                || (m.State == MessageState.Held && m.Attempts > 0)
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, state)
                        .SetProperty(m => m.EndedAt, now)
                        .SetProperty(m => m.Failure, state == MessageState.Delivered ? null : "gateway"),
                cancellation
            );
        if (told > 0)
        {
            // The sender, which forgets a code once it has gone, leaves alone what has ended.
            await EraseMessages.Empty(db.Messages.Where(m => m.Id == receipt.Message && m.HoldsCode), cancellation);
        }
    }
}

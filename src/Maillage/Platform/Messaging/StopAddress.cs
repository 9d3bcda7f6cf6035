using System.Buffers.Text;
using Maillage.Data;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Messaging;

/// <summary>Puts an address on the stop list (ne plus rien recevoir); doing it twice changes nothing.</summary>
public sealed class StopAddress(MaillageDb db, MessageSignatures signatures, Journal journal, TimeProvider time)
{
    /// <summary>False while no key is set: what is noted would not outlast this process.</summary>
    public bool Lasts => signatures.Last;

    public Task Run(MessageAddress address, StopReason reason, CancellationToken cancellation) =>
        Run(signatures.HashOf(address), reason, cancellation);

    /// <summary>The same, by the hash that a link carries.</summary>
    /// <param name="hash">As <see cref="StopLinks.Read"/> gives it.</param>
    public async Task Run(string hash, StopReason reason, CancellationToken cancellation)
    {
        if (await IsStopped(hash, reason, cancellation))
        {
            return;
        }

        var stopped = new StoppedAddress
        {
            Hash = hash,
            Reason = reason,
            StoppedAt = time.GetUtcNow().UtcDateTime,
        };
        db.StoppedAddresses.Add(stopped);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // A mail reader may press the button while the person does.
            db.Entry(stopped).State = EntityState.Detached;
            if (!await IsStopped(hash, reason, cancellation))
            {
                throw;
            }
        }
    }

    /// <summary>Somebody who had left comes back by their own will: messages reach them again.</summary>
    public Task ComesBack(string email, CancellationToken cancellation)
    {
        var hash = MessageAddress.Read(email) is { } address ? signatures.HashOf(address) : "";
        return db
            .StoppedAddresses.Where(s => s.Hash == hash && s.Reason == StopReason.Left)
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>An agent notes that somebody has died or left: not even the indispensable goes out any more.</summary>
    public async Task Ended(MessageAddress address, StopReason reason, CancellationToken cancellation)
    {
        journal.Note("stopped-address", nameof(StoppedAddress), IdOf(address), nameof(StoppedAddress.Reason));
        await Run(address, reason, cancellation);
        // Noted already, perhaps by somebody else: the line stands for this gesture.
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>It was a mistake: messages reach the address again. Those who asked for none still get none.</summary>
    public async Task Mistaken(MessageAddress address, CancellationToken cancellation)
    {
        var hash = signatures.HashOf(address);
        var ended = await db
            .StoppedAddresses.Where(s => s.Hash == hash && (s.Reason == StopReason.Died || s.Reason == StopReason.Left))
            .ToListAsync(cancellation);
        db.StoppedAddresses.RemoveRange(ended);
        journal.Note("resumed-address", nameof(StoppedAddress), IdOf(address), nameof(StoppedAddress.Reason));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The sixteen bytes of the keyed hash: the journal tells nobody whose address it was.</summary>
    private Guid IdOf(MessageAddress address) => new(Base64Url.DecodeFromChars(signatures.HashOf(address)));

    private Task<bool> IsStopped(string hash, StopReason reason, CancellationToken cancellation) =>
        db.StoppedAddresses.AnyAsync(s => s.Hash == hash && s.Reason == reason, cancellation);
}

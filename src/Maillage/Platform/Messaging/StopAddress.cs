using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Messaging;

/// <summary>Puts an address on the stop list (ne plus rien recevoir); doing it twice changes nothing.</summary>
public sealed class StopAddress(MaillageDb db, MessageSignatures signatures, TimeProvider time)
{
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

    private Task<bool> IsStopped(string hash, StopReason reason, CancellationToken cancellation) =>
        db.StoppedAddresses.AnyAsync(s => s.Hash == hash && s.Reason == reason, cancellation);
}

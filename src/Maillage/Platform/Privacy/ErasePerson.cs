using Maillage.Data;

namespace Maillage.Platform.Privacy;

/// <summary>Takes somebody out of every kind of record at once (effacer une personne).</summary>
public sealed class ErasePerson(MaillageDb db, IEnumerable<IPersonalRecords> records)
{
    /// <summary>All or nothing: in the caller's transaction, or in its own.</summary>
    public async Task Run(AccountHolder holder, CancellationToken cancellation)
    {
        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancellation)
            : null;
        foreach (var kind in records)
        {
            await kind.Erase(holder, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellation);
        }
    }
}

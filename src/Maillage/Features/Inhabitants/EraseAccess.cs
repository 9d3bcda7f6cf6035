using Maillage.Data;

namespace Maillage.Features.Inhabitants;

/// <summary>Erases accesses at once when their owner asks, with what stands under them (effacer).</summary>
public sealed class EraseAccess(MaillageDb db, IEnumerable<IInhabitantRecords> records)
{
    public async Task Run(IReadOnlyCollection<InhabitantAccess> accesses, CancellationToken cancellation)
    {
        foreach (var kept in records)
        {
            await kept.Erase(accesses, cancellation);
        }

        db.InhabitantAccesses.RemoveRange(accesses);
        await db.SaveChangesAsync(cancellation);
    }
}

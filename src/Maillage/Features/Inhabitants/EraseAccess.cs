using Maillage.Data;

namespace Maillage.Features.Inhabitants;

/// <summary>Erases accesses at once when their owner asks (effacer).</summary>
public sealed class EraseAccess(MaillageDb db)
{
    public async Task Run(IReadOnlyCollection<InhabitantAccess> accesses, CancellationToken cancellation)
    {
        db.InhabitantAccesses.RemoveRange(accesses);
        await db.SaveChangesAsync(cancellation);
    }
}

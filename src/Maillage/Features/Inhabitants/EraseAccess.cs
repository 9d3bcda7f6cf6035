using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Inhabitants;

/// <summary>Erases accesses: at once when their owner asks, and those that have not served for a year (effacer).</summary>
public sealed class EraseAccess(MaillageDb db, TimeProvider time)
{
    private const int AtOnce = 500;

    public async Task Run(IReadOnlyCollection<InhabitantAccess> accesses, CancellationToken cancellation)
    {
        db.InhabitantAccesses.RemoveRange(accesses);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Erases what has reached its term.</summary>
    public async Task RunOld(CancellationToken cancellation)
    {
        var limit = time.TodayInParis().AddMonths(-InhabitantAccess.MonthsKept);
        while (true)
        {
            var old = await db
                .InhabitantAccesses.Where(a => a.LastUsedOn <= limit)
                .OrderBy(a => a.LastUsedOn)
                .Take(AtOnce)
                .ToListAsync(cancellation);
            if (old.Count == 0)
            {
                return;
            }

            await Run(old, cancellation);
            db.ChangeTracker.Clear();
        }
    }
}

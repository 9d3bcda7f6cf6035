using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Audit;

/// <summary>Deletes the lines of the segments whose term has passed (fin de conservation) and keeps their hash.</summary>
public sealed class ExpireJournal(MaillageDb db, TimeProvider clock)
{
    /// <summary>The number of segments whose lines were deleted.</summary>
    public async Task<int> Run(CancellationToken cancellation = default)
    {
        var now = JournalLine.Now(clock);
        var oldest = now.AddMonths(-JournalSegment.MonthsKept);
        var ended = db.JournalSegments.Where(s => s.ExpiredAt == null && s.To <= oldest);
        if (!await ended.AnyAsync(cancellation))
        {
            return 0;
        }

        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancellation)
            : null;
        var numbers = await ended.Select(s => s.Number).ToListAsync(cancellation);
        // Only these: a line found in a segment that expired before was added by somebody, and must be seen.
        await db
            .JournalLines.Where(l => l.Segment != null && numbers.Contains(l.Segment.Value))
            .ExecuteDeleteAsync(cancellation);
        await db
            .JournalSegments.Where(s => numbers.Contains(s.Number))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiredAt, now), cancellation);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellation);
        }

        return numbers.Count;
    }
}

using System.Data;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Audit;

/// <summary>
/// Seals the lines of the hours gone by into the next segment (sceller le journal). A line committed late falls into the
/// segment after.
/// </summary>
public sealed class SealJournal(MaillageDb db, TimeProvider clock)
{
    /// <summary>The segment made; null when there was nothing to seal or another node was sealing.</summary>
    public async Task<JournalSegment?> Run(CancellationToken cancellation = default)
    {
        var now = JournalLine.Now(clock);
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var waiting = db.JournalLines.Where(l => l.Segment == null && l.At < hour);
        if (!await waiting.AnyAsync(cancellation))
        {
            return null;
        }

        // One state of the table throughout: what is marked is what was hashed.
        await using var transaction = await db.Database.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        var last = await db
            .JournalSegments.AsNoTracking()
            .OrderByDescending(s => s.Number)
            .FirstOrDefaultAsync(cancellation);
        var (from, to, hashes) = (DateTime.MaxValue, DateTime.MinValue, new List<string>());
        await foreach (var line in waiting.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            from = line.At < from ? line.At : from;
            to = line.At > to ? line.At : to;
            hashes.Add(JournalHash.Line(line));
        }

        if (hashes.Count == 0)
        {
            return null;
        }

        var segment = new JournalSegment
        {
            Number = (last?.Number ?? 0) + 1,
            From = from,
            To = to,
            Lines = hashes.Count,
            LinesHash = JournalHash.Lines(hashes),
            PreviousHash = last?.Hash ?? JournalSegment.Origin,
        };
        segment.Hash = JournalHash.Segment(segment);
        db.JournalSegments.Add(segment);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            db.Entry(segment).State = EntityState.Detached;
            await transaction.RollbackAsync(cancellation);
            if (await db.JournalSegments.AnyAsync(s => s.Number == segment.Number, cancellation))
            {
                return null;
            }

            throw;
        }

        await waiting.ExecuteUpdateAsync(set => set.SetProperty(l => l.Segment, segment.Number), cancellation);
        await transaction.CommitAsync(cancellation);
        return segment;
    }
}

using System.Text.Json;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Audit;

/// <summary>What can be wrong with the journal.</summary>
public enum JournalFaultKind
{
    LinesAltered,
    LinesRemoved,
    LinesAdded,

    /// <summary>Its numbers, its dates or its hashes are not those that were sealed.</summary>
    SegmentAltered,
    SegmentMissing,

    /// <summary>It is not hashed over the segment before.</summary>
    ChainBroken,
    ExpiredBeforeTerm,

    /// <summary>A segment holds what is no date or no number.</summary>
    SegmentsUnreadable,

    /// <summary>A hash noted earlier is no segment's: the end was cut off or written again.</summary>
    HeadUnknown,
}

/// <summary>One fault of the journal.</summary>
/// <param name="Segment">Null when no segment can be named.</param>
/// <param name="Lines">How many lines are too many or too few.</param>
public sealed record JournalFault(JournalFaultKind Kind, long? Segment = null, int Lines = 0);

/// <summary>The state of the journal and what is wrong with it.</summary>
/// <param name="Head">The hash of the last segment; null before the first.</param>
public sealed record JournalReport(
    int SealedSegments,
    long SealedLines,
    int UnsealedLines,
    int ExpiredSegments,
    long ExpiredLines,
    string? Head,
    IReadOnlyList<JournalFault> Faults
);

/// <summary>Finds every altered, removed or added line among those that are sealed (vérifier le journal).</summary>
public sealed class VerifyJournal(MaillageDb db, TimeProvider clock)
{
    private readonly List<JournalFault> faults = [];

    /// <summary>Reads every segment and every line that is kept.</summary>
    /// <param name="head">A hash noted earlier, which must still be in the chain.</param>
    public async Task<JournalReport> Run(string? head = null, CancellationToken cancellation = default)
    {
        var segments = await ReadSegments(cancellation);
        var (next, previous) = (1L, JournalSegment.Origin);
        foreach (var segment in segments)
        {
            if (segment.Number != next)
            {
                Add(JournalFaultKind.SegmentMissing, next);
            }

            CheckHeader(segment, previous);
            if (segment.ExpiredAt is null)
            {
                await CheckLines(segment, cancellation);
            }

            (next, previous) = (segment.Number + 1, segment.Hash);
        }

        await FindStrayLines(cancellation);
        if (head is not null && !segments.Exists(s => s.Hash == head))
        {
            faults.Add(new JournalFault(JournalFaultKind.HeadUnknown));
        }

        var (expired, kept) = (segments.FindAll(s => s.ExpiredAt != null), segments.FindAll(s => s.ExpiredAt == null));
        return new JournalReport(
            kept.Count,
            kept.Sum(s => (long)s.Lines),
            await db.JournalLines.CountAsync(l => l.Segment == null, cancellation),
            expired.Count,
            expired.Sum(s => (long)s.Lines),
            segments.LastOrDefault()?.Hash,
            faults
        );
    }

    private async Task<List<JournalSegment>> ReadSegments(CancellationToken cancellation)
    {
        try
        {
            return await db.JournalSegments.AsNoTracking().OrderBy(s => s.Number).ToListAsync(cancellation);
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            faults.Add(new JournalFault(JournalFaultKind.SegmentsUnreadable));
            return [];
        }
    }

    private void CheckHeader(JournalSegment segment, string previous)
    {
        if (segment.Hash != JournalHash.Segment(segment))
        {
            Add(JournalFaultKind.SegmentAltered, segment.Number);
        }

        if (segment.PreviousHash != previous)
        {
            Add(JournalFaultKind.ChainBroken, segment.Number);
        }

        if (segment.ExpiredAt < segment.Term || (segment.ExpiredAt is not null && Now < segment.Term))
        {
            Add(JournalFaultKind.ExpiredBeforeTerm, segment.Number);
        }
    }

    private async Task CheckLines(JournalSegment segment, CancellationToken cancellation)
    {
        var hashes = new List<string>();
        try
        {
            await foreach (
                var line in db
                    .JournalLines.AsNoTracking()
                    .Where(l => l.Segment == segment.Number)
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellation)
            )
            {
                hashes.Add(JournalHash.Line(line));
            }
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            Add(JournalFaultKind.LinesAltered, segment.Number);
            return;
        }

        if (hashes.Count == 0 && segment.Term <= Now)
        {
            // Its term came while we were reading.
            return;
        }

        if (hashes.Count != segment.Lines)
        {
            var kind = hashes.Count < segment.Lines ? JournalFaultKind.LinesRemoved : JournalFaultKind.LinesAdded;
            Add(kind, segment.Number, Math.Abs(hashes.Count - segment.Lines));
        }
        else if (JournalHash.Lines(hashes) != segment.LinesHash)
        {
            Add(JournalFaultKind.LinesAltered, segment.Number);
        }
    }

    /// <summary>Lines that bear the number of a segment that does not exist, or whose lines were deleted.</summary>
    private async Task FindStrayLines(CancellationToken cancellation)
    {
        var strays = await db
            .JournalLines.Where(l =>
                l.Segment != null && !db.JournalSegments.Any(s => s.Number == l.Segment && s.ExpiredAt == null)
            )
            .GroupBy(l => l.Segment)
            .Select(lines => new { Segment = lines.Key, Count = lines.Count() })
            .OrderBy(lines => lines.Segment)
            .ToListAsync(cancellation);
        faults.AddRange(strays.Select(s => new JournalFault(JournalFaultKind.LinesAdded, s.Segment, s.Count)));
    }

    /// <summary>SQLite lets anybody write what is no date, no id, no number or no channel.</summary>
    private static bool IsUnreadable(Exception failure) =>
        failure
            is FormatException
                or OverflowException
                or InvalidOperationException
                or InvalidCastException
                or JsonException;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private void Add(JournalFaultKind kind, long segment, int lines = 0) =>
        faults.Add(new JournalFault(kind, segment, lines));
}

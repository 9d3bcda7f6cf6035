using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Privacy;

/// <summary>
/// Erases what has reached its term (effacement au terme). Each kind is one transaction which also holds its count: a
/// process that is killed leaves nothing half done, and the next one goes on with the kinds that remain.
/// </summary>
public sealed class PurgePersonalData(MaillageDb db, IEnumerable<IPersonalRecords> records, TimeProvider time)
{
    internal const string LockName = "privacy";

    /// <summary>The hour in Paris after which a night's work is due.</summary>
    private const int Hour = 3;

    /// <summary>Erases, or tells what would be erased: the same work, taken back.</summary>
    /// <returns>How many records of each kind, in the order of the register; null when another process is at it.</returns>
    public async Task<IReadOnlyList<PurgeCount>?> Run(bool isDryRun, CancellationToken cancellation)
    {
        await using var held = await db.TryLock(LockName, cancellation);
        if (held is null)
        {
            return null;
        }

        return isDryRun ? await Try(cancellation) : await Work(cancellation);
    }

    /// <summary>The same, once a night: does nothing before three o'clock, nor when it has been done since.</summary>
    /// <returns>True when it ran.</returns>
    public async Task<bool> RunWhenDue(CancellationToken cancellation)
    {
        if (!await IsDue(cancellation))
        {
            return false;
        }

        await using var held = await db.TryLock(LockName, cancellation);
        // Another process may have done it between the question and the lock.
        if (held is null || !await IsDue(cancellation))
        {
            return false;
        }

        await Work(cancellation);
        return true;
    }

    private async Task<bool> IsDue(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var paris = ParisTime.At(now);
        // The last three o'clock gone by; an hour more or less on the two nights of the year matters to nobody.
        var due = now - (paris - paris.Date.AddHours(Hour));
        if (due > now)
        {
            due = due.AddDays(-1);
        }

        return !await db.PurgeRuns.AnyAsync(r => r.StartedAt >= due && r.EndedAt != null, cancellation);
    }

    private async Task<IReadOnlyList<PurgeCount>> Try(CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var counts = new List<PurgeCount>();
        foreach (var kind in records)
        {
            counts.Add(new PurgeCount(kind.Kind, await kind.DeleteExpired(Now, cancellation)));
        }

        await transaction.RollbackAsync(cancellation);
        db.ChangeTracker.Clear();
        return counts;
    }

    private async Task<IReadOnlyList<PurgeCount>> Work(CancellationToken cancellation)
    {
        var run = await BeginOrGoOn(cancellation);
        foreach (var kind in records.Where(kind => run.Done.TrueForAll(done => done.Kind != kind.Kind.Id)))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var count = await kind.DeleteExpired(Now, cancellation);
            run.Done = [.. run.Done, new PurgedKind(kind.Kind.Id, count)];
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            await kind.AfterDeletion(cancellation);
        }

        run.EndedAt = Now;
        await db.SaveChangesAsync(cancellation);
        return
        [
            .. records.Select(kind => new PurgeCount(
                kind.Kind,
                run.Done.Single(done => done.Kind == kind.Kind.Id).Records
            )),
        ];
    }

    private async Task<PurgeRun> BeginOrGoOn(CancellationToken cancellation)
    {
        var oldest = Now.AddMonths(-PurgeRun.MonthsKept);
        await db.PurgeRuns.Where(r => r.StartedAt < oldest).ExecuteDeleteAsync(cancellation);
        if (
            await db.PurgeRuns.OrderBy(r => r.StartedAt).FirstOrDefaultAsync(r => r.EndedAt == null, cancellation) is
            { } left
        )
        {
            return left;
        }

        var run = new PurgeRun { Id = Guid.CreateVersion7(), StartedAt = Now };
        db.PurgeRuns.Add(run);
        await db.SaveChangesAsync(cancellation);
        return run;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>How many records of one kind were erased, or would be.</summary>
public sealed record PurgeCount(PersonalKind Kind, int Records);

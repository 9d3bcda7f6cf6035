using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Import;

/// <summary>What became of a wish to undo.</summary>
public enum UndoOutcome
{
    Undone,

    /// <summary>Undone, but places that people changed since stay as they are.</summary>
    UndoneInPart,
    NotFound,
    AlreadyUndone,

    /// <summary>Another import is under way.</summary>
    Busy,
}

/// <summary>What undoing did.</summary>
/// <param name="Kept">Names of the places left alone, since somebody changed them after the import.</param>
public sealed record UndoResult(UndoOutcome Outcome, int Removed, int Restored, IReadOnlyList<string> Kept);

/// <summary>Puts everything back as it was before an import (annuler un import).</summary>
public sealed class UndoImport(IServiceScopeFactory scopes, ApplyImport apply, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <summary>Of the places left alone, how many are named on the desk.</summary>
    private const int MostNames = 100;

    public async Task<UndoResult> Run(Guid runId, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await using var held = await db.TryLock(ImportPlaces.LockName, cancellation);
        if (held is null)
        {
            return new UndoResult(UndoOutcome.Busy, 0, 0, []);
        }

        await apply.FinishInterrupted(cancellation);
        return await RunAlone(db, runId, cancellation);
    }

    /// <summary>The same, for whoever holds the lock of imports.</summary>
    internal async Task<UndoResult> RunAlone(MaillageDb db, Guid runId, CancellationToken cancellation)
    {
        var run = await db.ImportRuns.SingleOrDefaultAsync(r => r.Id == runId, cancellation);
        if (run is not { State: ImportState.Done or ImportState.Undoing or ImportState.Undone })
        {
            return new UndoResult(UndoOutcome.NotFound, 0, 0, []);
        }

        if (run.State == ImportState.Undone)
        {
            return new UndoResult(UndoOutcome.AlreadyUndone, 0, 0, []);
        }

        // With the names kept by an undo that was stopped on its way.
        var (removed, restored, kept) = (0, 0, run.Kept.ToList());
        var putBack = new HashSet<Guid>();
        while (await Next(run, putBack, cancellation) is { Count: > 0 } step)
        {
            removed += step.Removed;
            restored += step.Restored;
            kept.AddRange(step.Kept);
        }

        await db.FieldDisputes.Where(d => d.RunId == run.Id).ExecuteDeleteAsync(cancellation);
        await ApplyImport.Finish(db, run, ImportState.Undone, clock, cancellation);
        return new UndoResult(kept.Count == 0 ? UndoOutcome.Undone : UndoOutcome.UndoneInPart, removed, restored, kept);
    }

    private sealed record Step(int Count, int Removed, int Restored, IReadOnlyList<string> Kept);

    /// <summary>Undoes the last changes that are left, the latest first, in one short transaction.</summary>
    /// <param name="putBack">Places already put back, which no longer bear the import's instant.</param>
    private async Task<Step> Next(ImportRun run, HashSet<Guid> putBack, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var changes = await db
            .ImportChanges.Where(c => c.RunId == run.Id)
            .OrderByDescending(c => c.Id)
            .Take(BatchSize)
            .ToListAsync(cancellation);
        var ids = changes.Select(c => c.PlaceId).Distinct().ToList();
        var places = await db
            .Places.Include(p => p.Sources)
            .Include(p => p.Stops)
            .Where(p => ids.Contains(p.Id))
            .AsSplitQuery()
            .ToDictionaryAsync(p => p.Id, cancellation);
        // Somebody wrote about it or photographed it: none of it goes with an import.
        var touched = await db
            .PlaceReports.Where(r => ids.Contains(r.PlaceId))
            .Select(r => r.PlaceId)
            .Union(db.PlacePhotos.Where(p => ids.Contains(p.PlaceId)).Select(p => p.PlaceId))
            .ToHashSetAsync(cancellation);
        var (removed, restored, kept) = (0, 0, new List<string>());
        putBack.UnionWith(
            places.Values.Where(p => p.ModifiedAt == run.StartedAt && !touched.Contains(p.Id)).Select(p => p.Id)
        );
        foreach (var change in changes)
        {
            if (!places.TryGetValue(change.PlaceId, out var place))
            {
                continue;
            }

            if (!putBack.Contains(place.Id))
            {
                kept.Add(place.Name);
            }
            else if (change.PlaceBefore is null)
            {
                db.Remove(place);
                removed++;
            }
            else
            {
                Restore(db, change, place);
                restored++;
            }
        }

        db.ImportChanges.RemoveRange(changes);
        IReadOnlyList<string> names = [.. kept.Distinct(StringComparer.Ordinal)];
        if (names.Count > 0)
        {
            // With their changes: whoever goes on after a stop no longer finds them.
            var noted = await db.ImportRuns.SingleAsync(r => r.Id == run.Id, cancellation);
            noted.Kept = [.. noted.Kept.Concat(names).Take(MostNames)];
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Step(changes.Count, removed, restored, names);
    }

    private static void Restore(MaillageDb db, ImportChange change, Place place)
    {
        db.Entry(place).CurrentValues.SetValues(RecordJson.Read<Place>(change.PlaceBefore!));
        if (change.SourceBefore is null)
        {
            return;
        }

        var before = RecordJson.Read<PlaceSource>(change.SourceBefore);
        if (place.Sources.Find(s => s.Id == before.Id) is { } source)
        {
            db.Entry(source).CurrentValues.SetValues(before);
        }
    }
}

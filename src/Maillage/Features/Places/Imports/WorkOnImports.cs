using System.Data.Common;
using Maillage.Data;
using Maillage.Features.Places.Import;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>
/// Reads, applies and undoes what was asked for on the desk (travail des imports), one import at a time. Each step begins
/// again where a killed process left it.
/// </summary>
public sealed partial class WorkOnImports(
    IServiceScopeFactory scopes,
    ImportPlaces importPlaces,
    ApplyImport applyImport,
    UndoImport undoImport,
    KeptLists keptLists,
    TimeProvider time,
    ILogger<WorkOnImports> logger
)
{
    private const int MostShown = 20;

    /// <summary>Does all that waits; returns at once where nothing does or where another import is under way.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        if (!await HasWork(db, cancellation))
        {
            return;
        }

        await using var held = await db.TryLock(ImportPlaces.LockName, cancellation);
        if (held is null)
        {
            return;
        }

        await applyImport.FinishInterrupted(cancellation);
        foreach (var id in await In(db, ImportState.ToRead, cancellation))
        {
            await Read(id, cancellation);
        }

        // What is read by night is applied without waiting, unless somebody has to say so.
        await applyImport.FinishInterrupted(cancellation);
        foreach (var id in await In(db, ImportState.Undoing, cancellation))
        {
            await Undo(id, cancellation);
        }

        // Left while it was being read, or just before a process was killed: what was put aside may name people.
        await Leftover(db).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<StagedPlace> Leftover(MaillageDb db) =>
        db.StagedPlaces.Where(s => db.ImportRuns.Any(r => r.Id == s.RunId && r.State == ImportState.Abandoned));

    private static Task<bool> HasWork(MaillageDb db, CancellationToken cancellation) =>
        db.ImportRuns.AnyAsync(
            r =>
                r.State == ImportState.ToRead
                || r.State == ImportState.Reading
                || r.State == ImportState.Applying
                || r.State == ImportState.Undoing
                || (r.State == ImportState.Abandoned && db.StagedPlaces.Any(s => s.RunId == r.Id)),
            cancellation
        );

    private static Task<List<Guid>> In(MaillageDb db, ImportState state, CancellationToken cancellation) =>
        db
            .ImportRuns.Where(r => r.State == state)
            .OrderBy(r => r.StartedAt)
            .Select(r => r.Id)
            .ToListAsync(cancellation);

    /// <summary>Puts the records of a list aside, for somebody to decide.</summary>
    private async Task Read(Guid id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == id, cancellation);
        try
        {
            run.State = ImportState.Reading;
            run.Readings++;
            await db.SaveChangesAsync(cancellation);
            await using var file = keptLists.Open(id);
            var mapping = run.Match is { } match ? ColumnMatch.Read(match).ToMapping(run.ListName) : null;
            var options = new ReadingOptions(run.ListName, ImportWords.NameOf(run.Origin), mapping);
            var (report, gone) = await importPlaces.PutAside(db, run, file, options, cancellation);
            await keptLists.WriteReport(id, report.Problems);
            run.Preview = Shown(run, report, gone).Write();
            var now = time.GetUtcNow().UtcDateTime;
            (run.State, run.ReadAt, run.Readings) = (ImportState.Waiting, now, 0);
            if (run is { AccountId: null, HasShrunk: false })
            {
                // Nobody waits for it: a process killed here must not leave it to be decided.
                DecideImport.Begin(run, now);
            }

            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody left it while it was being read.
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested || IsTransient(failure))
        {
            await ForgetStart(id);
            throw;
        }
        catch (Exception failure)
        {
            if (failure is not UnreadableListException)
            {
                NotRead(id, failure);
            }

            await Stop(
                id,
                failure is UnreadableListException
                    ? failure.Message
                    : "La liste n’a pas pu être lue : prévenez la personne qui gère le site.",
                cancellation
            );
        }
    }

    /// <summary>Neither a server that is stopped nor a database that is away is the fault of the list.</summary>
    private async Task ForgetStart(Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == id, CancellationToken.None);
        if (run.State == ImportState.Reading)
        {
            run.Readings--;
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }

    private async Task Stop(Guid id, string sentence, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await db.StagedPlaces.Where(s => s.RunId == id).ExecuteDeleteAsync(cancellation);
        var run = await db.ImportRuns.SingleAsync(r => r.Id == id, cancellation);
        (run.Stopped, run.Readings) = (sentence, 0);
        if (run is { Match: not null, HasFile: true })
        {
            // What was said of its columns is not lost: it may be mended there.
            run.State = ImportState.Matching;
        }
        else
        {
            (run.State, run.EndedAt) = (ImportState.Abandoned, time.GetUtcNow().UtcDateTime);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private async Task Undo(Guid id, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await undoImport.RunAlone(scope.ServiceProvider.GetRequiredService<MaillageDb>(), id, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && !IsTransient(failure))
        {
            NotUndone(id, failure);
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
            var run = await db.ImportRuns.SingleAsync(r => r.Id == id, cancellation);
            run.State = ImportState.Done;
            run.Stopped =
                "L’annulation n’a pas pu aller à son terme : recommencez, puis prévenez la personne qui gère le site.";
            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>True where the database is away or busy: the same may succeed at the next turn.</summary>
    private static bool IsTransient(Exception? failure) =>
        failure
            is DbException { IsTransient: true }
                or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED }
        || (failure?.InnerException is { } inner && IsTransient(inner));

    private static ImportPreview Shown(ImportRun run, ImportReport report, IReadOnlyList<Guid> gone)
    {
        return ImportPreview.Of(run) with
        {
            Rejected = First(ProblemKind.Rejection),
            Repaired = First(ProblemKind.Repair),
            Gone = gone,
            Beyond = report.Summary.Beyond,
        };

        IReadOnlyList<ProblemMet> First(ProblemKind kind) =>
            [
                .. report
                    .Problems.Where(p => p.Kind == kind)
                    .Take(MostShown)
                    .Select(p => new ProblemMet(p.Line, p.Value, p.Sentence)),
            ];
    }

    [LoggerMessage(LogLevel.Error, "The list of import {RunId} could not be read.")]
    private partial void NotRead(Guid runId, Exception failure);

    [LoggerMessage(LogLevel.Error, "Import {RunId} could not be undone to its end.")]
    private partial void NotUndone(Guid runId, Exception failure);
}

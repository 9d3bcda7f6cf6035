using Maillage.Data;
using Maillage.Features.Places.Hours;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Import;

/// <summary>What to import and how.</summary>
/// <param name="Origin">The file's name or its address, kept with the import.</param>
/// <param name="IsTrial">True to read and compare only: nothing is written.</param>
public sealed record ImportRequest(string Origin, ReadingOptions Options, bool IsTrial = false);

/// <summary>
/// Imports a list of places (importer). Records are first put aside, then applied in short transactions under one
/// import, so that nobody else waits and a killed import is finished by the next.
/// </summary>
public sealed class ImportPlaces(
    IServiceScopeFactory scopes,
    TerritoryAtlas territories,
    ApplyImport apply,
    TimeProvider clock
)
{
    internal const string LockName = "import";

    private const int BatchSize = 500;

    /// <summary>Reads the whole list, then applies it; a list that breaks off is applied as far as it could be read.</summary>
    /// <param name="file">Must be able to go back to its start.</param>
    /// <param name="progress">Told how many records were read or applied.</param>
    public async Task<ImportReport> Run(
        Stream file,
        ImportRequest request,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await using var held = await db.TryLock(LockName, cancellation);
        if (held is null)
        {
            return Refused("Un autre import est en cours : attendez qu’il soit fini, puis recommencez.");
        }

        if (!request.IsTrial)
        {
            await apply.FinishInterrupted(cancellation);
        }

        ListContent list;
        try
        {
            list = await ListContent.Open(file, cancellation);
        }
        catch (UnreadableListException unreadable)
        {
            return Refused(unreadable.Message);
        }

        var reading = new ListReading(request.Options);
        var run = request.IsTrial ? null : await Begin(db, request, cancellation);
        await Read(list, reading, run, progress, cancellation);
        if (run is null)
        {
            reading.Summary.Gone = await CountGone(db, reading, cancellation);
            return reading.Report(runId: null);
        }

        reading.Note(run);
        run.State = ImportState.Applying;
        await db.SaveChangesAsync(cancellation);
        reading.Summary.Gone = await apply.Run(run.Id, progress, cancellation);
        return reading.Report(run.Id);
    }

    private static ImportReport Refused(string sentence) =>
        new(new ImportSummary(), [new ImportProblem(0, null, null, sentence, ProblemKind.Rejection)]);

    private async Task<ImportRun> Begin(MaillageDb db, ImportRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var run = new ImportRun
        {
            Id = Guid.CreateVersion7(),
            Origin = request.Origin,
            // Whole milliseconds come back the same from both databases.
            StartedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)),
        };
        db.ImportRuns.Add(run);
        await db.SaveChangesAsync(cancellation);
        return run;
    }

    private async Task Read(
        ListContent list,
        ListReading reading,
        ImportRun? run,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellation
    )
    {
        var reader = new TabularReader(territories.Map, HoursContext.Metropolitan.DayAt(clock.GetUtcNow().UtcDateTime));
        var batch = new List<SourceRecord>(BatchSize);
        var number = 0;
        try
        {
            await foreach (var record in reader.Read(list, reading.Options, cancellation))
            {
                if (reading.Accept(record))
                {
                    batch.Add(record);
                }

                if (batch.Count == BatchSize)
                {
                    await Flush();
                    progress?.Report(new ImportProgress(ImportState.Reading, reading.Summary.Read));
                }
            }
        }
        catch (UnreadableListException broken)
        {
            reading.BreakOff(broken);
        }

        await Flush();

        async Task Flush()
        {
            await Stage(batch, reading, run, number, cancellation);
            number += batch.Count;
            batch.Clear();
        }
    }

    private async Task Stage(
        List<SourceRecord> batch,
        ListReading reading,
        ImportRun? run,
        int number,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var known = await Known(db, batch, cancellation);
        var staged = new List<StagedPlace>(batch.Count);
        foreach (var record in batch)
        {
            var json = record.Place is null ? null : RecordJson.Write(record.Place);
            var fingerprint = json is null ? null : RecordJson.Fingerprint(record.Original, json);
            var before = known.GetValueOrDefault((record.Source, record.SourceId));
            var isUnchanged = before is { IsGone: false } && before.Fingerprint == fingerprint;
            if (json is not null)
            {
                reading.Count(isNew: before is null, isUnchanged);
            }

            if (run is null)
            {
                continue;
            }

            var isOnlySeen = json is null || isUnchanged;
            staged.Add(
                new StagedPlace
                {
                    RunId = run.Id,
                    Number = ++number,
                    Source = record.Source,
                    SourceId = record.SourceId,
                    Reading = isOnlySeen ? null : json,
                    Original = isOnlySeen ? null : record.Original,
                    Fingerprint = isOnlySeen ? null : fingerprint,
                }
            );
        }

        if (run is null)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.InsertAll(staged, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<Dictionary<(string, string), KnownRecord>> Known(
        MaillageDb db,
        List<SourceRecord> batch,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<(string, string), KnownRecord>();
        foreach (var list in batch.GroupBy(record => record.Source, StringComparer.Ordinal))
        {
            var ids = list.Select(record => record.SourceId).ToList();
            await foreach (
                var record in db
                    .PlaceSources.Where(s => s.Source == list.Key && ids.Contains(s.SourceId))
                    .Select(s => new KnownRecord(s.Source, s.SourceId, s.Fingerprint, s.GoneAt != null))
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellation)
            )
            {
                known[(record.Source, record.SourceId)] = record;
            }
        }

        return known;
    }

    private static async Task<int> CountGone(MaillageDb db, ListReading reading, CancellationToken cancellation)
    {
        var gone = 0;
        foreach (var source in reading.CompleteSources)
        {
            await foreach (
                var id in db
                    .PlaceSources.Where(s => s.Source == source && s.GoneAt == null)
                    .Select(s => s.SourceId)
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellation)
            )
            {
                gone += reading.HasMet(source, id) ? 0 : 1;
            }
        }

        return gone;
    }

    private sealed record KnownRecord(string Source, string SourceId, string Fingerprint, bool IsGone);
}

/// <summary>How far an import is.</summary>
public readonly record struct ImportProgress(ImportState State, int Records);

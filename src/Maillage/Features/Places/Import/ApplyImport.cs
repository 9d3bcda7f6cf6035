using System.Diagnostics;
using Maillage.Data;
using Maillage.Features.Places.Search;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Import;

/// <summary>Applies the records that an import has put aside, a few hundred at a time, and marks those that left.</summary>
public sealed partial class ApplyImport(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ApplyImport> logger)
{
    private const int BatchSize = 250;

    /// <summary>How long the database may be held, in all, before others are let in.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(300);

    /// <summary>A writer that finds SQLite busy asks again after 150 ms: the pause is longer than that.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(170);

    private readonly Stopwatch held = new();

    /// <summary>
    /// Finishes what a killed import had begun to apply and drops what it had only begun to read, which is then read again
    /// from its file a few times. One that cannot be applied ends where it stands, can be undone, and holds up no other.
    /// </summary>
    public async Task FinishInterrupted(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var runs = await db
            .ImportRuns.Where(r => r.State == ImportState.Reading || r.State == ImportState.Applying)
            .OrderBy(r => r.StartedAt)
            .ToListAsync(cancellation);
        foreach (var run in runs)
        {
            if (run.State == ImportState.Applying)
            {
                try
                {
                    await Run(run.Id, progress: null, cancellation);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    NotApplied(run.Id, failure);
                    await EndWhereItStands(run.Id, cancellation);
                }

                continue;
            }

            await db.StagedPlaces.Where(s => s.RunId == run.Id).ExecuteDeleteAsync(cancellation);
            if (run is { HasFile: true, Readings: < ImportRun.MostReadings })
            {
                run.State = ImportState.ToRead;
            }
            else
            {
                (run.State, run.EndedAt) = (ImportState.Abandoned, clock.GetUtcNow().UtcDateTime);
                run.Stopped = run.HasFile
                    ? "La lecture de cette liste s’est arrêtée trois fois avant la fin : rien n’a changé. Donnez-la de nouveau ; si cela recommence, prévenez la personne qui gère le site."
                    : null;
            }

            await db.SaveChangesAsync(cancellation);
        }
    }

    private async Task EndWhereItStands(Guid runId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await db.StagedPlaces.Where(s => s.RunId == runId).ExecuteDeleteAsync(cancellation);
        var run = await db.ImportRuns.SingleAsync(r => r.Id == runId, cancellation);
        await Finish(db, run, ImportState.Done, clock, cancellation);
    }

    [LoggerMessage(LogLevel.Error, "Import {RunId} cannot be applied to its end; what is applied of it stays.")]
    private partial void NotApplied(Guid runId, Exception failure);

    /// <summary>Applies what is left of a run; gives the number of records that have left their list.</summary>
    internal async Task<int> Run(Guid runId, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == runId, cancellation);
        var slugs = await PlaceSlugs.Load(db, cancellation);
        var applied = 0;
        while (await Waiting(run, cancellation) is { Count: > 0 } waiting)
        {
            await InTransaction(batch => Apply(batch, run, waiting, slugs, cancellation), cancellation);
            applied += waiting.Count;
            progress?.Report(new ImportProgress(ImportState.Applying, applied));
        }

        while (await InTransaction(batch => MarkGone(batch, run, cancellation), cancellation) > 0) { }

        run.Gone = await db.PlaceSources.CountAsync(
            s => s.GoneAt == run.StartedAt && run.CompleteSources.Contains(s.Source),
            cancellation
        );
        await Finish(db, run, ImportState.Done, clock, cancellation);
        return run.Gone;
    }

    /// <summary>Ends a run and tells every node to read the directory again, so that all its changes are seen at once.</summary>
    internal static async Task Finish(
        MaillageDb db,
        ImportRun run,
        ImportState state,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        (run.State, run.EndedAt) = (state, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        await DirectoryVersion.Bump(db, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<int> InTransaction(Func<MaillageDb, Task<int>> work, CancellationToken cancellation)
    {
        if (held.Elapsed > LongestHold)
        {
            await Task.Delay(Pause, cancellation);
            held.Reset();
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        held.Start();
        var count = await work(db);
        await transaction.CommitAsync(cancellation);
        held.Stop();
        return count;
    }

    /// <summary>The next records, read before the transaction so that it stays short.</summary>
    private async Task<List<StagedPlace>> Waiting(ImportRun run, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        return await db
            .StagedPlaces.AsNoTracking()
            .Where(s => s.RunId == run.Id)
            .OrderBy(s => s.Number)
            .Take(BatchSize)
            .ToListAsync(cancellation);
    }

    private static async Task<int> Apply(
        MaillageDb db,
        ImportRun run,
        List<StagedPlace> staged,
        PlaceSlugs slugs,
        CancellationToken cancellation
    )
    {
        var created = new List<CreatedPlace>();
        foreach (var list in staged.GroupBy(s => s.Source, StringComparer.Ordinal))
        {
            var ids = list.Select(s => s.SourceId).ToList();
            await db
                .PlaceSources.Where(s => s.Source == list.Key && ids.Contains(s.SourceId))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.SeenBy, run.Id).SetProperty(s => s.LastSeenAt, run.StartedAt),
                    cancellation
                );
            var changed = list.Where(s => s.Reading is not null).ToList();
            var changedIds = changed.Select(s => s.SourceId).ToList();
            var sources = await db
                .PlaceSources.Where(s => s.Source == list.Key && changedIds.Contains(s.SourceId))
                .ToDictionaryAsync(s => s.SourceId, StringComparer.Ordinal, cancellation);
            var placeIds = sources.Values.Select(s => s.PlaceId).ToList();
            var places = await db.Places.Where(p => placeIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
            foreach (var record in changed)
            {
                if (sources.TryGetValue(record.SourceId, out var source))
                {
                    await Update(db, run, record, source, places[source.PlaceId], cancellation);
                }
                else
                {
                    created.Add(Create(run, record, slugs));
                }
            }
        }

        await db.SaveChangesAsync(cancellation);
        await db.InsertAll(created.ConvertAll(c => c.Place), cancellation);
        await db.InsertAll(created.ConvertAll(c => c.Source), cancellation);
        await db.InsertAll(created.ConvertAll(c => c.Change), cancellation);
        var last = staged[^1].Number;
        await db.StagedPlaces.Where(s => s.RunId == run.Id && s.Number <= last).ExecuteDeleteAsync(cancellation);
        return staged.Count;
    }

    private sealed record CreatedPlace(Place Place, PlaceSource Source, ImportChange Change);

    private static CreatedPlace Create(ImportRun run, StagedPlace record, PlaceSlugs slugs)
    {
        var place = PlaceChanges.New(RecordJson.ReadPlace(record.Reading!), slugs, run.StartedAt);
        var source = new PlaceSource
        {
            Id = Guid.CreateVersion7(),
            PlaceId = place.Id,
            Source = record.Source,
            SourceId = record.SourceId,
            Original = record.Original!,
            Reading = record.Reading!,
            Fingerprint = record.Fingerprint!,
            SeenBy = run.Id,
            FirstSeenAt = run.StartedAt,
            LastSeenAt = run.StartedAt,
        };
        var change = new ImportChange
        {
            Id = Guid.CreateVersion7(),
            RunId = run.Id,
            PlaceId = place.Id,
        };
        return new CreatedPlace(place, source, change);
    }

    private static async Task Update(
        MaillageDb db,
        ImportRun run,
        StagedPlace record,
        PlaceSource source,
        Place place,
        CancellationToken cancellation
    )
    {
        db.ImportChanges.Add(PlaceChanges.Before(db, run, place, source));
        var after = RecordJson.ReadPlace(record.Reading!);
        foreach (var field in PlaceChanges.Merge(db.Entry(place), RecordJson.ReadPlace(source.Reading), after))
        {
            // The latest word of a list takes the place of the former one.
            await db
                .FieldDisputes.Where(d => d.PlaceId == place.Id && d.Field == field)
                .ExecuteDeleteAsync(cancellation);
            db.FieldDisputes.Add(PlaceChanges.Dispute(run, place.Id, source.Source, field, after));
        }

        place.ModifiedAt = run.StartedAt;
        place.GoneAt = null;
        source.Original = record.Original!;
        source.Reading = record.Reading!;
        source.Fingerprint = record.Fingerprint!;
        source.SeenBy = run.Id;
        source.LastSeenAt = run.StartedAt;
        source.GoneAt = null;
    }

    private static async Task<int> MarkGone(MaillageDb db, ImportRun run, CancellationToken cancellation)
    {
        var sources = await db
            .PlaceSources.Where(s => run.CompleteSources.Contains(s.Source) && s.SeenBy != run.Id && s.GoneAt == null)
            .In(run.Territories, db)
            .OrderBy(s => s.Id)
            .Take(BatchSize)
            .ToListAsync(cancellation);
        var placeIds = sources.Select(s => s.PlaceId).Distinct().ToList();
        var leaving = sources.Select(s => s.Id).ToList();
        var stillListed = await db
            .PlaceSources.Where(s => placeIds.Contains(s.PlaceId) && s.GoneAt == null && !leaving.Contains(s.Id))
            .Select(s => s.PlaceId)
            .ToHashSetAsync(cancellation);
        var places = await db.Places.Where(p => placeIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
        foreach (var source in sources)
        {
            var place = places[source.PlaceId];
            db.ImportChanges.Add(PlaceChanges.Before(db, run, place, source));
            source.GoneAt = run.StartedAt;
            if (!stillListed.Contains(place.Id))
            {
                place.GoneAt = run.StartedAt;
            }

            place.ModifiedAt = run.StartedAt;
        }

        await db.SaveChangesAsync(cancellation);
        return sources.Count;
    }
}

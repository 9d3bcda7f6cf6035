using System.Globalization;
using Maillage.Data;
using Maillage.Features.Places.Hours;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Import;

/// <summary>What to import and how.</summary>
/// <param name="Origin">The file's name or its address, kept with the import.</param>
/// <param name="IsTrial">True to read and compare only: nothing is written.</param>
/// <param name="EvenIfSmaller">True to apply a list that holds at least a fifth fewer records than before.</param>
public sealed record ImportRequest(
    string Origin,
    ReadingOptions Options,
    bool IsTrial = false,
    bool EvenIfSmaller = false
);

/// <summary>
/// Imports a list of places (importer). Records are first put aside, then applied in short transactions under one
/// import, so that nobody else waits and a killed import is finished by the next.
/// </summary>
public sealed class ImportPlaces(
    IServiceScopeFactory scopes,
    TerritoryAtlas territories,
    ApplyImport apply,
    IOptions<SiteSettings> site,
    TimeProvider clock
)
{
    internal const string LockName = "import";

    private const int BatchSize = 500;

    private const int MostGoneShown = 20;

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
        var (gone, _) = await CountGone(db, reading, [], cancellation);
        var shrinkage = await Shrinkage(db, reading, [], gone, cancellation);
        if (run is null)
        {
            reading.Summary.Gone = gone.Values.Sum();
            if (shrinkage is not null)
            {
                reading.Tell(shrinkage, ProblemKind.Notice);
            }

            return reading.Report(runId: null);
        }

        reading.Note(run);
        if (shrinkage is not null && !request.EvenIfSmaller)
        {
            await db.StagedPlaces.Where(s => s.RunId == run.Id).ExecuteDeleteAsync(cancellation);
            (run.State, run.HasShrunk, run.EndedAt) = (ImportState.Abandoned, true, run.StartedAt);
            run.Stopped = shrinkage;
            await db.SaveChangesAsync(cancellation);
            reading.Tell($"{shrinkage} Rien n’a été importé.", ProblemKind.Rejection);
            return reading.Report(runId: null) with { HasShrunk = true };
        }

        run.State = ImportState.Applying;
        await db.SaveChangesAsync(cancellation);
        reading.Summary.Gone = await apply.Run(run.Id, progress, cancellation);
        return reading.Report(run.Id);
    }

    /// <summary>
    /// Puts aside the records of a run given on the desk, and what becomes of them if it is applied. Whoever calls holds
    /// the lock of imports.
    /// </summary>
    /// <returns>What was met, and the first places that the list no longer holds.</returns>
    /// <exception cref="UnreadableListException">Nothing of the file can be read.</exception>
    internal async Task<(ImportReport Report, IReadOnlyList<Guid> Gone)> PutAside(
        MaillageDb db,
        ImportRun run,
        Stream file,
        ReadingOptions options,
        CancellationToken cancellation
    )
    {
        await db.StagedPlaces.Where(s => s.RunId == run.Id).ExecuteDeleteAsync(cancellation);
        var list = await ListContent.Open(file, cancellation);
        var reading = new ListReading(options);
        await Read(list, reading, run, progress: null, cancellation);
        if (reading.Summary.Read == reading.Summary.Rejected)
        {
            throw new UnreadableListException(
                reading.Problems.FirstOrDefault(p => p.Kind == ProblemKind.Rejection)?.Sentence
                    ?? "Aucune fiche n’a pu être lue dans cette liste."
            );
        }

        reading.Note(run);
        var (gone, first) = await CountGone(db, reading, run.Territories, cancellation);
        run.Stopped = await Shrinkage(db, reading, run.Territories, gone, cancellation);
        run.HasShrunk = run.Stopped is not null;
        (run.Gone, reading.Summary.Gone) = (gone.Values.Sum(), gone.Values.Sum());
        return (reading.Report(run.Id), first);
    }

    /// <summary>
    /// Whether a list holds at least a fifth fewer records than those that stand in the directory under its name, or has
    /// lost as many of them for others: it may have been cut, filtered by mistake, or numbered anew.
    /// </summary>
    /// <param name="gone">How many records have left each list read to its end.</param>
    /// <returns>A French sentence; null when it has not shrunk.</returns>
    private static async Task<string?> Shrinkage(
        MaillageDb db,
        ListReading reading,
        IReadOnlyList<string> territories,
        IReadOnlyDictionary<string, int> gone,
        CancellationToken cancellation
    )
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        foreach (var source in reading.Sources)
        {
            var before = await db
                .PlaceSources.Where(s => s.Source == source && s.GoneAt == null)
                .In(territories, db)
                .CountAsync(cancellation);
            var (now, left) = (reading.SeenOf(source), gone.GetValueOrDefault(source));
            if (before > 0 && now * 5 <= before * 4)
            {
                return string.Create(
                    french,
                    $"La liste « {source} » a perdu un cinquième de ses fiches ou plus : {now:N0} au lieu de {before:N0}."
                );
            }

            if (before > 0 && left * 5 >= before)
            {
                return string.Create(
                    french,
                    $"La liste « {source} » ne contient plus {left:N0} de ses {before:N0} fiches : ses identifiants ont-ils changé ?"
                );
            }
        }

        return null;
    }

    private static ImportReport Refused(string sentence) =>
        new(new ImportSummary(), [new ImportProblem(0, null, null, sentence, ProblemKind.Rejection)]);

    private async Task<ImportRun> Begin(MaillageDb db, ImportRequest request, CancellationToken cancellation)
    {
        var run = new ImportRun
        {
            Id = Guid.CreateVersion7(),
            Origin = request.Origin,
            State = ImportState.Reading,
            StartedAt = ImportRun.InstantAt(clock.GetUtcNow().UtcDateTime),
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
            var before = known.GetValueOrDefault((record.Source, record.SourceId));
            var isOurs = IsWithin(run, before?.Insee ?? record.Place?.Insee);
            var hasLeft = isOurs && record.Place is not null && !IsWithin(run, record.Place.Insee);
            // What is refused is counted as such: nothing says where it stands.
            reading.Summary.Outside += record.Place is not null && (!isOurs || hasLeft) ? 1 : 0;
            reading.Summary.Beyond += isOurs && !hasLeft && IsBeyond(record.Place) ? 1 : 0;
            if (!isOurs)
            {
                continue;
            }

            reading.See(record.Source);
            // A place that moves to another territory is still listed, and is not ours to move.
            var json = record.Place is null || hasLeft ? null : RecordJson.Write(record.Place);
            var fingerprint = json is null ? null : RecordJson.Fingerprint(record.Original, json);
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

    private bool IsBeyond(Place? place) =>
        place is not null && !ImportTerritory.Holds([site.Value.Departement], place.Insee);

    private static bool IsWithin(ImportRun? run, string? insee) =>
        run is null || ImportTerritory.Holds(run.Territories, insee);

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
                    .Select(s => new KnownRecord(
                        s.Source,
                        s.SourceId,
                        s.Fingerprint,
                        s.GoneAt != null,
                        db.Places.Where(p => p.Id == s.PlaceId).Select(p => p.Insee).FirstOrDefault()
                    ))
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellation)
            )
            {
                known[(record.Source, record.SourceId)] = record;
            }
        }

        return known;
    }

    /// <summary>How many records have left each list read to its end, and the places of the first of them.</summary>
    private static async Task<(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<Guid> First)> CountGone(
        MaillageDb db,
        ListReading reading,
        IReadOnlyList<string> territories,
        CancellationToken cancellation
    )
    {
        var (counts, first) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<Guid>());
        foreach (var source in reading.CompleteSources)
        {
            await foreach (
                var record in db
                    .PlaceSources.Where(s => s.Source == source && s.GoneAt == null)
                    .In(territories, db)
                    .Select(s => new { s.SourceId, s.PlaceId })
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellation)
            )
            {
                if (reading.HasMet(source, record.SourceId))
                {
                    continue;
                }

                counts[source] = counts.GetValueOrDefault(source) + 1;
                if (first.Count < MostGoneShown)
                {
                    first.Add(record.PlaceId);
                }
            }
        }

        return (counts, first);
    }

    private sealed record KnownRecord(string Source, string SourceId, string Fingerprint, bool IsGone, string? Insee);
}

/// <summary>How far an import is.</summary>
public readonly record struct ImportProgress(ImportState State, int Records);

using System.Text;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Organisations;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Export;

/// <summary>Takes a whole directory back from a maillage-json file (reprise): what it holds replaces what bears the same id.</summary>
public sealed class ReadMaillageJson(MaillageDb db)
{
    private const int BatchSize = 500;

    /// <summary>The array opens on the first line and its header stands on the second.</summary>
    private const int LinesBeforeRecords = 2;

    private readonly ImportSummary summary = new();
    private readonly List<ImportProblem> problems = [];

    /// <summary>True when the file begins with the mark of the format; the stream is put back where it was.</summary>
    public static bool IsMaillageJson(Stream file)
    {
        var start = file.Position;
        Span<byte> beginning = stackalloc byte[200];
        var length = file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        file.Position = start;
        return Encoding
            .UTF8.GetString(beginning[..length])
            .Contains($"\"{MaillageJson.Format}\"", StringComparison.Ordinal);
    }

    /// <summary>
    /// Writes batch by batch. A record that the database refuses (its address or SIRET belongs to another one) is left
    /// out with the reason. A file that breaks off leaves what was read before: reading it again changes nothing twice.
    /// </summary>
    /// <param name="isTrial">True to read and compare only.</param>
    public async Task<ImportReport> Run(Stream file, bool isTrial = false, CancellationToken cancellation = default)
    {
        await using var held = await db.TryLock(ImportPlaces.LockName, cancellation);
        if (held is null)
        {
            Refuse(0, null, "Un autre import est en cours : attendez qu’il soit fini, puis recommencez.");
            return Report();
        }

        try
        {
            var batch = new List<(int Line, MaillageRecord Record)>(BatchSize);
            await foreach (var record in Records(file, cancellation))
            {
                if (record is not { Version: null or MaillageJson.Version })
                {
                    Refuse(
                        LinesBeforeRecords,
                        $"{record?.Version}",
                        "Ce fichier est d’une version que ce programme ne lit pas."
                    );
                    return Report();
                }

                if (record is { Organisation: null, Place: null })
                {
                    continue;
                }

                batch.Add((LinesBeforeRecords + ++summary.Read, record));
                if (batch.Count == BatchSize)
                {
                    await Save(batch, isTrial, cancellation);
                    batch.Clear();
                }
            }

            await Save(batch, isTrial, cancellation);
        }
        catch (JsonException)
        {
            Refuse(
                LinesBeforeRecords + summary.Read + 1,
                null,
                "Le fichier est abîmé ou coupé ici : ce qui précède a été lu."
            );
        }

        return Report();
    }

    private static IAsyncEnumerable<MaillageRecord?> Records(Stream file, CancellationToken cancellation) =>
        JsonSerializer.DeserializeAsyncEnumerable<MaillageRecord>(file, MaillageJson.Options, cancellation);

    private ImportReport Report() => new(summary, problems) { IsClean = problems.Count == 0 };

    private void Refuse(int line, string? value, string sentence)
    {
        summary.Rejected++;
        problems.Add(new ImportProblem(line, null, value, sentence, ProblemKind.Rejection));
    }

    private async Task Save(List<(int Line, MaillageRecord Record)> batch, bool isTrial, CancellationToken cancellation)
    {
        try
        {
            await SaveTogether([.. batch.Select(b => b.Record)], isTrial, cancellation);
        }
        catch (DbUpdateException) when (batch.Count > 1)
        {
            // One of them is refused: alone, each tells whether it is the one.
            db.ChangeTracker.Clear();
            foreach (var record in batch)
            {
                await Save([record], isTrial, cancellation);
            }
        }
        catch (DbUpdateException)
        {
            var (line, record) = batch[0];
            if (record.Place is { } place)
            {
                Refuse(
                    line,
                    place.Name,
                    "Son adresse ou son identifiant de source est déjà celui d’un autre lieu, ou sa structure manque."
                );
            }
            else
            {
                Refuse(
                    line,
                    record.Organisation!.Name,
                    "Son numéro Siret est déjà celui d’une autre structure, ou sa structure parente manque."
                );
            }
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task SaveTogether(List<MaillageRecord> batch, bool isTrial, CancellationToken cancellation)
    {
        await Replace([.. batch.Select(r => r.Organisation).OfType<Organisation>()], cancellation);
        await Replace([.. batch.Where(r => r.Place is not null)], cancellation);

        var changes = db.ChangeTracker.Entries().Where(e => e.State != EntityState.Unchanged).ToList();
        var created = changes.Count(e => e is { State: EntityState.Added, Entity: Place or Organisation });
        var changed = changes.Select(e => RecordOf(e.Entity)).Distinct().Count();
        if (changed > 0 && !isTrial)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await db.SaveChangesAsync(cancellation);
            await DirectoryVersion.Bump(db, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        summary.Created += created;
        summary.Updated += changed - created;
        summary.Unchanged += batch.Count - changed;
    }

    /// <summary>The id of the organisation or the place to which a row belongs.</summary>
    private static Guid RecordOf(object row) =>
        row switch
        {
            Place place => place.Id,
            Organisation organisation => organisation.Id,
            Stop stop => stop.PlaceId,
            PlaceSource source => source.PlaceId,
            PlaceAlias alias => alias.PlaceId,
            _ => throw new InvalidOperationException($"{row.GetType().Name} is no part of a record."),
        };

    private async Task Replace(List<Organisation> organisations, CancellationToken cancellation)
    {
        var ids = organisations.Select(o => o.Id).ToList();
        var known = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancellation);
        foreach (var organisation in organisations)
        {
            Put(organisation, known.GetValueOrDefault(organisation.Id));
        }
    }

    private async Task Replace(List<MaillageRecord> records, CancellationToken cancellation)
    {
        var ids = records.Select(r => r.Place!.Id).ToList();
        var known = await db
            .Places.AsSplitQuery()
            .Include(p => p.Stops)
            .Include(p => p.Sources)
            .Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, cancellation);
        var aliases = (await db.PlaceAliases.Where(a => ids.Contains(a.PlaceId)).ToListAsync(cancellation)).ToLookup(
            a => a.PlaceId
        );
        foreach (var record in records)
        {
            var place = record.Place!;
            if (known.GetValueOrDefault(place.Id) is { } existing)
            {
                Put(place, existing);
                PutAll(place.Stops, existing.Stops, s => s.Id);
                PutAll(place.Sources, existing.Sources, s => s.Id);
            }
            else
            {
                db.Add(place);
            }

            PutAll(
                (record.Aliases ?? []).Select(slug => new PlaceAlias { Slug = slug, PlaceId = place.Id }),
                aliases[place.Id],
                a => a.Slug
            );
        }
    }

    private void PutAll<T, TKey>(IEnumerable<T> wanted, IEnumerable<T> existing, Func<T, TKey> keyOf)
        where T : class
        where TKey : notnull
    {
        var left = existing.ToDictionary(keyOf);
        foreach (var item in wanted)
        {
            left.Remove(keyOf(item), out var same);
            Put(item, same);
        }

        db.RemoveRange(left.Values);
    }

    private void Put<T>(T wanted, T? existing)
        where T : class
    {
        if (existing is null)
        {
            db.Add(wanted);
        }
        else
        {
            db.Entry(existing).CurrentValues.SetValues(wanted);
        }
    }
}

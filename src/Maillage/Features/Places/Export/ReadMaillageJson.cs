using System.Text;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Organisations;
using Maillage.Features.Places.Search;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Export;

/// <summary>Takes a whole directory back from a maillage-json file (reprise): what it holds replaces what bears the same id.</summary>
public sealed class ReadMaillageJson(MaillageDb db)
{
    private const int BatchSize = 500;

    private readonly List<RefusedRecord> refused = [];

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
    public async Task<ReadMaillageOutcome> Run(Stream file, CancellationToken cancellation = default)
    {
        var (read, changed) = (0, 0);
        try
        {
            var records = JsonSerializer.DeserializeAsyncEnumerable<MaillageRecord>(
                file,
                MaillageJson.Options,
                cancellation
            );
            var batch = new List<MaillageRecord>(BatchSize);
            await foreach (var record in records)
            {
                if (
                    record is { Format: not null }
                    && record is not { Format: MaillageJson.Format, Version: MaillageJson.Version }
                )
                {
                    return new ReadMaillageOutcome(read, changed, refused)
                    {
                        Broken = $"Ce fichier est d’une version que ce programme ne lit pas ({record.Version}).",
                    };
                }

                if (record is { Organisation: null, Place: null } or null)
                {
                    continue;
                }

                batch.Add(record);
                read++;
                if (batch.Count == BatchSize)
                {
                    changed += await Save(batch, cancellation);
                    batch.Clear();
                }
            }

            changed += await Save(batch, cancellation);
            return new ReadMaillageOutcome(read, changed, refused);
        }
        catch (JsonException wrong)
        {
            return new ReadMaillageOutcome(read, changed, refused)
            {
                Broken =
                    $"Le fichier est abîmé ou coupé à la ligne {wrong.LineNumber + 1} : {read} fiches ont été lues avant.",
            };
        }
    }

    private async Task<int> Save(List<MaillageRecord> batch, CancellationToken cancellation)
    {
        try
        {
            return await SaveTogether(batch, cancellation);
        }
        catch (DbUpdateException) when (batch.Count > 1)
        {
            // One of them is refused: alone, each tells whether it is the one.
            db.ChangeTracker.Clear();
            var changed = 0;
            foreach (var record in batch)
            {
                changed += await Save([record], cancellation);
            }

            return changed;
        }
        catch (DbUpdateException)
        {
            var name = batch[0].Place?.Name ?? batch[0].Organisation!.Name;
            var reason = batch[0].Place is null
                ? "Son numéro Siret est déjà celui d’une autre structure, ou sa structure parente manque."
                : "Son adresse ou son identifiant de source est déjà celui d’un autre lieu, ou sa structure manque.";
            refused.Add(new RefusedRecord(name, reason));
            return 0;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task<int> SaveTogether(List<MaillageRecord> batch, CancellationToken cancellation)
    {
        var organisations = batch.Select(r => r.Organisation).OfType<Organisation>().ToList();
        var places = batch.Where(r => r.Place is not null).ToList();
        await Replace(organisations, cancellation);
        await Replace(places, cancellation);

        var changed = db
            .ChangeTracker.Entries()
            .Where(e => e.State != EntityState.Unchanged)
            .Select(e =>
                e.Entity switch
                {
                    Place place => place.Id,
                    Organisation organisation => organisation.Id,
                    Stop stop => stop.PlaceId,
                    PlaceSource source => source.PlaceId,
                    PlaceAlias alias => alias.PlaceId,
                    _ => Guid.Empty,
                }
            )
            .Distinct()
            .Count();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        if (changed > 0)
        {
            await DirectoryVersion.Bump(db, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return changed;
    }

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

/// <summary>What reading a maillage-json file gave.</summary>
/// <param name="Read">Organisations and places in the file.</param>
/// <param name="Changed">Those that were new or different.</param>
/// <param name="Refused">Those that the database could not take.</param>
public sealed record ReadMaillageOutcome(int Read, int Changed, IReadOnlyList<RefusedRecord> Refused)
{
    /// <summary>Why the file could not be read to its end, in French; null when it was.</summary>
    public string? Broken { get; init; }
}

/// <summary>An organisation or a place that was left out, with the reason in French.</summary>
public sealed record RefusedRecord(string Name, string Reason);

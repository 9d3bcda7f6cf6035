using Maillage.Data;
using Maillage.Features.Territories;
using Maillage.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Search;

/// <summary>
/// The directory in memory (annuaire): readers take <see cref="Current"/> and search it without touching the database.
/// </summary>
public sealed class PlaceDirectory(
    IServiceScopeFactory scopes,
    TerritoryAtlas atlas,
    PageGeneration pages,
    TimeProvider time
)
{
    private readonly SemaphoreSlim reloading = new(1, 1);
    private volatile DirectorySnapshot current = DirectorySnapshot.Empty;
    private long? version;
    private volatile bool ready;

    /// <summary>The places of the moment; a page takes it once and keeps it to its end.</summary>
    public DirectorySnapshot Current => current;

    /// <summary>False until the places were read once.</summary>
    public bool IsReady => ready;

    public PlaceResults Search(PlaceQuery query) => current.Search(query, time.GetUtcNow().UtcDateTime);

    /// <summary>Reads all places again and puts them in place of the former ones, at once.</summary>
    public Task Reload(CancellationToken cancellation = default) => Reload(always: true, cancellation);

    /// <summary>Reads the places again if some node has announced a change since.</summary>
    public Task Follow(CancellationToken cancellation = default) => Reload(always: false, cancellation);

    private async Task Reload(bool always, CancellationToken cancellation)
    {
        await reloading.WaitAsync(cancellation);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
            // Read before the places: a change in between is then read twice rather than missed.
            var announced = await db.DirectoryVersions.Select(row => row.Number).SingleAsync(cancellation);
            if (always || announced != version)
            {
                current = await Read(db, cancellation);
                pages.Next();
                version = announced;
                ready = true;
            }
        }
        finally
        {
            reloading.Release();
        }
    }

    private async Task<DirectorySnapshot> Read(MaillageDb db, CancellationToken cancellation)
    {
        var places = new Dictionary<Guid, Place>();
        await foreach (var place in Present(db).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            places.Add(place.Id, place);
        }

        var stops = db.Stops.AsNoTracking().OrderBy(stop => stop.Id).AsAsyncEnumerable();
        await foreach (var stop in stops.WithCancellation(cancellation))
        {
            places.GetValueOrDefault(stop.PlaceId)?.Stops.Add(stop);
        }

        var listed = await db
            .PlaceSources.Where(source => source.GoneAt == null)
            .OrderBy(source => source.Id)
            .Select(source => new
            {
                source.PlaceId,
                Entry = new EntrySource(source.Source, source.SourceId, source.LastSeenAt),
            })
            .ToListAsync(cancellation);
        var aliases = await FormerAddresses.Read(db, cancellation);
        return DirectorySnapshot.Build(
            places.Values,
            listed
                .GroupBy(source => source.PlaceId, source => source.Entry)
                .ToDictionary(group => group.Key, IReadOnlyList<EntrySource> (group) => [.. group]),
            aliases,
            atlas.Map.CommuneByInsee
        );
    }

    private static IQueryable<Place> Present(MaillageDb db) =>
        db.Places.AsNoTracking().Include(place => place.Photo).Where(place => place.GoneAt == null);
}

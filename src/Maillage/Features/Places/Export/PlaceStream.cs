using System.Runtime.CompilerServices;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Export;

/// <summary>
/// Reads the whole directory place by place, in the order of the ids, whatever its size and the database.
/// Stops and sources come in the order of their ids too.
/// </summary>
public sealed class PlaceStream(MaillageDb db)
{
    private const int BatchSize = 500;

    /// <summary>The places that some source still lists: those that the public may read.</summary>
    public IAsyncEnumerable<Place> Published(CancellationToken cancellation = default) =>
        Read(db.Places.Where(p => p.GoneAt == null), cancellation);

    /// <summary>Every place, gone ones included.</summary>
    public IAsyncEnumerable<Place> All(CancellationToken cancellation = default) => Read(db.Places, cancellation);

    private static async IAsyncEnumerable<Place> Read(
        IQueryable<Place> places,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // Sorted here: the two databases do not order ids alike.
        var ids = await places.Select(p => p.Id).ToListAsync(cancellation);
        ids.Sort();
        foreach (var batch in ids.Chunk(BatchSize))
        {
            var read = await places
                .AsNoTracking()
                .AsSplitQuery()
                .Include(p => p.Organisation)
                .Include(p => p.Stops)
                .Include(p => p.Sources)
                .Where(p => batch.Contains(p.Id))
                .ToListAsync(cancellation);
            foreach (var place in read.OrderBy(p => p.Id))
            {
                place.Stops.Sort((one, other) => one.Id.CompareTo(other.Id));
                place.Sources.Sort((one, other) => one.Id.CompareTo(other.Id));
                yield return place;
            }
        }
    }
}

using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Looks for duplicates (doublons) in the whole directory and keeps the proposals; a second run changes nothing, and
/// what a person called « pas un doublon » is not proposed again. No place is ever merged here.</summary>
public sealed class ProposeDuplicates(MaillageDb db, TimeProvider clock)
{
    /// <summary>The pairs that wait for a decision, the most certain first, and what this run changed.</summary>
    public async Task<Outcome> Run(CancellationToken cancellation = default)
    {
        var places = await ReadPlaces(cancellation);
        var found = FindDuplicates.Run(places);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var known = await db.DuplicateProposals.ToDictionaryAsync(p => (p.FirstPlaceId, p.SecondPlaceId), cancellation);
        var waiting = new List<DuplicatePair>(found.Count);
        var created = 0;
        foreach (var pair in found)
        {
            var key = DuplicateProposal.Key(pair.First.Id, pair.Second.Id);
            if (!known.Remove(key, out var proposal))
            {
                db.DuplicateProposals.Add(
                    new DuplicateProposal
                    {
                        Id = Guid.CreateVersion7(),
                        FirstPlaceId = key.First,
                        SecondPlaceId = key.Second,
                        Score = pair.Score,
                        Reasons = [.. pair.Reasons],
                        FoundAt = clock.GetUtcNow().UtcDateTime,
                    }
                );
                created++;
            }
            else if (proposal.State == DuplicateState.Proposed)
            {
                proposal.Score = pair.Score;
                proposal.Reasons = [.. pair.Reasons];
            }
            if (proposal is not { State: not DuplicateState.Proposed })
            {
                waiting.Add(pair);
            }
        }
        // What nobody has decided on and nothing supports any more is withdrawn; decisions stay.
        var withdrawn = known.Values.Where(p => p.State == DuplicateState.Proposed && p.ProposedBy is null).ToList();
        db.DuplicateProposals.RemoveRange(withdrawn);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Outcome(places.Count, waiting, created, withdrawn.Count);
    }

    private async Task<List<DuplicateCandidate>> ReadPlaces(CancellationToken cancellation)
    {
        var places = await db
            .Places.AsNoTracking()
            .Where(p => p.GoneAt == null)
            .OrderBy(p => p.Id)
            .Select(p => new
            {
                p.Id,
                Sources = p.Sources.Select(s => s.Source).ToList(),
                p.Name,
                p.Address,
                p.PostalCode,
                p.Insee,
                p.CommuneName,
                p.LocationPrecision,
                p.Latitude,
                p.Longitude,
                p.Pivot,
                p.Phone,
                p.Websites,
                p.Emails,
            })
            .ToListAsync(cancellation);
        return
        [
            .. places.Select(p =>
            {
                // A commune's centre that stands in for an unknown address says nothing of the place.
                var isPlaced = p.LocationPrecision != LocationPrecision.Commune;
                return new DuplicateCandidate(
                    p.Id,
                    p.Sources.Count == 1 ? p.Sources[0] : "",
                    p.Name,
                    p.Address,
                    p.PostalCode,
                    p.Insee,
                    p.CommuneName,
                    isPlaced ? p.Latitude : null,
                    isPlaced ? p.Longitude : null,
                    p.Pivot,
                    p.Phone,
                    string.Join('|', p.Websites),
                    string.Join('|', p.Emails)
                );
            }),
        ];
    }

    /// <summary>What one run read, found and changed.</summary>
    public sealed record Outcome(int Places, IReadOnlyList<DuplicatePair> Waiting, int Created, int Withdrawn);
}

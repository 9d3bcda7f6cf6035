using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Proposals;

/// <summary>The proposals that somebody decides on: those of the communes that they coordinate, all of them for administrators.</summary>
public sealed class ProposalsInHand(MaillageDb db, TerritoryMap map, TimeProvider time)
{
    public IQueryable<PlaceProposal> Of(Person person)
    {
        var proposals = db.PlaceProposals.AsNoTracking();
        return person.CommunesCoordinated(map) is { } communes
            ? proposals.Where(p => communes.Contains(p.Insee))
            : proposals;
    }

    /// <summary>Those of the communes that nobody coordinates today: administrators alone see what is proposed there.</summary>
    public async Task<IReadOnlySet<string>> WithoutCoordinator(
        IEnumerable<string> communes,
        CancellationToken cancellation
    )
    {
        var today = time.TodayInParis();
        var roles = await db
            .NetworkRoles.AsNoTracking()
            .Where(r => r.Kind == NetworkRoleKind.Coordinator && r.From <= today)
            .Where(r => r.EndedOn == null || r.EndedOn > today)
            .ToListAsync(cancellation);
        return communes
            .Where(insee => map.CommuneByInsee(insee) is not { } commune || !roles.Exists(role => role.Covers(commune)))
            .ToHashSet(StringComparer.Ordinal);
    }
}

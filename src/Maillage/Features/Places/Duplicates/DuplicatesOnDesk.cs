using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Pairs that wait for a decision, on the desk.</summary>
internal sealed class DuplicatesOnDesk(MaillageDb db, TerritoryMap map) : IDeskGroup
{
    private const int Shown = 3;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!ReportsOnDesk.LooksAfterPlaces(person))
        {
            return null;
        }

        var pairs = db.PairsOf(person, map, DuplicateState.Proposed);
        var total = await pairs.CountAsync(cancellation);
        var first = await pairs
            .OrderByDescending(pair => pair.Proposal.Score)
            .ThenBy(pair => pair.Proposal.Id)
            .Take(Shown)
            .ToListAsync(cancellation);
        return total == 0
            ? null
            : new DeskGroup(
                "doublons",
                "Doublons proposés",
                total,
                [
                    .. first.Select(pair => new DeskTask(
                        $"{pair.FirstName} et {pair.SecondName}",
                        pair.FirstCommune ?? "",
                        "Comparer",
                        PlaceUrls.Duplicate(pair.Proposal.Id)
                    )),
                ],
                PlaceUrls.Duplicates
            );
    }
}

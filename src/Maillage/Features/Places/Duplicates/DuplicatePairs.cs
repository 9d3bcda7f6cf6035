using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>A proposal with what a list says of its two places (paire).</summary>
internal sealed class ProposedPair
{
    public required DuplicateProposal Proposal { get; init; }

    public required string FirstName { get; init; }

    public string? FirstCommune { get; init; }

    public required string SecondName { get; init; }

    public string? SecondCommune { get; init; }
}

/// <summary>The pairs on which a person decides.</summary>
internal static class DuplicatePairs
{
    /// <summary>Pairs in one state whose two places are both in the directory and both the person's to decide on.</summary>
    public static IQueryable<ProposedPair> PairsOf(
        this MaillageDb db,
        Person person,
        TerritoryMap map,
        DuplicateState state
    )
    {
        var places = db.PlacesToMerge(person, map).Where(p => p.GoneAt == null);
        return from proposal in db.DuplicateProposals.AsNoTracking()
            where proposal.State == state
            join first in places on proposal.FirstPlaceId equals first.Id
            join second in places on proposal.SecondPlaceId equals second.Id
            select new ProposedPair
            {
                Proposal = proposal,
                FirstName = first.Name,
                FirstCommune = first.CommuneName,
                SecondName = second.Name,
                SecondCommune = second.CommuneName,
            };
    }
}

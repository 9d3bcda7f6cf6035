using Maillage.Data;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Says that a pair is not a duplicate, takes that back, or puts two places side by side (décider d’un doublon).</summary>
public sealed class DecideDuplicate(MaillageDb db, Journal journal, TimeProvider time)
{
    /// <summary>« Pas un doublon »: remembered through every later search and import.</summary>
    /// <returns>False when somebody else has decided meanwhile.</returns>
    public Task<bool> NotDuplicate(Guid proposalId, Guid accountId, CancellationToken cancellation) =>
        Change(
            proposalId,
            DuplicateState.Proposed,
            proposal => proposal.DeclareNotDuplicate(accountId, time.GetUtcNow().UtcDateTime),
            cancellation
        );

    /// <summary>Proposes again a pair that was put aside.</summary>
    /// <returns>False when somebody else has decided meanwhile.</returns>
    public Task<bool> Reconsider(Guid proposalId, CancellationToken cancellation) =>
        Change(proposalId, DuplicateState.NotDuplicate, proposal => proposal.Reconsider(), cancellation);

    /// <summary>The pair of two places that a person wants to compare, made if it was never found.</summary>
    public async Task<Guid> Compare(Guid one, Guid other, Guid accountId, CancellationToken cancellation)
    {
        var (first, second) = DuplicateProposal.Key(one, other);
        var known = await db.DuplicateProposals.SingleOrDefaultAsync(
            p => p.FirstPlaceId == first && p.SecondPlaceId == second,
            cancellation
        );
        if (known is not null)
        {
            return known.Id;
        }

        var proposal = new DuplicateProposal
        {
            Id = Guid.CreateVersion7(),
            FirstPlaceId = first,
            SecondPlaceId = second,
            Score = 1,
            Reasons = [],
            FoundAt = time.GetUtcNow().UtcDateTime,
            ProposedBy = accountId,
        };
        db.DuplicateProposals.Add(proposal);
        journal.Note(JournalLine.Created, nameof(DuplicateProposal), proposal.Id);
        await db.SaveChangesAsync(cancellation);
        return proposal.Id;
    }

    private async Task<bool> Change(
        Guid proposalId,
        DuplicateState from,
        Action<DuplicateProposal> change,
        CancellationToken cancellation
    )
    {
        var proposal = await db.DuplicateProposals.SingleAsync(p => p.Id == proposalId, cancellation);
        if (proposal.State != from)
        {
            return false;
        }

        change(proposal);
        journal.Note(JournalLine.Changed, nameof(DuplicateProposal), proposalId, nameof(DuplicateProposal.State));
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}

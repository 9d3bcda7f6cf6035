using Maillage.Data;
using Maillage.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Proposals;

/// <summary>Keeps a place that somebody proposes, for whoever coordinates its commune (proposer un lieu).</summary>
public sealed class ProposePlace(MaillageDb db, TimeProvider time)
{
    /// <summary>Keeps it once, however often its form was sent.</summary>
    /// <param name="proposed">What is said of the place.</param>
    /// <param name="form">The signed instant of the form that said it.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task Run(ProposedPlace proposed, string form, CancellationToken cancellation)
    {
        var id = SentOnce.IdOf(form, proposed);
        if (await IsKept())
        {
            return;
        }

        db.PlaceProposals.Add(
            new PlaceProposal
            {
                Id = id,
                Name = proposed.Name,
                Insee = proposed.Insee,
                CommuneName = proposed.CommuneName,
                Where = proposed.Where,
                Needs = [.. proposed.Needs],
                Phone = proposed.Phone,
                Email = proposed.Email,
                Website = proposed.Website,
                Hours = proposed.Hours,
                Ground = proposed.Ground,
                ReplyTo = proposed.ReplyTo,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (!await IsKept())
            {
                throw;
            }
        }

        Task<bool> IsKept() => db.PlaceProposals.AnyAsync(p => p.Id == id, cancellation);
    }
}

/// <summary>What somebody says of a place that is missing; null for what they do not know.</summary>
/// <param name="Where">An address, or where it is in plain words.</param>
public sealed record ProposedPlace(string Name, string Insee, string CommuneName, string Where)
{
    public IReadOnlyList<string> Needs { get; init; } = [];

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Website { get; init; }

    public string? Hours { get; init; }

    public ProposalGround? Ground { get; init; }

    public string? ReplyTo { get; init; }
}

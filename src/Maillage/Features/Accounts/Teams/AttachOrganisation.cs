using System.Data;
using System.Data.Common;
using Maillage.Data;
using Maillage.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Makes an organisation a branch of another, or of none (rattacher une structure).</summary>
public sealed class AttachOrganisation(MaillageDb db)
{
    private const string SerializationFailure = "40001";

    /// <summary>Sets the parent, unless the chain of parents would turn in a circle.</summary>
    /// <param name="organisationId">The branch.</param>
    /// <param name="parentId">The organisation above it; null to detach.</param>
    /// <param name="by">Who asks: see <see cref="Candidates"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<AttachOutcome> Run(Guid organisationId, Guid? parentId, Person by, CancellationToken cancellation)
    {
        try
        {
            // Two people who attach two organisations to each other at once must not both succeed.
            await using var transaction = await db.Database.BeginTransactionAsync(
                IsolationLevel.Serializable,
                cancellation
            );
            var organisation = await db.Organisations.SingleAsync(o => o.Id == organisationId, cancellation);
            if (
                parentId is { } wanted
                && wanted != organisation.ParentId
                && !await Candidates(by).AnyAsync(o => o.Id == wanted, cancellation)
            )
            {
                return AttachOutcome.NotTheirs;
            }

            for (var above = parentId; above is not null; )
            {
                if (above == organisationId)
                {
                    return AttachOutcome.Circle;
                }

                var step = above;
                above = await db
                    .Organisations.Where(o => o.Id == step)
                    .Select(o => o.ParentId)
                    .SingleOrDefaultAsync(cancellation);
            }

            organisation.ParentId = parentId;
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return AttachOutcome.Attached;
        }
        catch (Exception failure) when (failure.GetBaseException() is DbException { SqlState: SerializationFailure })
        {
            db.ChangeTracker.Clear();
            return AttachOutcome.SomebodyWasFaster;
        }
    }

    /// <summary>The organisations under which the person may put another: all for the network's people, theirs for a manager.</summary>
    public IQueryable<Organisation> Candidates(Person person)
    {
        var own = person.Memberships.Where(m => person.MayInviteInto(m.OrganisationId)).Select(m => m.OrganisationId);
        return person.IsAdministrator || person.IsCoordinator
            ? db.Organisations
            : db.Organisations.Where(o => own.Contains(o.Id));
    }
}

/// <summary>What comes of attaching an organisation.</summary>
public enum AttachOutcome
{
    Attached,

    /// <summary>An organisation that does not exist or is not theirs to choose.</summary>
    NotTheirs,

    /// <summary>It would be above itself.</summary>
    Circle,

    /// <summary>Another attachment was being made at the same moment.</summary>
    SomebodyWasFaster,
}

using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Ends what a person does in an organisation, from this very moment (fin d'appartenance).</summary>
public sealed class EndMembership(MaillageDb db, TimeProvider time)
{
    /// <summary>Ends it today; what was done before stays.</summary>
    /// <returns>False when the organisation has no such membership under way.</returns>
    public async Task<bool> Run(Guid organisationId, Guid membershipId, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var membership = await db.Memberships.SingleOrDefaultAsync(
            m => m.Id == membershipId && m.OrganisationId == organisationId && (m.EndedOn == null || m.EndedOn > today),
            cancellation
        );
        if (membership is null)
        {
            return false;
        }

        membership.End(today);
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}

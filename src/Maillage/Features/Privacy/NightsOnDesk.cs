using Maillage.Data;
using Maillage.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Privacy;

/// <summary>Tells those who administer when nothing has been erased at its term for two nights.</summary>
internal sealed class NightsOnDesk(MaillageDb db, TimeProvider time) : IDeskGroup
{
    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!person.IsAdministrator)
        {
            return null;
        }

        var twoNightsAgo = time.GetUtcNow().UtcDateTime.AddDays(-2);
        var oldest = await db.PurgeRuns.MinAsync(r => (DateTime?)r.StartedAt, cancellation);
        var isLate =
            oldest < twoNightsAgo
            && !await db.PurgeRuns.AnyAsync(r => r.EndedAt != null && r.StartedAt >= twoNightsAgo, cancellation);
        return isLate
            ? new DeskGroup(
                "donnees-personnelles",
                "Données personnelles",
                1,
                [
                    new DeskTask(
                        "Rien n’a été effacé depuis deux nuits",
                        "Ce qui est arrivé à son terme est encore là.",
                        "Voir",
                        PrivacyUrls.Nights
                    ),
                ],
                PrivacyUrls.Nights
            )
            : null;
    }
}

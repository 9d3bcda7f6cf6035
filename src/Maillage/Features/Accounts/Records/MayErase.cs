using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Records;

/// <summary>
/// Tells whether the network still stands without somebody: the last administrator and the last manager of an
/// organisation hand over before they go.
/// </summary>
public sealed class MayErase(MaillageDb db, TimeProvider time)
{
    /// <summary>What must be done first, in French sentences; empty when nothing holds the person.</summary>
    public async Task<IReadOnlyList<string>> Run(Guid accountId, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var administrators = await db
            .NetworkRoles.Where(r => r.Kind == NetworkRoleKind.Administrator)
            .Where(r => r.From <= today && (r.EndedOn == null || r.EndedOn > today))
            .Select(r => r.AccountId)
            .Distinct()
            .ToListAsync(cancellation);
        var managed = await (
            from m in db.Memberships
            where m.AccountId == accountId && m.Role == OrganisationRole.Manager
            where m.From <= today && (m.EndedOn == null || m.EndedOn > today)
            where
                !db.Memberships.Any(other =>
                    other.OrganisationId == m.OrganisationId
                    && other.AccountId != accountId
                    && other.Role == OrganisationRole.Manager
                    && other.From <= today
                    && (other.EndedOn == null || other.EndedOn > today)
                )
            join organisation in db.Organisations on m.OrganisationId equals organisation.Id
            select organisation.Name
        )
            .Distinct()
            .ToListAsync(cancellation);
        var refusals = managed
            .Order(StringComparer.CurrentCulture)
            .Select(name =>
                $"{name} n’a pas d’autre responsable. Invitez d’abord une autre personne responsable depuis la page de la structure, ou demandez à la coordination d’y mettre fin à ce rôle."
            )
            .ToList();
        if (administrators is [var only] && only == accountId)
        {
            refusals.Insert(
                0,
                "Personne d’autre n’administre le réseau. Donnez d’abord ce rôle à quelqu’un, dans « Rôles »."
            );
        }

        return refusals;
    }
}

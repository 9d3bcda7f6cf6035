using System.Data;
using System.Data.Common;
using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Roles;

/// <summary>Ends a role of the network from this very moment, never that of the last administrator (fin de rôle).</summary>
public sealed class EndNetworkRole(MaillageDb db, RoleRights rights, TimeProvider time)
{
    /// <summary>What a database answers to the slower of two transactions that cannot both stand (SQL standard).</summary>
    private const string SerializationFailure = "40001";

    /// <summary>Ends it today, when that person may; what was done before stays.</summary>
    public async Task<EndRoleOutcome> Run(Guid roleId, Person by, CancellationToken cancellation)
    {
        try
        {
            // Two administrators who end each other's role at once would leave nobody: each must see what the other does.
            await using var transaction = await db.Database.BeginTransactionAsync(
                IsolationLevel.Serializable,
                cancellation
            );
            var today = time.TodayInParis();
            var role = await db.NetworkRoles.SingleOrDefaultAsync(
                r => r.Id == roleId && r.EndedOn == null,
                cancellation
            );
            if (role is null || !rights.MayEnd(by, role.Kind, role.Territory))
            {
                return EndRoleOutcome.NotTheirs;
            }

            var isLast =
                role.Kind == NetworkRoleKind.Administrator
                && !await db.NetworkRoles.AnyAsync(
                    r =>
                        r.Kind == NetworkRoleKind.Administrator
                        && r.AccountId != role.AccountId
                        && r.From <= today
                        && (r.EndedOn == null || r.EndedOn > today),
                    cancellation
                );
            if (isLast)
            {
                return EndRoleOutcome.LastAdministrator;
            }

            role.End(today);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return EndRoleOutcome.Ended;
        }
        catch (Exception failure) when (failure.GetBaseException() is DbException { SqlState: SerializationFailure })
        {
            // Nothing of it was saved: nothing of it must be saved with what comes next.
            db.ChangeTracker.Clear();
            return EndRoleOutcome.SomebodyWasFaster;
        }
    }
}

/// <summary>What comes of ending a role.</summary>
public enum EndRoleOutcome
{
    Ended,

    /// <summary>No such role under way, or not theirs to end.</summary>
    NotTheirs,

    /// <summary>Without it nobody could give a role any more.</summary>
    LastAdministrator,

    /// <summary>Another role was being ended at the same moment.</summary>
    SomebodyWasFaster,
}

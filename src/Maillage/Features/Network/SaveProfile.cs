using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Network;

/// <summary>Writes the answers to one question of one's own profile (enregistrer son profil).</summary>
public sealed class SaveProfile(MaillageDb db, TimeProvider time)
{
    /// <summary>Applies a change to the profile, made when there is none yet.</summary>
    /// <returns>False when another browser of the same person was making it at that moment.</returns>
    public async Task<bool> Run(Guid accountId, Action<Profile> change, CancellationToken cancellation)
    {
        var profile = await db.Profiles.SingleOrDefaultAsync(p => p.AccountId == accountId, cancellation);
        if (profile is null)
        {
            profile = New(accountId, time);
            db.Profiles.Add(profile);
        }

        change(profile);
        profile.ModifiedAt = time.GetUtcNow().UtcDateTime;
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            var isNew = db.Entry(profile).State == EntityState.Added;
            db.Entry(profile).State = EntityState.Detached;
            if (isNew && await db.Profiles.AnyAsync(p => p.AccountId == accountId, cancellation))
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>A profile in which nothing is said yet, not saved.</summary>
    internal static Profile New(Guid accountId, TimeProvider time) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            ModifiedAt = time.GetUtcNow().UtcDateTime,
        };
}

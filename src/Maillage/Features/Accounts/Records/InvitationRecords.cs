using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Records;

/// <summary>Invitations in the register.</summary>
internal sealed class InvitationRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "invitations",
            Name = "Invitations",
            Holds = "L’adresse e-mail de la personne invitée, son rôle, et qui l’a invitée.",
            Purpose = "Laisser entrer dans le réseau les personnes qui y sont attendues.",
            Basis = LegalBasis.PublicTask,
            Readers =
                "La personne qui reçoit le lien ; tant qu’il n’a pas servi, les responsables de la structure, la coordination et l’administration du réseau.",
            Kept = "{0} jours après que le lien a servi ou a cessé de servir.",
            Length = 30,
            Entities = [typeof(Invitation)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddDays(-Kind.Length);
        var ended = await db.Invitations.Where(i => i.EndsAt < limit || i.AcceptedAt < limit).ToListAsync(cancellation);
        db.RemoveRange(ended);
        await db.SaveChangesAsync(cancellation);
        return ended.Count;
    }

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await Of(holder).AsNoTracking().OrderBy(i => i.CreatedAt).ToListAsync(cancellation);
        return
        [
            .. found.Select(i => new ExportedRecord(
                i.InvitedBy == holder.AccountId ? "Invitation que vous avez faite" : "Invitation que vous avez reçue",
                new("Faite le", ParisTime.Words(i.CreatedAt)),
                new(
                    "Rôle",
                    i.IsNewPassword ? "nouveau mot de passe" : RoleWords.Of(i.Role) + RoleWords.Of(i.NetworkRole)
                ),
                new("A servi le", i.AcceptedAt is { } at ? ParisTime.Words(at) : null),
                // Somebody else's address is not the person's to take away.
                new("Adresse", i.InvitedBy == holder.AccountId ? null : i.Email)
            )),
        ];
    }

    /// <summary>Links to the person open nothing any more; those that they made for others stay until their term.</summary>
    public async Task Erase(AccountHolder holder, CancellationToken cancellation) =>
        db.RemoveRange(await To(holder).ToListAsync(cancellation));

#pragma warning disable CA1304, CA1311, CA1862, MA0011 // these become lower() of the database
    private IQueryable<Invitation> To(AccountHolder holder)
    {
        var email = holder.Email.ToLowerInvariant();
        return db.Invitations.Where(i => email.Length > 0 && i.Email.ToLower() == email);
    }

    private IQueryable<Invitation> Of(AccountHolder holder)
    {
        var email = holder.Email.ToLowerInvariant();
        return db.Invitations.Where(i =>
            i.InvitedBy == holder.AccountId || (email.Length > 0 && i.Email.ToLower() == email)
        );
    }
#pragma warning restore CA1304, CA1311, CA1862, MA0011
}

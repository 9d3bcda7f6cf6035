using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Records;

/// <summary>Other ways into an account, in the register: identities of a provider, passkeys.</summary>
internal sealed class IdentityRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "identities",
            Name = "Identités rattachées et clés d’accès",
            Holds =
                "Le nom que ProConnect donne à la personne, le SIRET pour lequel elle est venue, la partie publique de ses clés d’accès et le nom qu’elle leur donne.",
            Purpose = "Entrer dans l’espace du réseau sans mot de passe.",
            Basis = LegalBasis.PublicTask,
            Readers = "La personne elle-même.",
            Kept = "Jusqu’à ce que la personne les retire, et au plus tard avec son compte, {0} mois après le départ.",
            Length = Account.MonthsKept,
            Entities =
            [
                typeof(Identities.LinkedIdentity),
                typeof(IdentityUserPasskey<Guid>),
                typeof(IdentityPasskeyData),
            ],
        };

    /// <summary>Nothing of its own: they go with the account.</summary>
    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation) => Task.FromResult(0);

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var linked = await db
            .LinkedIdentities.AsNoTracking()
            .Where(l => l.AccountId == holder.AccountId)
            .OrderBy(l => l.LinkedAt)
            .ToListAsync(cancellation);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>()
            .AsNoTracking()
            .Where(p => p.UserId == holder.AccountId)
            .ToListAsync(cancellation);
        return
        [
            .. linked.Select(l => new ExportedRecord(
                "Identité rattachée",
                new("Service", l.Provider),
                new("Nom donné par ce service", l.Subject),
                new("SIRET", l.Siret),
                new("Le", ParisTime.Words(l.LinkedAt))
            )),
            .. passkeys.Select(p => new ExportedRecord("Clé d’accès", new ExportedField("Nom", p.Data.Name))),
        ];
    }

    public async Task Erase(AccountHolder holder, CancellationToken cancellation)
    {
        db.LinkedIdentities.RemoveRange(
            await db.LinkedIdentities.Where(l => l.AccountId == holder.AccountId).ToListAsync(cancellation)
        );
        await db.Set<IdentityUserPasskey<Guid>>()
            .Where(p => p.UserId == holder.AccountId)
            .ExecuteDeleteAsync(cancellation);
    }
}

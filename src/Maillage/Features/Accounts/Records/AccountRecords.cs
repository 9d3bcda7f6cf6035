using System.Globalization;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Privacy;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Records;

/// <summary>Accounts and what people do in the network, in the register.</summary>
internal sealed class AccountRecords(
    MaillageDb db,
    AccountTerm accountTerm,
    Lazy<ErasePerson> erasePerson,
    Journal journal,
    TimeProvider time
) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "accounts",
            Name = "Comptes et rôles",
            Holds = "Nom, adresse e-mail, mot de passe illisible, clé de double vérification, rôles et leurs dates.",
            Purpose = "Ouvrir l’espace du réseau à ses professionnels et à ses bénévoles, et à eux seuls.",
            Basis = LegalBasis.PublicTask,
            Readers =
                "Le nom et le rôle : l’équipe de la même structure, la coordination et l’administration du réseau. L’adresse e-mail : la personne elle-même. Le reste : personne.",
            Kept = "{0} mois après la dernière connexion ou la fin du dernier rôle.",
            Length = Account.MonthsKept,
            Entities = [typeof(Account), typeof(IdentityUserToken<Guid>), typeof(Membership), typeof(NetworkRole)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var due = await accountTerm.Reached(ParisTime.DayAt(now), cancellation);
        foreach (var holder in due)
        {
            await erasePerson.Value.Run(holder, cancellation);
        }

        return due.Count;
    }

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == holder.AccountId, cancellation);
        var memberships = await (
            from m in db.Memberships.AsNoTracking()
            where m.AccountId == holder.AccountId
            join o in db.Organisations on m.OrganisationId equals o.Id
            orderby m.From
            select new { Membership = m, o.Name }
        ).ToListAsync(cancellation);
        var roles = await db
            .NetworkRoles.AsNoTracking()
            .Where(r => r.AccountId == holder.AccountId)
            .OrderBy(r => r.From)
            .ToListAsync(cancellation);
        return
        [
            new(
                "Compte",
                new("Nom", account.Name),
                new("E-mail", account.Email),
                new("Ouvert le", ParisTime.Words(account.CreatedAt)),
                new("Dernière connexion", Day(account.LastSignedInOn)),
                new("Double vérification", account.TwoFactorEnabled ? "active" : "non")
            ),
            .. memberships.Select(row => new ExportedRecord(
                "Appartenance",
                new("Structure", row.Name),
                new("Rôle", RoleWords.Of(row.Membership.Role)),
                new("Depuis", Day(row.Membership.From)),
                new("Fin", Day(row.Membership.EndedOn))
            )),
            .. roles.Select(role => new ExportedRecord(
                "Rôle de réseau",
                new("Territoire", role.Territory),
                new("Rôle", RoleWords.Of(role.Kind)),
                new("Depuis", Day(role.From)),
                new("Fin", Day(role.EndedOn))
            )),
        ];
    }

    /// <summary>Roles end today and are counted as before; the account names nobody any more.</summary>
    public async Task Erase(AccountHolder holder, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = ParisTime.DayAt(now);
        foreach (
            var membership in await db.Memberships.Where(m => m.AccountId == holder.AccountId).ToListAsync(cancellation)
        )
        {
            membership.End(today);
        }

        foreach (
            var role in await db.NetworkRoles.Where(r => r.AccountId == holder.AccountId).ToListAsync(cancellation)
        )
        {
            role.End(today);
        }

        await db.Set<IdentityUserToken<Guid>>()
            .Where(t => t.UserId == holder.AccountId)
            .ExecuteDeleteAsync(cancellation);
        var account = await db.Accounts.SingleAsync(a => a.Id == holder.AccountId, cancellation);
        account.Erase(now);
        journal.Note("erased", nameof(Account), account.Id);
    }

    private static string? Day(DateOnly? day) =>
        day is { } known ? FrenchTypography.Day(known, "d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR")) : null;
}

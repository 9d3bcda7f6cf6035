using Maillage.Data;
using Maillage.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Network;

/// <summary>Profiles, and who follows whose mission, in the register.</summary>
internal sealed class ProfileRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "profiles",
            Name = "Profils du réseau",
            Holds =
                "Compétences, publics, langues, disponibilités, téléphone et e-mail de travail, présence en ligne, et qui voit quoi.",
            Purpose = "Savoir qui peut aider à quoi, et où il manque quelqu’un.",
            Basis = LegalBasis.PublicTask,
            Readers = "Pour chaque champ, ceux que la personne a choisis : tout le monde, le réseau ou personne.",
            Kept = "Caché dès que la personne quitte le réseau, effacé avec son compte, au plus tard {0} mois après.",
            Length = Accounts.Account.MonthsKept,
            Entities = [typeof(Profile)],
        };

    /// <summary>Nothing of its own: a profile goes with the account.</summary>
    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation) => Task.FromResult(0);

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await db
            .Profiles.AsNoTracking()
            .Where(p => p.AccountId == holder.AccountId)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(p => new ExportedRecord(
                "Profil",
                new("Intercommunalités", Joined(p.Epcis)),
                new("Compétences", Joined(p.Skills.Select(s => $"{s.Topic} ({s.Level})"))),
                new("Publics", Joined(p.Audiences)),
                new("Langues", Joined(p.Languages)),
                new("Pour les collègues", Joined(p.Capacities)),
                new("Disponibilité", p.Availability),
                new("Demi-journées", Joined(p.FreeHalfDays)),
                new("Téléphone", p.Phone),
                new("E-mail", p.Email),
                new("Nom en ligne", p.OnlineName),
                new("Service en ligne", p.OnlinePlatform),
                new("Adresse en ligne", p.OnlineAddress),
                new("Heures en ligne", p.OnlineHours),
                new("Qui voit quoi", Joined(p.Sights.Select(s => $"{s.Field} : {s.Sight}")))
            )),
        ];
    }

    public async Task Erase(AccountHolder holder, CancellationToken cancellation)
    {
        db.Profiles.RemoveRange(
            await db.Profiles.Where(p => p.AccountId == holder.AccountId).ToListAsync(cancellation)
        );
        foreach (
            var followed in await db.Memberships.Where(m => m.ReferentId == holder.AccountId).ToListAsync(cancellation)
        )
        {
            followed.Plan(followed.EndedOn?.AddDays(-1), referentId: null);
        }
    }

    private static string? Joined(IEnumerable<string> values) =>
        string.Join(", ", values) is { Length: > 0 } all ? all : null;
}

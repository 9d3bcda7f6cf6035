using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Records;

/// <summary>Sessions in the register.</summary>
internal sealed class SessionRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "sessions",
            Name = "Sessions",
            Holds = "Le navigateur et le système en quelques mots, l’heure du début et de la fin.",
            Purpose = "Montrer à chacun où il est connecté, et le laisser fermer à distance.",
            Basis = LegalBasis.PublicTask,
            Readers = "La personne elle-même.",
            Kept = "{0} heures.",
            Length = (int)(AccountSession.Longest + AccountSession.LastForm).TotalHours,
            Entities = [typeof(AccountSession)],
        };

    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var over = now - AccountSession.LastForm;
        return db.AccountSessions.Where(s => s.EndsAt <= over).ExecuteDeleteAsync(cancellation);
    }

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await db
            .AccountSessions.AsNoTracking()
            .Where(s => s.AccountId == holder.AccountId)
            .OrderBy(s => s.StartedAt)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(s => new ExportedRecord(
                "Session",
                new("Appareil", s.Device),
                new("Début", ParisTime.Words(s.StartedAt)),
                new("Fin", ParisTime.Words(s.EndsAt))
            )),
        ];
    }

    public Task Erase(AccountHolder holder, CancellationToken cancellation) =>
        db.AccountSessions.Where(s => s.AccountId == holder.AccountId).ExecuteDeleteAsync(cancellation);
}

using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Records;

/// <summary>What people report about places, in the register.</summary>
public sealed class ReportRecords(MaillageDb db) : IPersonalRecords
{
    /// <summary>A report that nobody has treated by then is of no use any more.</summary>
    public const int MonthsKept = 12;

    public PersonalKind Kind { get; } =
        new()
        {
            Id = "reports",
            Name = "Erreurs signalées",
            Holds = "Une phrase, ce qui serait juste, et le téléphone ou l’e-mail de qui veut une réponse.",
            Purpose = "Corriger la page d’un lieu et dire ce qui en est advenu.",
            Basis = LegalBasis.PublicTask,
            Readers = "Les personnes qui s’occupent du lieu, la coordination et l’administration.",
            Kept =
                "Le contact jusqu’à la réponse, les phrases {0} mois après l’envoi ; ensuite seuls restent la date et le lieu.",
            Length = MonthsKept,
            Entities = [typeof(PlaceReport)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        var old = await db
            .PlaceReports.Where(r => r.CreatedAt <= limit)
            .Where(r => r.Message.Length > 0 || r.Fact != null || r.Proposed != null || r.ReplyTo != null)
            .ToListAsync(cancellation);
        old.ForEach(report => report.Erase(now));
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }

    /// <summary>Those that the person closed; what visitors wrote is theirs.</summary>
    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await (
            from report in db.PlaceReports.AsNoTracking()
            where report.ClosedBy == holder.AccountId
            join place in db.Places on report.PlaceId equals place.Id
            orderby report.ClosedAt
            select new { place.Name, report.ClosedAt }
        ).ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new ExportedRecord(
                "Signalement que vous avez classé",
                new("Lieu", row.Name),
                new("Le", row.ClosedAt is { } at ? ParisTime.Words(at) : null)
            )),
        ];
    }
}

using Maillage.Data;
using Maillage.Features.Places.Proposals;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Records;

/// <summary>The places that people propose, in the register.</summary>
public sealed class ProposalRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "proposals",
            Name = "Lieux proposés",
            Holds = "Ce qui est dit d’un lieu qui manque, et le téléphone ou l’e-mail de qui veut une réponse.",
            Purpose = "Ajouter le lieu à l’annuaire et dire ce qui en est advenu.",
            Basis = LegalBasis.PublicTask,
            Readers = "La coordination de la commune et les personnes qui administrent.",
            Kept =
                "Le contact jusqu’à la réponse, le reste {0} mois après l’envoi ; ensuite restent les dates, la commune et la suite donnée.",
            Length = ReportRecords.MonthsKept,
            Entities = [typeof(PlaceProposal)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        var old = await db
            .PlaceProposals.Where(p => p.CreatedAt <= limit && p.Name.Length > 0)
            .ToListAsync(cancellation);
        old.ForEach(proposal => proposal.Erase(now));
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }

    /// <summary>Those on which the person decided; what visitors wrote is theirs.</summary>
    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await db
            .PlaceProposals.AsNoTracking()
            .Where(p => p.ClosedBy == holder.AccountId)
            .OrderBy(p => p.ClosedAt)
            .Select(p => new { p.CommuneName, p.ClosedAt })
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new ExportedRecord(
                "Proposition de lieu que vous avez réglée",
                new("Commune", row.CommuneName),
                new("Le", row.ClosedAt is { } at ? ParisTime.Words(at) : null)
            )),
        ];
    }
}

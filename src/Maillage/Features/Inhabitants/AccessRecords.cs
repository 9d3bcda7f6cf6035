using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Inhabitants;

/// <summary>Accesses of inhabitants, in the register.</summary>
internal sealed class AccessRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "inhabitants",
            Name = "Accès des habitants",
            Holds =
                "Une référence, un code illisible, la structure et l’agent qui les ont donnés ; avec FranceConnect, le nom que ce service donne à la personne, et rien d’autre.",
            Purpose = "Laisser un habitant ouvrir ce qui le concerne sans créer de compte.",
            Basis = LegalBasis.PublicTask,
            Readers = "L’habitant lui-même ; la structure voit la référence.",
            Kept = "{0} mois après la dernière ouverture, ou dès que l’habitant l’efface.",
            Length = InhabitantAccess.MonthsKept,
            Entities = [typeof(InhabitantAccess)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = ParisTime.DayAt(now).AddMonths(-InhabitantAccess.MonthsKept);
        var old = await db.InhabitantAccesses.Where(a => a.LastUsedOn <= limit).ToListAsync(cancellation);
        db.InhabitantAccesses.RemoveRange(old);
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }
}

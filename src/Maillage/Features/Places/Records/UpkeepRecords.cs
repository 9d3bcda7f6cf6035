using Maillage.Data;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Duplicates;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Records;

/// <summary>Who asked places whether they are right, who called, who merged, in the register.</summary>
internal sealed class UpkeepRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "upkeep",
            Name = "Campagnes de vérification et doublons",
            Holds = "Qui a lancé une campagne, appelé un lieu, réuni ou séparé deux fiches, et quand.",
            Purpose = "Savoir d’où vient une information, et pouvoir revenir en arrière.",
            Basis = LegalBasis.PublicTask,
            Readers = "Les personnes qui s’occupent du lieu, la coordination et l’administration.",
            Kept =
                "Tant que le lieu existe ; le nom disparaît avec le compte, donc au plus tard {0} mois après le départ.",
            Length = Accounts.Account.MonthsKept,
            Entities = [typeof(Campaign), typeof(Verification), typeof(VerificationCall), typeof(PlaceMerge)],
        };

    /// <summary>Nothing of its own: the name goes with the account.</summary>
    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation) => Task.FromResult(0);

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var campaigns = await db
            .Campaigns.AsNoTracking()
            .Where(c => c.StartedBy == holder.AccountId)
            .OrderBy(c => c.StartedAt)
            .ToListAsync(cancellation);
        var calls = await (
            from call in db.VerificationCalls.AsNoTracking()
            where call.AccountId == holder.AccountId
            join verification in db.Verifications on call.VerificationId equals verification.Id
            join place in db.Places on verification.PlaceId equals place.Id
            orderby call.At
            select new { place.Name, call.At }
        ).ToListAsync(cancellation);
        var merges = await (
            from merge in db.PlaceMerges.AsNoTracking()
            where merge.AccountId == holder.AccountId || merge.SeparatedBy == holder.AccountId
            join place in db.Places on merge.KeptPlaceId equals place.Id
            orderby merge.At
            select new { place.Name, merge.At }
        ).ToListAsync(cancellation);
        return
        [
            .. campaigns.Select(c => new ExportedRecord(
                "Campagne de vérification",
                new("Nom", c.Name),
                new("Le", ParisTime.Words(c.StartedAt))
            )),
            .. calls.Select(c => new ExportedRecord(
                "Appel à un lieu",
                new("Lieu", c.Name),
                new("Le", ParisTime.Words(c.At))
            )),
            .. merges.Select(m => new ExportedRecord(
                "Réunion de deux fiches",
                new("Lieu", m.Name),
                new("Le", ParisTime.Words(m.At))
            )),
        ];
    }
}

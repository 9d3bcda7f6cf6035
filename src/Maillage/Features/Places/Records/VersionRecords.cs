using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Records;

/// <summary>
/// Who wrote which version of a place, in the register. A version stays with the place; once its author's account is
/// erased it says « une personne du réseau ».
/// </summary>
internal sealed class VersionRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "versions",
            Name = "Historique des lieux",
            Holds = "Qui a modifié ou vérifié un lieu, et quand.",
            Purpose = "Savoir d’où vient une information, et pouvoir revenir en arrière.",
            Basis = LegalBasis.PublicTask,
            Readers = "Les personnes qui s’occupent du lieu, la coordination et l’administration.",
            Kept =
                "Tant que le lieu existe ; le nom disparaît avec le compte, donc au plus tard {0} mois après le départ.",
            Length = Accounts.Account.MonthsKept,
            Entities = [typeof(PlaceVersion)],
        };

    /// <summary>Nothing of its own: the name goes with the account.</summary>
    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation) => Task.FromResult(0);

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await (
            from version in db.PlaceVersions.AsNoTracking()
            where version.AccountId == holder.AccountId
            join place in db.Places on version.PlaceId equals place.Id
            orderby version.At
            select new
            {
                place.Name,
                version.At,
                version.Kind,
                version.State,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new ExportedRecord(
                "Version d’un lieu",
                new("Lieu", row.Name),
                new("Le", ParisTime.Words(row.At)),
                new("Geste", Words(row.Kind)),
                new("Ce que vous avez enregistré", row.State)
            )),
        ];
    }

    private static string Words(VersionKind kind) =>
        kind switch
        {
            VersionKind.Imported => "état venu d’une liste",
            VersionKind.Edited => "modification",
            VersionKind.Verified => "vérification",
            VersionKind.Restored => "retour à un état ancien",
            VersionKind.Merged => "réunion de deux fiches d’un même lieu",
            VersionKind.Separated => "séparation de deux lieux réunis",
            VersionKind.Proposed => "création d’après une proposition",
            VersionKind.Reported => "modification d’après un signalement",
            VersionKind.Attached => "rattachement à une structure",
            VersionKind.Photographed => "photo ajoutée, changée ou retirée",
            VersionKind.KeptOurs => "choix de ce qui était écrit, contre une liste",
        };
}

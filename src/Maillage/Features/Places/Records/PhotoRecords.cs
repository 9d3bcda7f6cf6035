using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Maillage.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Records;

/// <summary>Photos of places in the register: who sent them, and who might be seen on them.</summary>
internal sealed class PhotoRecords(MaillageDb db, KeepPicture keepPicture) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "photos",
            Name = "Photos des lieux",
            Holds = "Une photo du lieu, sans le lieu ni l’heure de prise de vue, et qui l’a envoyée.",
            Purpose = "Reconnaître le lieu en arrivant.",
            Basis = LegalBasis.PublicTask,
            Readers =
                "Tout le monde pour la photo ; les personnes qui s’occupent du lieu, la coordination et l’administration pour le nom.",
            Kept = "Tant que le lieu est dans l’annuaire, puis {0} mois.",
            Length = 24,
            Entities = [typeof(PlacePhoto)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        var old = await db
            .PlacePhotos.Where(photo => db.Places.Any(p => p.Id == photo.PlaceId && p.GoneAt <= limit))
            .ToListAsync(cancellation);
        db.RemoveRange(old);
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }

    /// <summary>Files that no place shows: of photos just deleted, or left by a process that was killed.</summary>
    public async Task AfterDeletion(CancellationToken cancellation)
    {
        var shown = await db.PlacePhotos.Select(photo => photo.PictureId).ToHashSetAsync(cancellation);
        keepPicture.DeleteAllBut(shown);
    }

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await (
            from photo in db.PlacePhotos.AsNoTracking()
            where photo.AddedBy == holder.AccountId
            join place in db.Places on photo.PlaceId equals place.Id
            orderby photo.AddedAt
            select new
            {
                place.Name,
                photo.AddedAt,
                photo.Alternative,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new ExportedRecord(
                "Photo que vous avez envoyée",
                new("Lieu", row.Name),
                new("Le", ParisTime.Words(row.AddedAt)),
                new("Texte", row.Alternative)
            )),
        ];
    }
}

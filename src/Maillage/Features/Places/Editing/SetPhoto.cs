using Maillage.Data;
using Maillage.Features.Places.Search;
using Maillage.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Gives a place its photo, in place of the former one, or takes it away (photo d’un lieu).</summary>
public sealed class SetPhoto(MaillageDb db, KeepPicture keepPicture, PlaceDirectory directory, TimeProvider time)
{
    /// <summary>Keeps what was sent and shows it; the former picture's files are deleted once it is no longer shown.</summary>
    public async Task<PictureOutcome> Run(
        Guid placeId,
        Guid accountId,
        Stream sent,
        string alternative,
        CancellationToken cancellation
    )
    {
        var (outcome, picture) = await keepPicture.Run(sent, cancellation);
        if (picture is null)
        {
            return outcome;
        }

        var photo = await db.PlacePhotos.SingleOrDefaultAsync(p => p.PlaceId == placeId, cancellation);
        var former = photo?.PictureId;
        var now = time.GetUtcNow().UtcDateTime;
        if (photo is null)
        {
            db.PlacePhotos.Add(
                new PlacePhoto
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = placeId,
                    PictureId = picture.Id,
                    Width = picture.Width,
                    Height = picture.Height,
                    Alternative = alternative,
                    AddedBy = accountId,
                    AddedAt = now,
                }
            );
        }
        else
        {
            (photo.PictureId, photo.Width, photo.Height) = (picture.Id, picture.Width, picture.Height);
            (photo.Alternative, photo.AddedBy, photo.AddedAt) = (alternative, accountId, now);
        }

        try
        {
            await Show(cancellation);
        }
        catch
        {
            keepPicture.Delete(picture.Id);
            throw;
        }

        Forget(former);
        return outcome;
    }

    /// <summary>The place has no photo any more.</summary>
    public async Task Remove(Guid placeId, CancellationToken cancellation)
    {
        if (await db.PlacePhotos.SingleOrDefaultAsync(p => p.PlaceId == placeId, cancellation) is { } photo)
        {
            db.Remove(photo);
            await Show(cancellation);
            Forget(photo.PictureId);
        }
    }

    private async Task Show(CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        await DirectoryVersion.Bump(db, cancellation);
        await transaction.CommitAsync(cancellation);
        await directory.Follow(cancellation);
    }

    private void Forget(Guid? picture)
    {
        if (picture is { } id)
        {
            keepPicture.Delete(id);
        }
    }
}

using Maillage.Data;
using Maillage.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// Gives a place its photo, in place of the former one, or takes it away (photo d’un lieu). Each is a version of the
/// place; the former picture is not kept, so no version puts it back.
/// </summary>
public sealed class SetPhoto(MaillageDb db, KeepPicture keepPicture, EditPlace editPlace, TimeProvider time)
{
    private const int MostTries = 3;

    /// <summary>Keeps what was sent and shows it; the former picture's files are deleted once it is no longer shown.</summary>
    /// <param name="placeId">The place.</param>
    /// <param name="accountId">Who sends it.</param>
    /// <param name="seen">The picture that the person saw; null where there was none.</param>
    /// <param name="sent">The file.</param>
    /// <param name="alternative">What one sees on it.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<PhotoOutcome> Run(
        Guid placeId,
        Guid accountId,
        Guid? seen,
        Stream sent,
        string alternative,
        CancellationToken cancellation
    )
    {
        var (outcome, picture) = await keepPicture.Run(sent, cancellation);
        if (picture is null)
        {
            return new PhotoOutcome(outcome);
        }

        try
        {
            var isShown = await Change(
                placeId,
                accountId,
                seen,
                alternative,
                photo =>
                {
                    if (photo is not null)
                    {
                        (photo.PictureId, photo.Width, photo.Height) = (picture.Id, picture.Width, picture.Height);
                        (photo.Alternative, photo.AddedBy) = (alternative, accountId);
                        photo.AddedAt = time.GetUtcNow().UtcDateTime;
                        return;
                    }

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
                            AddedAt = time.GetUtcNow().UtcDateTime,
                        }
                    );
                },
                cancellation
            );
            if (!isShown)
            {
                keepPicture.Delete(picture.Id);
            }

            return new PhotoOutcome(outcome, SomebodyWasFaster: !isShown);
        }
        catch
        {
            keepPicture.Delete(picture.Id);
            throw;
        }
    }

    /// <summary>The place has no photo any more.</summary>
    /// <returns>False when the photo is no longer the one that the person saw.</returns>
    public Task<bool> Remove(Guid placeId, Guid accountId, Guid? seen, CancellationToken cancellation) =>
        Change(
            placeId,
            accountId,
            seen,
            alternative: null,
            photo =>
            {
                if (photo is not null)
                {
                    db.Remove(photo);
                }
            },
            cancellation
        );

    /// <summary>The photo and the version, in one save; a change of anything else of the place does not stand in the way.</summary>
    private async Task<bool> Change(
        Guid placeId,
        Guid accountId,
        Guid? seen,
        string? alternative,
        Action<PlacePhoto?> change,
        CancellationToken cancellation
    )
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Before the photo: whoever changes it meanwhile changes this too.
            var modifiedAt = await db
                .Places.Where(p => p.Id == placeId)
                .Select(p => p.ModifiedAt)
                .SingleAsync(cancellation);
            var photo = await db.PlacePhotos.SingleOrDefaultAsync(p => p.PlaceId == placeId, cancellation);
            var former = photo?.PictureId;
            if (former != seen)
            {
                return false;
            }

            var note = new VersionNote(nameof(Place.Photo), "Photo", photo?.Alternative, alternative);
            change(photo);
            var outcome = await editPlace.Run(
                placeId,
                modifiedAt,
                accountId,
                VersionKind.Photographed,
                [note],
                _ => { },
                cancellation
            );
            if (outcome == EditOutcome.SomebodyWasFaster)
            {
                db.ChangeTracker.Clear();
                continue;
            }

            if (former is { } picture)
            {
                keepPicture.Delete(picture);
            }

            return true;
        }

        return false;
    }
}

/// <summary>What comes of sending a photo.</summary>
/// <param name="Picture">Whether the file is a picture that may be kept.</param>
/// <param name="SomebodyWasFaster">True where the photo was no longer the one that the person saw: theirs is not kept.</param>
public sealed record PhotoOutcome(PictureOutcome Picture, bool SomebodyWasFaster = false);

using Maillage.Data;
using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Chooses between what a person wrote and what a list has said since (trancher un désaccord).</summary>
public sealed class SettleDispute(MaillageDb db, EditPlace editPlace)
{
    /// <summary>Ends the dispute with the value chosen.</summary>
    /// <param name="placeId">The place.</param>
    /// <param name="disputeId">One of its disputes.</param>
    /// <param name="takeTheirs">True to write the list's value, which then follows the list again.</param>
    /// <param name="seen">The state of the place that the person saw.</param>
    /// <param name="accountId">Who chooses.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<EditOutcome> Run(
        Guid placeId,
        Guid disputeId,
        bool takeTheirs,
        DateTime seen,
        Guid accountId,
        CancellationToken cancellation
    )
    {
        var dispute = await db.FieldDisputes.SingleOrDefaultAsync(
            d => d.Id == disputeId && d.PlaceId == placeId,
            cancellation
        );
        if (dispute is null)
        {
            return EditOutcome.SomebodyWasFaster;
        }

        // Removed with the change itself, in one save.
        db.FieldDisputes.Remove(dispute);
        var field = PlaceFields.Of(dispute.Field)!;
        if (!takeTheirs)
        {
            var place = await db
                .Places.AsNoTracking()
                .Include(p => p.Stops)
                .SingleAsync(p => p.Id == placeId, cancellation);
            return await editPlace.Run(
                placeId,
                seen,
                accountId,
                VersionKind.KeptOurs,
                [
                    new VersionNote(
                        field.Property,
                        $"{field.Label} (« {dispute.Source} » barré)",
                        InOneLine(field.Words(TheirsOf(dispute))),
                        InOneLine(field.Words(place))
                    ),
                ],
                _ => { },
                cancellation
            );
        }

        var outcome = await editPlace.Run(
            placeId,
            seen,
            accountId,
            VersionKind.Imported,
            place => field.Copy(TheirsOf(dispute), place),
            cancellation
        );
        if (outcome != EditOutcome.NothingChanged)
        {
            return outcome;
        }

        // Somebody has typed the same meanwhile: there is nothing to settle any more.
        db.ChangeTracker.Clear();
        db.FieldDisputes.Remove(await db.FieldDisputes.SingleAsync(d => d.Id == disputeId, cancellation));
        await db.SaveChangesAsync(cancellation);
        return EditOutcome.Done;
    }

    private static string? InOneLine(IReadOnlyList<string> words) =>
        words.Count == 0 ? null : string.Join(" ; ", words);

    /// <summary>A place that holds the list's value in the field of the dispute.</summary>
    public Place TheirsOf(FieldDispute dispute) => RecordJson.ReadPlace(dispute.Theirs);
}

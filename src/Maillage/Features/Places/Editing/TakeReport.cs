using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Writes on a place what a report says would be right, and ends the report (reprendre un signalement).</summary>
public sealed class TakeReport(MaillageDb db, EditPlace editPlace, CloseReport closeReport)
{
    /// <summary>
    /// Writes it as a version, if the place is still the one that was seen; in the same save the report is ended and
    /// whoever made it is told.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="seen">The <see cref="Place.ModifiedAt"/> of the place that the person saw beside it.</param>
    /// <param name="accountId">Who decides.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<TakeOutcome> Run(Guid reportId, DateTime seen, Guid accountId, CancellationToken cancellation)
    {
        if (await closeReport.Prepare(reportId, ReportEnd.Corrected, accountId, cancellation) is not { } report)
        {
            return TakeOutcome.AlreadySettled;
        }

        var outcome = await Write(report, seen, accountId, cancellation);
        if (outcome != TakeOutcome.Done)
        {
            // What was prepared would go with the next save.
            db.ChangeTracker.Clear();
        }

        return outcome;
    }

    private async Task<TakeOutcome> Write(
        PlaceReport report,
        DateTime seen,
        Guid accountId,
        CancellationToken cancellation
    )
    {
        var place = await db
            .Places.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == report.PlaceId && p.ModifiedAt == seen, cancellation);
        if (place is null)
        {
            return TakeOutcome.SomebodyWasFaster;
        }

        if (!report.TryTake(place))
        {
            return TakeOutcome.CannotBeRead;
        }

        try
        {
            var edited = await editPlace.Run(
                place.Id,
                seen,
                accountId,
                VersionKind.Reported,
                tracked => report.TryTake(tracked),
                cancellation
            );
            if (edited != EditOutcome.NothingChanged)
            {
                return edited == EditOutcome.Done ? TakeOutcome.Done : TakeOutcome.SomebodyWasFaster;
            }

            // The page says it already: the report stays to be ended.
            db.ChangeTracker.Clear();
            return await closeReport.Run(report.Id, ReportEnd.Corrected, accountId, cancellation)
                ? TakeOutcome.Done
                : TakeOutcome.AlreadySettled;
        }
        catch (DbUpdateConcurrencyException)
        {
            return TakeOutcome.AlreadySettled;
        }
    }
}

/// <summary>What comes of taking over what a report says.</summary>
public enum TakeOutcome
{
    Done,

    /// <summary>Somebody has ended it.</summary>
    AlreadySettled,

    /// <summary>The place is no longer the one that the person saw.</summary>
    SomebodyWasFaster,

    /// <summary>It must be written by hand.</summary>
    CannotBeRead,
}

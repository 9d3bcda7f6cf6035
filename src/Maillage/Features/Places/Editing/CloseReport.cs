using Maillage.Data;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Messaging;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// Ends a report, tells whoever made it what became of it, and erases the way to reach them (classer un signalement).
/// </summary>
public sealed class CloseReport(MaillageDb db, Outbox outbox, ReplyWay replyWay, TimeProvider time)
{
    /// <summary>Says what became of it, once; the message is in the queue exactly if the report is ended.</summary>
    /// <returns>False when somebody has already ended it.</returns>
    public async Task<bool> Run(Guid reportId, ReportEnd end, Guid accountId, CancellationToken cancellation)
    {
        if (await Prepare(reportId, end, accountId, cancellation) is null)
        {
            return false;
        }

        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>The same without saving: the caller saves its own change with it.</summary>
    /// <returns>The report, tracked; null when somebody has already ended it.</returns>
    internal async Task<PlaceReport?> Prepare(
        Guid reportId,
        ReportEnd end,
        Guid accountId,
        CancellationToken cancellation
    )
    {
        var report = await db.PlaceReports.SingleOrDefaultAsync(
            r => r.Id == reportId && r.ClosedAt == null,
            cancellation
        );
        if (report is null)
        {
            return null;
        }

        if (replyWay.To(report.ReplyTo) is { } address)
        {
            var place = await db
                .Places.Where(p => p.Id == report.PlaceId)
                .Select(p => new
                {
                    p.Name,
                    p.CommuneName,
                    p.OrganisationId,
                })
                .SingleAsync(cancellation);
            outbox.Add(
                address,
                new ReportOutcome(
                    place.Name,
                    place.CommuneName ?? "",
                    ParisTime.DayAt(report.CreatedAt),
                    IsCorrected: end == ReportEnd.Corrected
                ),
                place.OrganisationId
            );
        }

        report.Close(end, accountId, time.GetUtcNow().UtcDateTime);
        return report;
    }
}

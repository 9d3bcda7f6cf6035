using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Ends a report and erases the way to reach whoever made it (classer un signalement).</summary>
public sealed class CloseReport(MaillageDb db, TimeProvider time)
{
    /// <summary>Says what became of it, once.</summary>
    /// <returns>False when somebody has already ended it.</returns>
    public async Task<bool> Run(Guid reportId, ReportEnd end, Guid accountId, CancellationToken cancellation)
    {
        var report = await db.PlaceReports.SingleOrDefaultAsync(
            r => r.Id == reportId && r.ClosedAt == null,
            cancellation
        );
        if (report is null)
        {
            return false;
        }

        report.Close(end, accountId, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}

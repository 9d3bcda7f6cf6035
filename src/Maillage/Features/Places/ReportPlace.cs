using Maillage.Data;

namespace Maillage.Features.Places;

/// <summary>Keeps what somebody says about a wrong fact, for review (signalement).</summary>
public sealed class ReportPlace(MaillageDb db, TimeProvider time)
{
    public async Task Run(Guid placeId, string message, string? replyTo, CancellationToken cancellation)
    {
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = placeId,
                Message = message,
                ReplyTo = replyTo,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            }
        );
        await db.SaveChangesAsync(cancellation);
    }
}

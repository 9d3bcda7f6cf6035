using Maillage.Data;
using Maillage.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places;

/// <summary>Keeps what somebody says about a wrong fact, for review (signalement).</summary>
public sealed class ReportPlace(MaillageDb db, TimeProvider time)
{
    /// <summary>Keeps it once, however often its form was sent.</summary>
    public async Task Run(Guid placeId, ReportedError error, CancellationToken cancellation)
    {
        var id = error.Form is { } form ? SentOnce.IdOf(form, new { placeId, error }) : Guid.CreateVersion7();
        if (await IsKept())
        {
            return;
        }

        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = id,
                PlaceId = placeId,
                Message = error.Message,
                Fact = error.Fact,
                Proposed = error.Proposed,
                ReplyTo = error.ReplyTo,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (!await IsKept())
            {
                throw;
            }
        }

        Task<bool> IsKept() => db.PlaceReports.AnyAsync(r => r.Id == id, cancellation);
    }
}

/// <summary>What somebody says is wrong on a place's page.</summary>
/// <param name="Message">In their words; may be empty where the rest says it.</param>
/// <param name="Fact">Which fact, where they said it.</param>
/// <param name="Proposed">What would be right.</param>
/// <param name="ReplyTo">How to reach them, if they want to know what became of it.</param>
public sealed record ReportedError(string Message, ReportedFact? Fact, string? Proposed, string? ReplyTo)
{
    /// <summary>The signed instant of the form that said it; null outside of a form.</summary>
    public string? Form { get; init; }

    /// <summary>False where nobody could act upon it.</summary>
    public bool SaysWhatIsWrong =>
        Message.Length > 0 || Fact == ReportedFact.ClosedForGood || (Fact is not null && Proposed is not null);
}

using Maillage.Data;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>A letter that waits to be printed and posted (lettre à poster).</summary>
/// <param name="Lines">The postal address, one line each.</param>
public sealed record LetterRow(Guid Id, string Place, IReadOnlyList<string> Lines);

/// <summary>Letters of a campaign, to the places that can be neither written to nor called (lettres).</summary>
public sealed class CampaignLetters(MaillageDb db, Outbox outbox, VerificationLinks links, TimeProvider time)
{
    /// <summary>Queues the letter of a place of the call sheet, which leaves the sheet until the next reminder.</summary>
    /// <returns>False when the place is no longer on the sheet, or has no postal address.</returns>
    public async Task<bool> Write(Campaign campaign, Guid verificationId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await (
            from v in db.Verifications
            where v.Id == verificationId && v.CampaignId == campaign.Id && v.State == VerificationState.ToCall
            join p in db.Places on v.PlaceId equals p.Id
            where p.Address != null && p.GoneAt == null
            select new { Verification = v, Place = p }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null || campaign.IsOver(now))
        {
            return false;
        }

        var (verification, place) = (found.Verification, found.Place);
        var step = SendVerifications.StepOf(verification, now);
        // One that was not posted yet is still the one to post.
        var former = await db
            .Messages.Where(m => m.Id == verification.LetterId && m.State == MessageState.Queued && m.To != null)
            .Select(m => (Guid?)m.Id)
            .SingleOrDefaultAsync(cancellation);
        verification.LetterId =
            former
            ?? outbox
                .Add(
                    MessageAddress.Letter($"{place.Name}\n{place.Address}\n{place.PostalCode} {place.CommuneName}"),
                    new VerifyPlace(place.Name, place.CommuneName ?? "", links.To(verification.Id), step),
                    place.OrganisationId
                )
                .Id;
        verification.State = VerificationState.Asked;
        verification.AskedAt ??= now;
        verification.Sent = (int)step + 1;
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // The place answered, or a colleague wrote the letter, a moment before.
            return false;
        }
    }

    /// <summary>Those not posted yet, the first written first.</summary>
    public async Task<IReadOnlyList<LetterRow>> ToPost(Guid campaignId, CancellationToken cancellation)
    {
        var found = await (
            from letter in Waiting(campaignId)
            orderby letter.CreatedAt, letter.Id
            select new { letter.Id, letter.To }
        ).ToListAsync(cancellation);
        return
        [
            .. found
                .Select(row => (row.Id, Lines: row.To!.Split('\n')))
                .Select(row => new LetterRow(row.Id, row.Lines[0], row.Lines[1..])),
        ];
    }

    /// <summary>The letter to print; null when it is not one of this campaign, or is posted.</summary>
    public Task<Message?> Find(Guid campaignId, Guid letterId, CancellationToken cancellation) =>
        Waiting(campaignId).SingleOrDefaultAsync(m => m.Id == letterId, cancellation);

    /// <summary>Notes that a letter has left; pressed twice, it has left once.</summary>
    /// <returns>False when it is not one of this campaign.</returns>
    public async Task<bool> Posted(Guid campaignId, Guid letterId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await Waiting(campaignId)
            .Where(m => m.Id == letterId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, MessageState.Sent).SetProperty(m => m.EndedAt, now),
                cancellation
            );
        return await db.Verifications.AnyAsync(v => v.CampaignId == campaignId && v.LetterId == letterId, cancellation);
    }

    /// <summary>A place that has answered, or whose campaign is over, needs no letter any more.</summary>
    private IQueryable<Message> Waiting(Guid campaignId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return db
            .Messages.AsNoTracking()
            .Where(m => m.Channel == MessageChannel.Letter && m.State == MessageState.Queued && m.To != null)
            .Where(m =>
                db.Verifications.Any(v =>
                    v.CampaignId == campaignId
                    && v.LetterId == m.Id
                    && (v.State == VerificationState.Asked || v.State == VerificationState.ToCall)
                )
            )
            .Where(_ => db.Campaigns.Any(c => c.Id == campaignId && c.EndedAt == null && c.EndsAt > now));
    }
}

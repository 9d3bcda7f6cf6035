using Maillage.Data;
using Maillage.Features.Accounts;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Starts a campaign: its places are written down at once, its messages leave within a minute (lancer).</summary>
public sealed class StartCampaign(MaillageDb db, PickPlaces pickPlaces, TimeProvider time)
{
    /// <summary>Picks the places again, so that none is asked twice, and writes the campaign down.</summary>
    /// <returns>Null when the pick gives no place.</returns>
    public async Task<Guid?> Run(
        string name,
        string picked,
        PlacePick pick,
        Person person,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var places = await pickPlaces.Ids(pick, person, cancellation);
        if (places.Count == 0)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Picked = picked,
            Territories = person.Territories(),
            StartedBy = person.AccountId,
            StartedAt = now,
            EndsAt = now + Campaign.Length,
        };
        db.Campaigns.Add(campaign);
        await db.SaveChangesAsync(cancellation);
        await db.InsertAll(
            places.ConvertAll(place => new Verification
            {
                Id = Guid.CreateVersion7(),
                CampaignId = campaign.Id,
                PlaceId = place,
            }),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return campaign.Id;
    }
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Finds the campaign of a page of the desk, for those whose territory it is.</summary>
public sealed class CampaignInHand(MaillageDb db, TerritoryMap map)
{
    /// <summary>Null when there is none or it is not the person's to see: to them it does not exist.</summary>
    public async Task<Campaign?> Find(Guid id, Person person, CancellationToken cancellation) =>
        await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation) is { } campaign
        && person.MaySee(campaign, map)
            ? campaign
            : null;
}

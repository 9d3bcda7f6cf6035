using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Which places a campaign asks (choix des lieux).</summary>
/// <param name="States">States of freshness; none for all.</param>
/// <param name="Epci">SIREN of an EPCI.</param>
/// <param name="Insee">A commune.</param>
/// <param name="WithoutManager">True for those that nobody looks after alone.</param>
public sealed record PlacePick(
    IReadOnlyList<Freshness> States,
    string? Epci = null,
    string? Insee = null,
    bool WithoutManager = false
);

/// <summary>How many places a pick gives, and how each would be reached.</summary>
/// <param name="AlreadyAsked">Left out: another campaign still waits for their answer.</param>
public sealed record PickCounts(int ByManager, int ByPlace, int ByPhone, int AlreadyAsked)
{
    public int Total => ByManager + ByPlace + ByPhone;
}

/// <summary>Finds and counts the places of a campaign before it starts; as many queries for ten places as for thousands.</summary>
public sealed class PickPlaces(MaillageDb db, PlaceInHand placeInHand, TerritoryMap map, TimeProvider time)
{
    public async Task<PickCounts> Count(PlacePick pick, Person person, CancellationToken cancellation)
    {
        var asked = Of(pick, person);
        var free = Free(asked);
        var managed = Managed();
        var byManager = await free.CountAsync(
            p => p.OrganisationId != null && managed.Contains(p.OrganisationId.Value),
            cancellation
        );
        var byPlace = await free.CountAsync(
            p => (p.OrganisationId == null || !managed.Contains(p.OrganisationId.Value)) && p.Emails.Count > 0,
            cancellation
        );
        var freeTotal = await free.CountAsync(cancellation);
        var total = await asked.CountAsync(cancellation);
        return new PickCounts(byManager, byPlace, freeTotal - byManager - byPlace, total - freeTotal);
    }

    /// <summary>The ids of the places that no campaign is asking yet.</summary>
    public Task<List<Guid>> Ids(PlacePick pick, Person person, CancellationToken cancellation) =>
        Free(Of(pick, person)).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancellation);

    /// <summary>Organisations with somebody, this very day, who looks after their places.</summary>
    public IQueryable<Guid> Managed()
    {
        var today = time.TodayInParis();
        return db
            .Memberships.Where(m => m.Role == OrganisationRole.Manager || m.Role == OrganisationRole.Mediator)
            .Where(m => m.From <= today && (m.EndedOn == null || m.EndedOn > today))
            .Select(m => m.OrganisationId);
    }

    /// <summary>Places that nobody looks after and that no list feeds any more (lieux orphelins), those gone included.</summary>
    public IQueryable<Place> Orphans(Person person)
    {
        var managed = Managed();
        var places = db.Places.AsNoTracking().Where(p => p.MergedIntoId == null);
        if (person.CommunesCoordinated(map) is { } communes)
        {
            places = places.Where(p => p.Insee != null && communes.Contains(p.Insee));
        }

        return places
            .Where(p => p.OrganisationId == null || !managed.Contains(p.OrganisationId.Value))
            .Where(p => !p.Sources.Any(s => s.GoneAt == null));
    }

    private IQueryable<Place> Of(PlacePick pick, Person person)
    {
        var today = time.TodayInParis();
        var places = placeInHand.Of(person);
        if (pick.States.Count > 0)
        {
            var (upToDate, toWatch, toCheck, stale) = (
                pick.States.Contains(Freshness.UpToDate),
                pick.States.Contains(Freshness.ToWatch),
                pick.States.Contains(Freshness.ToCheck),
                pick.States.Contains(Freshness.Stale)
            );
            var (six, twelve, eighteen) = (
                FreshnessStates.Since(Freshness.UpToDate, today)!.Value,
                FreshnessStates.Since(Freshness.ToWatch, today)!.Value,
                FreshnessStates.Since(Freshness.ToCheck, today)!.Value
            );
            places = places.Where(p =>
                (upToDate && p.VerifiedOn >= six)
                || (toWatch && p.VerifiedOn >= twelve && p.VerifiedOn < six)
                || (toCheck && p.VerifiedOn >= eighteen && p.VerifiedOn < twelve)
                || (stale && (p.VerifiedOn == null || p.VerifiedOn < eighteen))
            );
        }

        if (pick.Epci is { } epci)
        {
            var communes = map.CommunesOfEpci(epci).Select(c => c.Insee).ToList();
            places = places.Where(p => p.Insee != null && communes.Contains(p.Insee));
        }

        if (pick.Insee is { } insee)
        {
            places = places.Where(p => p.Insee == insee);
        }

        if (pick.WithoutManager)
        {
            var managed = Managed();
            places = places.Where(p => p.OrganisationId == null || !managed.Contains(p.OrganisationId.Value));
        }

        return places;
    }

    private IQueryable<Place> Free(IQueryable<Place> places)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var asking =
            from verification in db.Verifications
            join campaign in db.Campaigns on verification.CampaignId equals campaign.Id
            where campaign.EndedAt == null && campaign.EndsAt > now
            where
                verification.State == VerificationState.Waiting
                || verification.State == VerificationState.Asked
                || verification.State == VerificationState.ToCall
                || verification.State == VerificationState.Proposed
            select verification.PlaceId;
        return places.Where(p => !asking.Contains(p.Id));
    }
}

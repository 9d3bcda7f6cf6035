using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Network;

/// <summary>
/// Reads the people of the network as a reader sees them (lire le réseau): the one place that holds a whole profile of
/// somebody else. Whoever has neither membership nor role today is not there. Four queries, however many people.
/// </summary>
public sealed class ReadMembers(MaillageDb db, TerritoryMap map, TimeProvider time)
{
    private const int PlacesShown = 3;

    /// <summary>Everybody that this reader may know of, by name.</summary>
    /// <param name="reader"><see cref="Sight.Network"/> for somebody of the network, whatever their role or organisation; otherwise <see cref="Sight.Public"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<IReadOnlyList<SeenMember>> All(Sight reader, CancellationToken cancellation) =>
        [.. (await Read(reader, only: null, cancellation)).OrderBy(m => m.Name, StringComparer.CurrentCulture)];

    /// <summary>One person as that reader sees them; null when they do not.</summary>
    public async Task<SeenMember?> One(Guid accountId, Sight reader, CancellationToken cancellation) =>
        (await Read(reader, accountId, cancellation)).SingleOrDefault();

    /// <summary>Those whom anybody may meet online: only what they chose to say of it, without their name.</summary>
    public async Task<IReadOnlyList<SeenOnline>> PublicOnline(CancellationToken cancellation)
    {
        var profiles = await InNetwork(db.Accounts)
            .Join(db.Profiles, a => a.Id, p => p.AccountId, (_, p) => p)
            .Where(p => p.OnlineName != null)
            .AsNoTracking()
            .ToListAsync(cancellation);
        return [.. profiles.Select(p => OnlineOf(p, Sight.Public)).OfType<SeenOnline>()];
    }

    /// <summary>Where somebody is met online, as that reader sees it, whoever knows their name.</summary>
    public async Task<SeenOnline?> OnlineOf(Guid accountId, Sight reader, CancellationToken cancellation) =>
        await db.Profiles.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == accountId, cancellation)
            is { } profile
            ? OnlineOf(profile, reader)
            : null;

    /// <summary>The first places of each organisation: public facts, for the cards of those who work there.</summary>
    public async Task<ILookup<Guid, SeenPlace>> PlacesOf(
        IEnumerable<SeenMember> members,
        CancellationToken cancellation
    )
    {
        var organisations = members.SelectMany(m => m.Memberships).Select(m => m.OrganisationId).Distinct().ToList();
        var places = await db
            .Organisations.Where(o => organisations.Contains(o.Id))
            .SelectMany(
                o =>
                    db.Places.Where(p => p.OrganisationId == o.Id && p.GoneAt == null)
                        .OrderBy(p => p.Name)
                        .ThenBy(p => p.Id)
                        .Take(PlacesShown),
                (o, p) =>
                    new
                    {
                        Organisation = o.Id,
                        p.Name,
                        p.Slug,
                    }
            )
            .ToListAsync(cancellation);
        return places.ToLookup(p => p.Organisation, p => new SeenPlace(p.Name, p.Slug));
    }

    private async Task<IEnumerable<SeenMember>> Read(Sight reader, Guid? only, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var people = await (
            from account in InNetwork(db.Accounts)
            where only == null || account.Id == only
            join profile in db.Profiles on account.Id equals profile.AccountId into profiles
            from profile in profiles.DefaultIfEmpty()
            // Nothing of a person is public before they said so.
            where reader == Sight.Network || profile != null
            select new
            {
                account.Id,
                account.Name,
                Profile = profile,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var memberships = (
            await db
                .Memberships.Where(m => m.From <= today && (m.EndedOn == null || m.EndedOn > today))
                .Where(m => only == null || m.AccountId == only)
                .Join(
                    db.Organisations,
                    m => m.OrganisationId,
                    o => o.Id,
                    (m, o) => new { m.AccountId, Membership = new SeenMembership(o.Id, o.Name, m.Role) }
                )
                .ToListAsync(cancellation)
        ).ToLookup(m => m.AccountId, m => m.Membership);
        var roles = (
            await db
                .NetworkRoles.Where(r => r.From <= today && (r.EndedOn == null || r.EndedOn > today))
                .Where(r => only == null || r.AccountId == only)
                .Select(r => new { r.AccountId, Role = new SeenRole(r.Kind, r.Territory) })
                .ToListAsync(cancellation)
        ).ToLookup(r => r.AccountId, r => r.Role);
        var communes = (
            await db
                .Places.Where(p => p.GoneAt == null && p.OrganisationId != null && p.Insee != null)
                .Select(p => new { Organisation = p.OrganisationId!.Value, p.Insee })
                .Distinct()
                .ToListAsync(cancellation)
        ).ToLookup(p => p.Organisation, p => map.CommuneByInsee(p.Insee)?.EpciCode);
        return people
            .Select(person =>
                See(
                    person.Id,
                    person.Name,
                    person.Profile,
                    reader,
                    [.. memberships[person.Id]],
                    [.. roles[person.Id]],
                    organisation => communes[organisation].OfType<string>()
                )
            )
            .OfType<SeenMember>();
    }

    private IQueryable<Account> InNetwork(IQueryable<Account> accounts)
    {
        var today = time.TodayInParis();
        return accounts.Where(a =>
            db.Memberships.Any(m => m.AccountId == a.Id && m.From <= today && (m.EndedOn == null || m.EndedOn > today))
            || db.NetworkRoles.Any(r =>
                r.AccountId == a.Id && r.From <= today && (r.EndedOn == null || r.EndedOn > today)
            )
        );
    }

    /// <summary>What is left of a person for a reader; null when they may not know the name.</summary>
    private static SeenMember? See(
        Guid id,
        string name,
        Profile? profile,
        Sight reader,
        IReadOnlyList<SeenMembership> memberships,
        IReadOnlyList<SeenRole> roles,
        Func<Guid, IEnumerable<string>> epcisOf
    )
    {
        if (!Sees(ProfileField.Name))
        {
            return null;
        }

        var member = new SeenMember(id, name)
        {
            Memberships = Sees(ProfileField.Organisations) ? memberships : [],
            Roles = Sees(ProfileField.Organisations) ? roles : [],
            Epcis = Sees(ProfileField.Territory) ? Where() : [],
        };
        return profile is null
            ? member
            : member with
            {
                Skills = Sees(ProfileField.Skills) ? profile.Skills : [],
                Audiences = Sees(ProfileField.Audiences) ? profile.Audiences : [],
                Languages = Sees(ProfileField.Languages) ? profile.Languages : [],
                Capacities = Sees(ProfileField.Capacities) ? profile.Capacities : [],
                Availability = Sees(ProfileField.Availability) ? profile.Availability : null,
                FreeHalfDays = Sees(ProfileField.Availability) ? profile.FreeHalfDays : [],
                Phone = Sees(ProfileField.Phone) ? profile.Phone : null,
                Email = Sees(ProfileField.Email) ? profile.Email : null,
                Online = OnlineOf(profile, reader),
            };

        bool Sees(ProfileField field) => (profile?.SightOf(field) ?? Profile.DefaultSight(field)) >= reader;

        IReadOnlyList<string> Where() =>
            profile is { Epcis.Count: > 0 }
                ? profile.Epcis
                :
                [
                    .. memberships
                        .SelectMany(m => epcisOf(m.OrganisationId))
                        .Concat(roles.Where(r => r.Territory.Length == 9).Select(r => r.Territory))
                        .Distinct(StringComparer.Ordinal),
                ];
    }

    private static SeenOnline? OnlineOf(Profile profile, Sight reader) =>
        profile.OnlineName is not null && profile.SightOf(ProfileField.Online) >= reader
            ? new SeenOnline(profile.OnlineName, profile.OnlinePlatform, profile.OnlineAddress, profile.OnlineHours)
            : null;
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Organisations;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>The offers, colleagues and things of the organisations for which somebody helps.</summary>
public sealed class OffersInHand(MaillageDb db, TimeProvider time)
{
    /// <summary>Null when there is no such offer or it is another organisation's: to them it does not exist.</summary>
    public async Task<Offer?> Find(Guid id, Person person, CancellationToken cancellation)
    {
        var offer = await db.Offers.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellation);
        return offer is not null && person.HelpsFor.Contains(offer.OrganisationId) ? offer : null;
    }

    /// <summary>The same, for those who may change it.</summary>
    public async Task<Offer?> FindToChange(Guid id, Person person, CancellationToken cancellation) =>
        await Find(id, person, cancellation) is { } offer && person.MayChangeOffersOf(offer.OrganisationId)
            ? offer
            : null;

    public async Task<IReadOnlyList<Offer>> Of(Person person, CancellationToken cancellation)
    {
        var organisations = person.HelpsFor.ToList();
        return await db
            .Offers.AsNoTracking()
            .Where(o => organisations.Contains(o.OrganisationId))
            .OrderBy(o => o.Title)
            .ThenBy(o => o.Id)
            .ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<Organisation>> Organisations(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellation
    )
    {
        var asked = ids.ToList();
        return await db
            .Organisations.AsNoTracking()
            .Where(o => asked.Contains(o.Id))
            .OrderBy(o => o.Name)
            .ToListAsync(cancellation);
    }

    /// <summary>Those who help people in these organisations today, by name.</summary>
    public async Task<IReadOnlyList<Colleague>> Team(
        IReadOnlyCollection<Guid> organisations,
        CancellationToken cancellation
    )
    {
        var (asked, today) = (organisations.ToList(), time.TodayInParis());
        var found = await (
            from membership in db.Memberships
            join account in db.Accounts on membership.AccountId equals account.Id
            where
                asked.Contains(membership.OrganisationId)
                && membership.Role != OrganisationRole.Volunteer
                && membership.From <= today
                && (membership.EndedOn == null || membership.EndedOn > today)
            select new { account.Id, account.Name }
        )
            .Distinct()
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new Colleague(row.Id, row.Name)).OrderBy(c => c.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>Rooms and equipment of an organisation, by name.</summary>
    public async Task<IReadOnlyList<Resource>> Things(Guid organisationId, CancellationToken cancellation) =>
        await db
            .Resources.AsNoTracking()
            .Where(r => r.OrganisationId == organisationId && r.Kind != ResourceKind.Person)
            .OrderBy(r => r.Kind)
            .ThenBy(r => r.Name)
            .ToListAsync(cancellation);

    /// <summary>Names of resources: of the person or of the thing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Names(
        IReadOnlyCollection<Guid> resources,
        CancellationToken cancellation
    )
    {
        var ids = resources.Distinct().ToList();
        var found = await (
            from resource in db.Resources
            where ids.Contains(resource.Id)
            join account in db.Accounts on resource.AccountId equals (Guid?)account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            select new { resource.Id, Name = account == null ? resource.Name : account.Name }
        ).ToListAsync(cancellation);
        return found.ToDictionary(row => row.Id, row => row.Name ?? "Personne qui a quitté l’équipe");
    }
}

/// <summary>One of the team.</summary>
public sealed record Colleague(Guid AccountId, string Name);

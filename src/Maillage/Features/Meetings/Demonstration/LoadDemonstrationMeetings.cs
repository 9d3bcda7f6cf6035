using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Meetings.Desk;
using Maillage.Features.Places.Demonstration;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Demonstration;

/// <summary>
/// Gives the invented people of a demonstration something to offer (démonstration des rendez-vous), each labelled so: an
/// appointment at each of their places; a workshop, a drop-in and an event at the first.
/// </summary>
public sealed class LoadDemonstrationMeetings(
    MaillageDb db,
    AddOpening addOpening,
    TerritoryMap map,
    IOptions<DemonstrationSettings> settings,
    IOptions<SiteSettings> site,
    TimeProvider time
)
{
    private const int WeeksOfWorkshops = 10;

    /// <summary>Does nothing unless the settings ask for it and there is no offer yet.</summary>
    public async Task Run(CancellationToken cancellation = default)
    {
        if (!settings.Value.Load || await db.Offers.AnyAsync(cancellation))
        {
            return;
        }

        var hosts = (
            await (
                from membership in db.Memberships
                where membership.Role == OrganisationRole.Mediator && membership.EndedOn == null
                join place in db.Places on membership.OrganisationId equals place.OrganisationId
                where place.GoneAt == null
                orderby place.Slug
                select new
                {
                    membership.AccountId,
                    membership.OrganisationId,
                    PlaceId = place.Id,
                    place.Name,
                    place.Slug,
                }
            ).ToListAsync(cancellation)
        ).DistinctBy(host => host.OrganisationId);
        foreach (var (host, rank) in hosts.Select((host, rank) => (host, rank)))
        {
            var appointment = NewOffer(OfferKind.Appointment, $"{host.Slug}-rendez-vous", host.OrganisationId);
            appointment.Title = $"Rendez-vous à {host.Name} (démonstration)";
            appointment.PlaceId = host.PlaceId;
            appointment.Needs = ["papiers-impots", "droits-allocations"];
            await Add(
                appointment,
                Each(appointment.Id, WeekDays.Tuesday | WeekDays.Thursday, 9, 12, last: null),
                host.AccountId,
                cancellation
            );
            if (rank > 0)
            {
                continue;
            }

            await AddWorkshop(host.PlaceId, host.Slug, host.OrganisationId, host.AccountId, cancellation);
            await AddDropIn(host.PlaceId, host.Slug, host.OrganisationId, host.AccountId, cancellation);
            await AddEvent(host.Slug, host.OrganisationId, host.AccountId, cancellation);
        }
    }

    private Task AddWorkshop(Guid placeId, string slug, Guid organisationId, Guid host, CancellationToken cancellation)
    {
        var workshop = NewOffer(OfferKind.Workshop, $"{slug}-arnaques", organisationId);
        workshop.Title = "Reconnaître une arnaque (démonstration)";
        workshop.PlaceId = placeId;
        workshop.Minutes = 120;
        workshop.Capacity = 8;
        workshop.Level = WorkshopLevel.Beginner;
        workshop.ToBring = "Votre téléphone et son chargeur";
        return Add(workshop, Each(workshop.Id, WeekDays.Wednesday, 14, 16, LastDay), host, cancellation);
    }

    private Task AddDropIn(Guid placeId, string slug, Guid organisationId, Guid host, CancellationToken cancellation)
    {
        var dropIn = NewOffer(OfferKind.DropIn, $"{slug}-permanence", organisationId);
        dropIn.Title = "Permanence du lundi (démonstration)";
        (dropIn.PlaceId, dropIn.MayBook, dropIn.Capacity) = (placeId, MayBook.Nobody, Offer.MostSeats);
        dropIn.Needs = ["papiers-impots", "sante"];
        return Add(dropIn, Each(dropIn.Id, WeekDays.Monday, 14, 17, LastDay), host, cancellation);
    }

    /// <summary>At an address of its own: the chief town of the département.</summary>
    private async Task AddEvent(string slug, Guid organisationId, Guid host, CancellationToken cancellation)
    {
        var town = map.CommunesOfDepartement(site.Value.Departement).MaxBy(commune => commune.Population);
        if (town is null)
        {
            return;
        }

        var fair = NewOffer(OfferKind.Event, $"{slug}-fete", organisationId);
        fair.Title = "Fête du numérique (démonstration)";
        fair.Description =
            "Une journée pour essayer, poser ses questions et rencontrer ceux qui aident près de chez vous.";
        (fair.Address, fair.Insee, fair.Capacity) = ("Salle des fêtes", town.Insee, 120);
        await Add(fair, On(fair.Id, "Table ronde", 10, 12), host, cancellation);
        await Add(fair, On(fair.Id, "Ateliers", 14, 17), host, cancellation);
    }

    private DateOnly LastDay => time.TodayInParis().AddDays(WeeksOfWorkshops * 7);

    private async Task Add(Offer offer, Opening opening, Guid host, CancellationToken cancellation)
    {
        if (db.Entry(offer).State == EntityState.Detached)
        {
            db.Offers.Add(offer);
            await db.SaveChangesAsync(cancellation);
        }

        await addOpening.Run(offer, opening, [host], [], cancellation);
    }

    private Offer NewOffer(OfferKind kind, string slug, Guid organisationId) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Kind = kind,
            OrganisationId = organisationId,
            Title = "",
            Minutes = 45,
            Capacity = 1,
            MayBook = MayBook.Anyone,
            CreatedAt = time.GetUtcNow().UtcDateTime,
            ModifiedAt = time.GetUtcNow().UtcDateTime,
        };

    /// <summary>A part of an event, three weeks from now.</summary>
    private Opening On(Guid offerId, string part, int from, int to) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OfferId = offerId,
            Title = part,
            FirstDay = time.TodayInParis().AddDays(21),
            From = new TimeOnly(from, 0),
            To = new TimeOnly(to, 0),
            OnPublicHolidays = true,
        };

    private Opening Each(Guid offerId, WeekDays days, int from, int to, DateOnly? last) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OfferId = offerId,
            FirstDay = time.TodayInParis(),
            From = new TimeOnly(from, 0),
            To = new TimeOnly(to, 0),
            EveryWeeks = 1,
            Days = days,
            LastDay = last,
        };
}

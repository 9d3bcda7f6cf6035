using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Meetings.Desk;
using Maillage.Features.Places.Demonstration;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Demonstration;

/// <summary>
/// Gives the invented people of a demonstration something to offer (démonstration des rendez-vous), each labelled so: an
/// appointment at each of their places, a workshop at the first.
/// </summary>
public sealed class LoadDemonstrationMeetings(
    MaillageDb db,
    AddOpening addOpening,
    IOptions<DemonstrationSettings> settings,
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

            var workshop = NewOffer(OfferKind.Workshop, $"{host.Slug}-arnaques", host.OrganisationId);
            workshop.Title = "Reconnaître une arnaque (démonstration)";
            workshop.PlaceId = host.PlaceId;
            workshop.Minutes = 120;
            workshop.Capacity = 8;
            workshop.Level = WorkshopLevel.Beginner;
            workshop.ToBring = "Votre téléphone et son chargeur";
            await Add(
                workshop,
                Each(workshop.Id, WeekDays.Wednesday, 14, 16, time.TodayInParis().AddDays(WeeksOfWorkshops * 7)),
                host.AccountId,
                cancellation
            );
        }
    }

    private async Task Add(Offer offer, Opening opening, Guid host, CancellationToken cancellation)
    {
        db.Offers.Add(offer);
        await db.SaveChangesAsync(cancellation);
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

using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>Offers and bookings for tests.</summary>
internal static class Meeting
{
    /// <summary>Thursday after the tests' Tuesday, at 10 h in Paris.</summary>
    public static readonly DateTime Thursday10 = new(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc);

    public static readonly DateOnly Thursday = new(2026, 11, 26);

    public static Offer Appointment(Guid organisationId, string slug = "rendez-vous", Action<Offer>? but = null)
    {
        var offer = new Offer
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Kind = OfferKind.Appointment,
            OrganisationId = organisationId,
            Title = "Rendez-vous à la Maison des Lices",
            Minutes = 45,
            Capacity = 1,
            MayBook = MayBook.Anyone,
            CreatedAt = TestApp.DefaultNow.UtcDateTime,
            ModifiedAt = TestApp.DefaultNow.UtcDateTime,
        };
        but?.Invoke(offer);
        return offer;
    }

    public static Offer Workshop(Guid organisationId, int capacity, string slug = "atelier") =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Kind = OfferKind.Workshop,
            OrganisationId = organisationId,
            Title = "Reconnaître une arnaque",
            Minutes = 120,
            Capacity = capacity,
            MayBook = MayBook.Anyone,
            CreatedAt = TestApp.DefaultNow.UtcDateTime,
            ModifiedAt = TestApp.DefaultNow.UtcDateTime,
        };

    /// <summary>Each Thursday from 9 h to 12 h in Paris, unless told otherwise.</summary>
    public static Opening Opening(
        Guid offerId,
        DateOnly? first = null,
        int everyWeeks = 1,
        WeekDays days = WeekDays.Thursday
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OfferId = offerId,
            FirstDay = first ?? Thursday,
            From = new TimeOnly(9, 0),
            To = new TimeOnly(12, 0),
            EveryWeeks = everyWeeks,
            Days = days,
        };

    public static Resource Host(Guid? accountId) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Kind = ResourceKind.Person,
            AccountId = accountId,
        };

    /// <summary>An offer with the openings that need the host, in the database.</summary>
    public static void AddOffer(this MaillageDb db, Offer offer, Opening opening, params Resource[] needs)
    {
        db.Offers.Add(offer);
        db.Openings.Add(opening);
        foreach (var resource in needs)
        {
            if (db.Resources.Local.All(r => r.Id != resource.Id) && !db.Resources.Any(r => r.Id == resource.Id))
            {
                db.Resources.Add(resource);
            }

            db.OpeningResources.Add(new OpeningResource { OpeningId = opening.Id, ResourceId = resource.Id });
        }
    }

    /// <summary>A session of a workshop on Thursday at 9 h in Paris.</summary>
    public static Slot Session(Offer offer, Opening opening) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OfferId = offer.Id,
            OpeningId = opening.Id,
            StartsAt = Thursday10.AddHours(-1),
            EndsAt = Thursday10.AddHours(1),
            Capacity = offer.Capacity,
        };

    public static BookingRequest Request(SlotKey key, int seats = 1, string name = "Camille") =>
        new(Guid.CreateVersion7(), key, seats, name, Channel.Web);

    public static async Task<BookingAnswer> Book(this TestApp app, Offer offer, BookingRequest request)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<BookSlot>()
            .Run(offer, request, TestContext.Current.CancellationToken);
    }

    public static async Task<bool> Cancel(this TestApp app, Guid bookingId, CancelledBy by = CancelledBy.Person)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CancelBooking>()
            .Run(bookingId, by, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the application: hundreds at once would all wait for it, and leave it no thread to start on.</summary>
    public static async Task Warm(this TestApp app)
    {
        using var client = app.Client();
        using var _ = await client.GetAsync("/", TestContext.Current.CancellationToken);
    }

    public static async Task<IReadOnlyList<FreeSlot>> Slots(this TestApp app, params Offer[] offers)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var now = app.Clock.GetUtcNow().UtcDateTime;
        return await scope
            .ServiceProvider.GetRequiredService<FindSlots>()
            .Run(offers, now, now.AddDays(84), TestContext.Current.CancellationToken);
    }

    public static async Task<Organisation> Organisation(this TestApp app, string name = "CCAS de Segré")
    {
        var organisation = People.Organisation(name);
        await using var db = app.Db();
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return organisation;
    }
}

using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Meetings.PublicCalendar;

/// <summary>What happens in the network, for tests.</summary>
internal static class Happenings
{
    public static readonly Organisation Own = People.Organisation("CCAS de Segré");
    public static readonly Place Here = Given.Place(but: place => place.OrganisationId = Own.Id);

    /// <summary>An application that knows the place and its organisation.</summary>
    public static Task<TestApp> Start(Action<MaillageDb> fill) =>
        TestApp.Start(db =>
        {
            db.Organisations.Add(Own);
            db.Places.Add(Here);
            fill(db);
        });

    public static Offer Offer(OfferKind kind, string slug, string title, Action<Offer>? but = null)
    {
        var offer = new Offer
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Kind = kind,
            OrganisationId = Own.Id,
            PlaceId = Here.Id,
            Title = title,
            Minutes = 120,
            Capacity = 12,
            MayBook = kind == OfferKind.DropIn ? MayBook.Nobody : MayBook.Anyone,
            CreatedAt = TestApp.DefaultNow.UtcDateTime,
            ModifiedAt = TestApp.DefaultNow.UtcDateTime,
        };
        but?.Invoke(offer);
        return offer;
    }

    /// <summary>The offer with sessions of an opening on given days, from 14 h to 16 h in Paris, in winter.</summary>
    public static void AddDates(this MaillageDb db, Offer offer, string? part, params DateOnly[] days)
    {
        if (db.Offers.Local.All(known => known.Id != offer.Id))
        {
            db.Offers.Add(offer);
        }

        var opening = new Opening
        {
            Id = Guid.CreateVersion7(),
            OfferId = offer.Id,
            Title = part,
            FirstDay = days[0],
            From = new TimeOnly(14, 0),
            To = new TimeOnly(16, 0),
        };
        db.Openings.Add(opening);
        db.Slots.AddRange(
            days.Select(day => new Slot
            {
                Id = Guid.CreateVersion7(),
                OfferId = offer.Id,
                OpeningId = opening.Id,
                StartsAt = day.ToDateTime(new TimeOnly(13, 0), DateTimeKind.Utc),
                EndsAt = day.ToDateTime(new TimeOnly(15, 0), DateTimeKind.Utc),
                Capacity = offer.Capacity,
            })
        );
    }

    public static DateOnly December(int day) => new(2026, 12, day);
}

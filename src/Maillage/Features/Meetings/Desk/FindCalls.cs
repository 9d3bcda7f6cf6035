using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Who has to be told by telephone, since no message reaches them (à appeler).</summary>
public sealed class FindCalls(MaillageDb db, BookingMessages messages, Journal journal, TimeProvider time)
{
    public const int Most = 15;

    /// <summary>Those whose booking the team cancelled or changed or who are offered a seat, the nearest hour first.</summary>
    public async Task<IReadOnlyList<Call>> Run(Person person, CancellationToken cancellation)
    {
        var (organisations, now) = (person.HelpsFor.ToList(), time.GetUtcNow().UtcDateTime);
        var found = await (
            from booking in db.Bookings.AsNoTracking()
            join slot in db.Slots.AsNoTracking() on booking.SlotId equals slot.Id
            join offer in db.Offers.AsNoTracking() on slot.OfferId equals offer.Id
            where
                organisations.Contains(offer.OrganisationId)
                && slot.StartsAt > now
                && booking.Name != null
                && (
                    booking.State == BookingState.Offered
                    || (
                        (booking.ToCall == CallReason.Hour || booking.ToCall == CallReason.Place)
                        && (booking.State == BookingState.Confirmed || booking.State == BookingState.Waiting)
                    )
                    || (booking.State == BookingState.Cancelled && booking.CancelledBy == CancelledBy.Team)
                )
            orderby slot.StartsAt
            select new
            {
                booking,
                slot,
                offer.Title,
            }
        ).ToListAsync(cancellation);
        var calls = found
            .Where(row => row.booking.ToCall is not null || messages.AddressOf(row.booking) is null)
            // A seat that is kept for somebody does not wait.
            .OrderBy(row => row.booking.State != BookingState.Offered)
            .Take(Most)
            .Select(row => new Call(row.booking, row.slot.StartsAt, row.Title))
            .ToList();
        await journal.Read(
            nameof(Booking),
            calls.ConvertAll(call => call.Booking.Id),
            [nameof(Booking.Name), nameof(Booking.Phone)],
            "appeler une personne",
            cancellation
        );
        return calls;
    }

    /// <summary>Notes that somebody was told of a change: they are called no more.</summary>
    public async Task Told(Guid bookingId, Person person, CancellationToken cancellation)
    {
        var organisations = person.HelpsFor.ToList();
        var booking = await (
            from one in db.Bookings
            join slot in db.Slots on one.SlotId equals slot.Id
            join offer in db.Offers on slot.OfferId equals offer.Id
            where one.Id == bookingId && organisations.Contains(offer.OrganisationId)
            where one.ToCall == CallReason.Hour || one.ToCall == CallReason.Place
            select one
        ).SingleOrDefaultAsync(cancellation);
        if (booking is not null)
        {
            booking.ToCall = null;
            await db.SaveChangesAsync(cancellation);
        }
    }
}

/// <summary>Somebody to call, about what.</summary>
public sealed record Call(Booking Booking, DateTime StartsAt, string Title)
{
    /// <summary>What to tell.</summary>
    public string Why =>
        Booking.State switch
        {
            BookingState.Offered when Booking.ToCall == CallReason.NotDelivered =>
                $"Le message n’est pas arrivé. Une place est libre, gardée jusqu’au {DeskWords.Moment(Booking.OfferedUntil!.Value)}",
            BookingState.Offered =>
                $"Une place est libre, gardée jusqu’au {DeskWords.Moment(Booking.OfferedUntil!.Value)}",
            BookingState.Cancelled => "Annulé par l’équipe",
            _ => Booking.ToCall == CallReason.Place ? "Le lieu a changé" : "L’heure a changé",
        };
}

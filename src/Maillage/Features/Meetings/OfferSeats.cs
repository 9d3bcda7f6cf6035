using Maillage.Data;
using Maillage.Platform.Messaging;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Offers seats that are free to the first who wait (proposer une place libérée), each for a time that runs by day alone.
/// </summary>
public sealed class OfferSeats(MaillageDb db, BookingMessages messages, TimeProvider time)
{
    /// <summary>Hours to answer, counted between 8 h and 20 h.</summary>
    public const int HoursToAnswer = 12;

    private static readonly TimeOnly Morning = new(QuietHours.Morning, 0);
    private static readonly TimeOnly Evening = new(QuietHours.Evening, 0);

    /// <summary>Adds to the context and saves nothing; the slot is held by the caller's transaction.</summary>
    public async Task Run(Offer offer, Slot slot, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!offer.HasSessions || slot.CancelledAt is not null || slot.StartsAt <= now || slot.Free == 0)
        {
            return;
        }

        var waiting = await db
            .Bookings.Where(b => b.SlotId == slot.Id && b.State == BookingState.Waiting)
            .OrderBy(b => b.Number)
            .ToListAsync(cancellation);
        foreach (var booking in waiting.Where(b => b.State == BookingState.Waiting))
        {
            // A group that does not fit waits for more seats; those behind it do not.
            if (booking.Seats > slot.Free)
            {
                continue;
            }

            slot.Taken += booking.Seats;
            (booking.State, booking.OfferedUntil) = (BookingState.Offered, Until(now, slot.StartsAt));
            messages.SeatOffered(offer, slot, booking);
        }
    }

    /// <summary>Until when one may answer: twelve hours of daytime, and never after the hour itself.</summary>
    /// <param name="from">UTC.</param>
    public static DateTime Until(DateTime from, DateTime startsAt)
    {
        var left = TimeSpan.FromHours(HoursToAnswer);
        for (var day = ParisTime.DayAt(from); ; day = day.AddDays(1))
        {
            var (opens, closes) = (ParisTime.InstantOf(day, Morning)!.Value, ParisTime.InstantOf(day, Evening)!.Value);
            var start = from > opens ? from : opens;
            if (closes <= start)
            {
                continue;
            }

            if (closes - start >= left || startsAt <= closes)
            {
                return startsAt < start + left ? startsAt : start + left;
            }

            left -= closes - start;
        }
    }
}

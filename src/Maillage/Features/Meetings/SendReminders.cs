using Maillage.Data;
using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Queues the reminders of bookings (rappels), by day alone. Each has a row, added in the save that queues its message:
/// whatever dies and however many run, one reminder is one message. One that was missed is not made up for.
/// </summary>
public sealed class SendReminders(MaillageDb db, BookingMessages messages, TimeProvider time)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(7);

    /// <summary>Queues what is due.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (QuietHours.Include(now))
        {
            return 0;
        }

        var queued = 0;
        var (last, size) = (Guid.Empty, BatchSize);
        while (await Next(now, last, size, cancellation) is { Count: > 0 } batch)
        {
            try
            {
                queued += await Queue(batch, now, cancellation);
                last = batch[^1].Booking.Id;
                size = BatchSize;
            }
            catch (DbUpdateException) when (batch.Count > 1)
            {
                // Another process was faster for one of them: one by one.
                size = 1;
            }
            catch (DbUpdateException)
            {
                last = batch[^1].Booking.Id;
            }

            db.ChangeTracker.Clear();
        }

        return queued;
    }

    /// <summary>Bookings of the days to come, in the order of their ids.</summary>
    private Task<List<Row>> Next(DateTime now, Guid after, int size, CancellationToken cancellation)
    {
        var until = now + Furthest;
        return (
            from booking in db.Bookings.AsNoTracking()
            join slot in db.Slots on booking.SlotId equals slot.Id
            join offer in db.Offers on slot.OfferId equals offer.Id
            where booking.State == BookingState.Confirmed && booking.Id > after
            where slot.StartsAt > now && slot.StartsAt <= until && slot.CancelledAt == null
            orderby booking.Id
            select new Row(
                booking,
                slot,
                offer,
                db.Reminders.Where(r => r.BookingId == booking.Id).Select(r => r.HoursBefore).ToList()
            )
        )
            .Take(size)
            .ToListAsync(cancellation);
    }

    private async Task<int> Queue(List<Row> batch, DateTime now, CancellationToken cancellation)
    {
        var queued = 0;
        foreach (var (booking, slot, offer, done) in batch)
        {
            // Whoever booked later than that has just been told.
            var due = offer
                .ReminderHours.Where(hours =>
                    slot.StartsAt.AddHours(-hours) is var at
                    && at <= now
                    && at > (booking.ConfirmedAt ?? booking.CreatedAt)
                )
                .ToList();
            var left = due.Where(hours => !done.Contains(hours)).ToList();
            db.Reminders.AddRange(
                left.Select(hours => new Reminder
                {
                    BookingId = booking.Id,
                    HoursBefore = hours,
                    At = now,
                })
            );
            if (left.Count > 0 && left.Contains(due.Min()) && messages.Reminder(offer, slot, booking))
            {
                queued++;
            }
        }

        await db.SaveChangesAsync(cancellation);
        return queued;
    }

    private sealed record Row(Booking Booking, Slot Slot, Offer Offer, List<int> Done);
}

using Maillage.Data;
using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Queues the reminders of bookings (rappels), by day alone. Each has a row, added in the save that queues its message:
/// whatever dies and however many run, one reminder is one message. Slots are looked at when one of their reminders is due,
/// never in between. One that was missed is not made up for.
/// </summary>
public sealed class SendReminders(MaillageDb db, WriteTurn turn, BookingMessages messages, TimeProvider time)
{
    /// <summary>Slots read at once, and seats of those that are saved at once.</summary>
    private const int BatchSize = 200;

    /// <summary>Queues what is due.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (QuietHours.Include(now))
        {
            return 0;
        }

        var (queued, left) = (0, new List<Guid>());
        while (await Due(now, left, cancellation) is { Count: > 0 } due)
        {
            for (var (from, count) = (0, 0); from < due.Count; from += count)
            {
                count = Fitting(due, from);
                var batch = due.GetRange(from, count);
                if (await TryQueue(batch, now, cancellation) is { } all)
                {
                    queued += all;
                    continue;
                }

                // Another process was faster for one of them, or its hour was changed meanwhile: one by one.
                foreach (var id in batch.Select(slot => slot.Id))
                {
                    if (await TryQueue([await Read(id, cancellation)], now, cancellation) is { } one)
                    {
                        queued += one;
                    }
                    else
                    {
                        left.Add(id);
                    }
                }
            }
        }

        return queued;
    }

    /// <summary>Slots to look at, the longest due first.</summary>
    /// <param name="left">Those left for the next time.</param>
    private Task<List<Slot>> Due(DateTime now, List<Guid> left, CancellationToken cancellation) =>
        db
            .Slots.AsNoTracking()
            .Where(s => s.RemindAt <= now && !left.Contains(s.Id))
            .OrderBy(s => s.RemindAt)
            .Take(BatchSize)
            .ToListAsync(cancellation);

    private Task<Slot> Read(Guid id, CancellationToken cancellation) =>
        db.Slots.AsNoTracking().SingleAsync(s => s.Id == id, cancellation);

    private static int Fitting(List<Slot> due, int from)
    {
        var (count, seats) = (1, due[from].Taken);
        while (from + count < due.Count && seats + due[from + count].Taken <= BatchSize)
        {
            seats += due[from + count++].Taken;
        }

        return count;
    }

    /// <summary>Queues what is due in these slots and says when to look at them again, in one save.</summary>
    /// <returns>How many messages; null when one of the rows was another’s.</returns>
    private async Task<int?> TryQueue(List<Slot> batch, DateTime now, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        try
        {
            db.Slots.AttachRange(batch);
            var ids = batch.ConvertAll(slot => slot.Id);
            var offerIds = batch.Select(slot => slot.OfferId).Distinct().ToList();
            var offers = await db
                .Offers.AsNoTracking()
                .Where(o => offerIds.Contains(o.Id))
                .ToDictionaryAsync(o => o.Id, cancellation);
            var bookings = (await Bookings(ids, cancellation)).ToLookup(row => row.Booking.SlotId);
            var queued = 0;
            foreach (var slot in batch)
            {
                var offer = offers[slot.OfferId];
                if (slot.CancelledAt is null && slot.StartsAt > now)
                {
                    queued += bookings[slot.Id].Count(row => Queue(offer, slot, row, now));
                }

                slot.RemindAt = Next(offer, slot, now);
            }

            await db.SaveChangesAsync(cancellation);
            return queued;
        }
        catch (DbUpdateException)
        {
            return null;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private Task<List<Row>> Bookings(List<Guid> slots, CancellationToken cancellation) =>
        db
            .Bookings.AsNoTracking()
            .Where(booking => slots.Contains(booking.SlotId) && booking.State == BookingState.Confirmed)
            .Select(booking => new Row(
                booking,
                db.Reminders.Where(r => r.BookingId == booking.Id).Select(r => r.HoursBefore).ToList()
            ))
            .ToListAsync(cancellation);

    /// <summary>Queues one reminder where several are due.</summary>
    /// <returns>False where there is nothing to say, or no way to say it.</returns>
    private bool Queue(Offer offer, Slot slot, Row row, DateTime now)
    {
        // Whoever booked later than that has just been told.
        var due = offer
            .ReminderHours.Where(hours =>
                slot.StartsAt.AddHours(-hours) is var at
                && at <= now
                && at > (row.Booking.ConfirmedAt ?? row.Booking.CreatedAt)
            )
            .ToList();
        var left = due.Where(hours => !row.Done.Contains(hours)).ToList();
        db.Reminders.AddRange(
            left.Select(hours => new Reminder
            {
                BookingId = row.Booking.Id,
                HoursBefore = hours,
                At = now,
            })
        );
        return left.Count > 0 && left.Contains(due.Min()) && messages.Reminder(offer, slot, row.Booking);
    }

    /// <summary>When the next reminder of a slot is due; null after the last.</summary>
    private static DateTime? Next(Offer offer, Slot slot, DateTime now) =>
        slot.CancelledAt is not null
            ? null
            : offer
                .ReminderHours.Select(hours => (DateTime?)slot.StartsAt.AddHours(-hours))
                .Where(at => at > now)
                .Min();

    private sealed record Row(Booking Booking, List<int> Done);
}

using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Leaves out a day of an opening, or ends it (modifier une plage). The sessions of a workshop are cancelled with it and
/// everybody is told; appointments already booked stay, unless they are to be cancelled too.
/// </summary>
public sealed class ChangeOpening(MaillageDb db, WriteTurn turn, BookingMessages messages, TimeProvider time)
{
    private static readonly BookingState[] Alive = [BookingState.Waiting, BookingState.Offered, BookingState.Confirmed];

    /// <summary>That day only (ce jour-là seulement).</summary>
    public Task LeaveOut(
        Offer offer,
        Guid openingId,
        DateOnly day,
        bool cancelsBooked,
        CancellationToken cancellation
    ) =>
        Change(
            offer,
            openingId,
            (ParisTime.StartOf(day), ParisTime.StartOf(day.AddDays(1))),
            cancelsBooked,
            opening =>
                opening.Except = opening.Except.Contains(day)
                    ? opening.Except
                    : [.. opening.Except.Append(day).Order()],
            cancellation
        );

    /// <summary>That day and those that follow (ce jour et les suivants).</summary>
    public Task EndBefore(
        Offer offer,
        Guid openingId,
        DateOnly day,
        bool cancelsBooked,
        CancellationToken cancellation
    ) =>
        Change(
            offer,
            openingId,
            (ParisTime.StartOf(day), DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)),
            cancelsBooked,
            opening => opening.LastDay = opening.LastDay is { } last && last < day ? last : day.AddDays(-1),
            cancellation
        );

    /// <summary>Takes away what is to come of an opening of which nothing is booked.</summary>
    /// <returns>The last day that is booked, where there is one: nothing is changed then.</returns>
    public async Task<DateOnly?> Remove(Offer offer, Guid openingId, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        if (await LastBooked(openingId, cancellation) is { } booked)
        {
            return ParisTime.DayAt(booked);
        }

        await EndBefore(offer, openingId, today, cancelsBooked: false, cancellation);
        return null;
    }

    /// <summary>When the last booking to come starts, UTC.</summary>
    public async Task<DateTime?> LastBooked(Guid openingId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where slot.OpeningId == openingId && slot.StartsAt > now && Alive.Contains(booking.State)
            select (DateTime?)slot.StartsAt
        ).MaxAsync(cancellation);
    }

    private async Task Change(
        Offer offer,
        Guid openingId,
        (DateTime From, DateTime Until) window,
        bool cancelsBooked,
        Action<Opening> change,
        CancellationToken cancellation
    )
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var needs = await db
            .OpeningResources.Where(r => r.OpeningId == openingId)
            .Select(r => r.ResourceId)
            .ToListAsync(cancellation);
        await HeldRows.Resources(db, needs, cancellation);
        var opening = await db.Openings.SingleAsync(o => o.Id == openingId, cancellation);
        change(opening);
        opening.Version++;
        var now = time.GetUtcNow().UtcDateTime;
        var from = window.From > now ? window.From : now;
        var ids = await db
            .Slots.Where(s =>
                s.OpeningId == openingId && s.StartsAt >= from && s.StartsAt < window.Until && s.CancelledAt == null
            )
            .OrderBy(s => s.Id)
            .Select(s => s.Id)
            .ToListAsync(cancellation);
        if (offer.HasSessions || cancelsBooked)
        {
            foreach (var id in ids)
            {
                await Cancel(offer, (await HeldRows.Slot(db, id, cancellation))!, now, cancellation);
            }
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task Cancel(Offer offer, Slot slot, DateTime now, CancellationToken cancellation)
    {
        var bookings = await db
            .Bookings.Where(b => b.SlotId == slot.Id && Alive.Contains(b.State))
            .ToListAsync(cancellation);
        foreach (var booking in bookings)
        {
            slot.Taken -= booking.HoldsSeats ? booking.Seats : 0;
            (booking.State, booking.CancelledBy, booking.ClosedAt, booking.OfferedUntil) = (
                BookingState.Cancelled,
                CancelledBy.Team,
                now,
                null
            );
            messages.Cancelled(offer, slot, booking);
        }

        slot.CancelledAt = offer.HasSessions ? now : null;
        await db.Occupations.Where(o => o.SlotId == slot.Id).ExecuteDeleteAsync(cancellation);
    }
}

using Maillage.Data;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>Who asks for a slot, and how.</summary>
/// <param name="Id">Made from the form: the same form sent twice is one booking.</param>
public sealed record BookingRequest(Guid Id, SlotKey Key, int Seats, string Name, Channel Channel)
{
    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Note { get; init; }

    public string? BookedBy { get; init; }

    /// <summary>The account that writes it down for somebody.</summary>
    public Guid? EnteredBy { get; init; }

    /// <summary>What opens it, saved with it, and its code.</summary>
    public NewAccess? Access { get; init; }

    /// <summary>An access that the person has already, in place of a new one.</summary>
    public Guid? AccessId { get; init; }

    /// <summary>True for those whom the notice and the waiting list do not stop: the team.</summary>
    public bool IsByTeam { get; init; }
}

/// <summary>What came of a request.</summary>
public enum BookingOutcome
{
    Confirmed,

    /// <summary>On the waiting list of a session.</summary>
    Waiting,

    /// <summary>Somebody was faster: another time has to be chosen.</summary>
    Taken,

    /// <summary>No such time: gone by, cancelled, or never offered.</summary>
    NoSuchSlot,

    /// <summary>The same form had come already; what it booked stands.</summary>
    Known,
}

/// <summary>The outcome, and the booking where there is one.</summary>
public sealed record BookingAnswer(BookingOutcome Outcome, Booking? Booking, Slot? Slot);

/// <summary>
/// Books a slot (réserver). Whoever comes at the same instant waits for the same rows, so that a seat is never given twice
/// nor kept by nobody; the order of the waiting list is taken in the same transaction.
/// </summary>
public sealed class BookSlot(
    MaillageDb db,
    WriteTurn turn,
    FindSlots findSlots,
    BookingMessages messages,
    TimeProvider time
)
{
    public async Task<BookingAnswer> Run(Offer offer, BookingRequest request, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        try
        {
            // One save, whole or not at all: a savepoint would be two more trips to the database.
            db.Database.AutoSavepointsEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var answer = await Within(offer, request, isTold: true, cancellation);
            if (answer.Outcome is BookingOutcome.Confirmed or BookingOutcome.Waiting)
            {
                await transaction.CommitAsync(cancellation);
            }

            return answer;
        }
        catch (DbUpdateException)
        {
            // The same form came before, or at the same instant on another node: its booking has this id.
            db.ChangeTracker.Clear();
            if (await Known(request.Id, offer.Id, cancellation) is { } known)
            {
                return known;
            }

            throw;
        }
    }

    /// <summary>The same in a transaction of the caller’s.</summary>
    /// <param name="isTold">False when the person is told otherwise.</param>
    internal async Task<BookingAnswer> Within(
        Offer offer,
        BookingRequest request,
        bool isTold,
        CancellationToken cancellation
    )
    {
        var slot = offer.HasSessions
            ? await Session(offer, request, cancellation)
            : await Appointment(offer, request, cancellation);
        if (slot.Outcome is { } refused)
        {
            // What the same form has booked before is what stands in its way.
            return await Known(request.Id, offer.Id, cancellation) ?? new BookingAnswer(refused, null, null);
        }

        var answer = Take(slot.Slot!, request);
        if (isTold)
        {
            messages.Booked(offer, answer.Slot!, answer.Booking!, request.Access);
        }

        await db.SaveChangesAsync(cancellation);
        return answer;
    }

    /// <summary>What a form booked before; null too where its id is that of another offer’s booking.</summary>
    internal async Task<BookingAnswer?> Known(Guid id, Guid offerId, CancellationToken cancellation)
    {
        var found = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where booking.Id == id && slot.OfferId == offerId
            select new { booking, slot }
        ).SingleOrDefaultAsync(cancellation);
        return found is null ? null : new BookingAnswer(BookingOutcome.Known, found.booking, found.slot);
    }

    private BookingAnswer Take(Slot slot, BookingRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var hasRoom = slot.LastSeats > 0;
        var booking = new Booking
        {
            Id = request.Id,
            SlotId = slot.Id,
            Number = slot.LastNumber,
            State = hasRoom ? BookingState.Confirmed : BookingState.Waiting,
            Seats = request.Seats,
            Name = request.Name,
            Phone = request.Phone,
            Email = request.Email,
            Note = request.Note,
            BookedBy = request.BookedBy,
            AccessId = request.Access?.Access.Id ?? request.AccessId,
            Channel = request.Channel,
            EnteredBy = request.EnteredBy,
            CreatedAt = now,
            ConfirmedAt = hasRoom ? now : null,
        };
        db.Bookings.Add(booking);
        if (request.Access is { } added)
        {
            db.InhabitantAccesses.Add(added.Access);
        }

        return new BookingAnswer(hasRoom ? BookingOutcome.Confirmed : BookingOutcome.Waiting, booking, slot);
    }

    /// <summary>A session of a workshop: its row is held from the first statement on.</summary>
    private async Task<(BookingOutcome? Outcome, Slot? Slot)> Session(
        Offer offer,
        BookingRequest request,
        CancellationToken cancellation
    )
    {
        var (key, seats, isByTeam) = (request.Key, request.Seats, request.IsByTeam);
        var now = time.GetUtcNow().UtcDateTime;
        if (!isByTeam && !FindSlots.IsInTime(offer, key.StartsAt, now))
        {
            return (BookingOutcome.NoSuchSlot, null);
        }

        HeldRows.Forget(db, slot => slot.Key == key, _ => false);
        // One statement that both databases know: held, counted and read in one go. The team adds somebody until the end;
        // who stands in the room once it has begun is there, whatever was counted.
        var rows = await db
            .Slots.FromSql(
                $"""
                UPDATE slots SET last_number = last_number + 1,
                taken = taken + CASE WHEN taken + {seats} <= capacity OR ({isByTeam} AND starts_at <= {now}) THEN {seats} ELSE 0 END,
                last_seats = CASE WHEN taken + {seats} <= capacity OR ({isByTeam} AND starts_at <= {now}) THEN {seats} ELSE 0 END
                WHERE opening_id = {key.OpeningId} AND starts_at = {key.StartsAt}
                AND offer_id = {offer.Id} AND cancelled_at IS NULL AND ends_at > {now}
                RETURNING *
                """
            )
            .ToListAsync(cancellation);
        return rows is [var slot] ? (null, slot) : (BookingOutcome.NoSuchSlot, null);
    }

    /// <summary>A time of an appointment: what it needs is held, in the same order by all, then seen to be free.</summary>
    private async Task<(BookingOutcome? Outcome, Slot? Slot)> Appointment(
        Offer offer,
        BookingRequest request,
        CancellationToken cancellation
    )
    {
        var (key, seats, isByTeam) = (request.Key, request.Seats, request.IsByTeam);
        var needs = await db
            .OpeningResources.Where(r => r.OpeningId == key.OpeningId)
            .Select(r => r.ResourceId)
            .ToListAsync(cancellation);
        await HeldRows.Resources(db, needs, cancellation);

        // Read once nobody else changes it.
        var now = time.GetUtcNow().UtcDateTime;
        var opening = await db
            .Openings.AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == key.OpeningId && o.OfferId == offer.Id, cancellation);
        var isInTime = isByTeam
            ? key.StartsAt.AddMinutes(offer.Minutes) > now
            : FindSlots.IsInTime(offer, key.StartsAt, now);
        if (
            opening is null
            || needs.Count == 0
            || !isInTime
            || !findSlots.Cut(offer, opening, key.StartsAt, key.StartsAt.AddMinutes(1)).Contains(key)
        )
        {
            return (BookingOutcome.NoSuchSlot, null);
        }

        var free = key.StartsAt.AddMinutes(offer.Minutes + offer.Buffer);
        if ((await FindSlots.Busy(db, needs, key.StartsAt, free, cancellation)).Count > 0)
        {
            return (BookingOutcome.Taken, null);
        }

        HeldRows.Forget(db, known => known.Key == key, _ => false);
        var slot = await db.Slots.SingleOrDefaultAsync(
            s => s.OpeningId == key.OpeningId && s.StartsAt == key.StartsAt,
            cancellation
        );
        if (slot is null)
        {
            slot = new Slot
            {
                Id = Guid.CreateVersion7(),
                OfferId = offer.Id,
                OpeningId = opening.Id,
                StartsAt = key.StartsAt,
                EndsAt = key.StartsAt.AddMinutes(offer.Minutes),
                Capacity = offer.Capacity,
            };
            db.Slots.Add(slot);
        }

        // Given back by somebody else, perhaps before the offer was changed.
        (slot.EndsAt, slot.Capacity) = (key.StartsAt.AddMinutes(offer.Minutes), offer.Capacity);
        slot.LastNumber++;
        slot.LastSeats = slot.Taken + seats <= slot.Capacity || (isByTeam && key.StartsAt <= now) ? seats : 0;
        slot.Taken += slot.LastSeats;
        db.Occupations.AddRange(needs.Select(id => Occupation.Of(slot, id, offer.Buffer)));
        return (null, slot);
    }
}

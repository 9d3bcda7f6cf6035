using Maillage.Data;
using Maillage.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Moves a booking to another time of the same offer (changer d’heure): the new time is taken, then the former given back,
/// both or neither.
/// </summary>
public sealed class MoveBooking(
    MaillageDb db,
    WriteTurn turn,
    BookSlot bookSlot,
    CancelBooking cancelBooking,
    BookingMessages messages
)
{
    /// <summary>Changes the time, once for the same form.</summary>
    /// <returns>The new booking, or why there is none; the former stands then.</returns>
    public async Task<BookingAnswer> Run(Booking former, Offer offer, SlotKey to, CancellationToken cancellation)
    {
        var request = Request(former, to);
        using var held = await turn.Wait(db, cancellation);
        try
        {
            return await Move(former, offer, request, cancellation);
        }
        catch (DbUpdateException)
        {
            // The same form came before.
            db.ChangeTracker.Clear();
            if (await bookSlot.Known(request.Id, offer.Id, cancellation) is { } known)
            {
                return known;
            }

            throw;
        }
    }

    private async Task<BookingAnswer> Move(
        Booking former,
        Offer offer,
        BookingRequest request,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (offer.HasSessions)
        {
            await Hold(former.SlotId, request.Key, cancellation);
        }

        var answer = await bookSlot.Within(offer, request, isTold: false, cancellation);
        if (answer.Outcome == BookingOutcome.Known)
        {
            return answer;
        }

        // A seat is not left for a place on a list.
        if (
            answer.Outcome != BookingOutcome.Confirmed
            || !await cancelBooking.Within(former.Id, CancelledBy.Person, isTold: false, cancellation)
        )
        {
            db.ChangeTracker.Clear();
            return new BookingAnswer(BookingOutcome.Taken, null, null);
        }

        messages.Booked(offer, answer.Slot!, answer.Booking!, access: null);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return answer;
    }

    private static BookingRequest Request(Booking former, SlotKey to) =>
        new(SentOnce.IdOf(former.Id.ToString("N"), to.ToString()), to, former.Seats, former.Name ?? "", former.Channel)
        {
            Phone = former.Phone,
            Email = former.Email,
            Note = former.Note,
            BookedBy = former.BookedBy,
            EnteredBy = former.EnteredBy,
            AccessId = former.AccessId,
        };

    /// <summary>Both sessions, in the same order by all: two people who change places do not wait for each other.</summary>
    private async Task Hold(Guid formerId, SlotKey to, CancellationToken cancellation)
    {
        var ids = await db
            .Slots.Where(s => s.Id == formerId || (s.OpeningId == to.OpeningId && s.StartsAt == to.StartsAt))
            .Select(s => s.Id)
            .ToListAsync(cancellation);
        await HeldRows.Slots(db, ids, cancellation);
    }
}

using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>The registered people of one session, for those who help there (inscrits).</summary>
public sealed class SessionsInHand(MaillageDb db, OffersInHand offersInHand, Journal journal)
{
    /// <summary>With those who wait for a seat.</summary>
    private static readonly BookingState[] Registered =
    [
        BookingState.Confirmed,
        BookingState.Attended,
        BookingState.Absent,
        BookingState.Excused,
        BookingState.Waiting,
        BookingState.Offered,
    ];

    /// <summary>Typed at a door, without accents.</summary>
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    private static readonly CompareInfo Compare = CultureInfo.GetCultureInfo("fr-FR").CompareInfo;

    /// <summary>Null when there is none, and for another organisation's.</summary>
    public async Task<SessionInHand?> Find(Guid id, Person person, CancellationToken cancellation)
    {
        var row = await (
            from slot in db.Slots.AsNoTracking()
            join opening in db.Openings on slot.OpeningId equals opening.Id
            where slot.Id == id
            select new { slot, opening.Title }
        ).SingleOrDefaultAsync(cancellation);
        return row is not null && await offersInHand.Find(row.slot.OfferId, person, cancellation) is { } offer
            ? new SessionInHand(offer, row.slot, row.Title)
            : null;
    }

    /// <summary>In the order of their names.</summary>
    /// <param name="words">Part of a name, or a whole reference; null for all.</param>
    /// <param name="bookingId">One booking alone.</param>
    public async Task<IReadOnlyList<Booking>> People(
        SessionInHand session,
        string? words,
        Guid? bookingId,
        CancellationToken cancellation
    )
    {
        var all = await db
            .Bookings.AsNoTracking()
            .Where(b => b.SlotId == session.Slot.Id && Registered.Contains(b.State))
            .Where(b => bookingId == null || b.Id == bookingId)
            .ToListAsync(cancellation);
        var found = all;
        if (words is not null)
        {
            var reference = Credentials.ReferenceOf(words);
            var access = await db
                .InhabitantAccesses.Where(a => a.Reference == reference)
                .Select(a => (Guid?)a.Id)
                .SingleOrDefaultAsync(cancellation);
            found = all.FindAll(b =>
                (access is not null && b.AccessId == access)
                || (b.Name is not null && Compare.IndexOf(b.Name, words, Loosely) >= 0)
            );
        }

        return [.. found.OrderBy(b => b.Name, StringComparer.CurrentCulture).ThenBy(b => b.Number)];
    }

    /// <summary>Where a booking of a session stands; null for another session's.</summary>
    public Task<BookingState?> StateOf(Guid sessionId, Guid bookingId, CancellationToken cancellation) =>
        db
            .Bookings.Where(b => b.Id == bookingId && b.SlotId == sessionId)
            .Select(b => (BookingState?)b.State)
            .SingleOrDefaultAsync(cancellation);

    /// <summary>Journals those whom the page is about to show.</summary>
    public Task NoteReading(IEnumerable<Booking> shown, CancellationToken cancellation) =>
        journal.Read(
            nameof(Booking),
            [.. shown.Select(b => b.Id)],
            [nameof(Booking.Name), nameof(Booking.Note)],
            "accueillir à une séance",
            cancellation
        );

    /// <summary>How many were expected and did not come, over the sessions of an offer; nobody's name is read.</summary>
    public async Task<(int Expected, int Absent)> NoShows(Guid offerId, CancellationToken cancellation)
    {
        var counts = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where slot.OfferId == offerId
            where booking.State == BookingState.Attended || booking.State == BookingState.Absent
            group booking by booking.State into states
            select new { states.Key, Seats = states.Sum(b => b.Seats) }
        ).ToDictionaryAsync(row => row.Key, row => row.Seats, cancellation);
        var absent = counts.GetValueOrDefault(BookingState.Absent);
        return (absent + counts.GetValueOrDefault(BookingState.Attended), absent);
    }
}

/// <summary>A session that one may let people in to.</summary>
/// <param name="Part">What this part of an event is called.</param>
public sealed record SessionInHand(Offer Offer, Slot Slot, string? Part)
{
    public string Title => Part is null ? Offer.Title : $"{Offer.Title} : {Part}";
}

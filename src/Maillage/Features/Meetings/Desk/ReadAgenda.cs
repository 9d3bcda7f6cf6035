using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Reads what happens between two instants: who comes, with whom, and the times of appointments that are still free
/// (agenda). Who is shown names is journaled.
/// </summary>
public sealed class ReadAgenda(
    MaillageDb db,
    OffersInHand offersInHand,
    FindSlots findSlots,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>In order of time.</summary>
    /// <param name="accountId">Whose agenda; null for the whole team.</param>
    /// <param name="from">UTC.</param>
    /// <param name="until">UTC, left out.</param>
    /// <param name="withFree">True to be told the times still free.</param>
    public async Task<IReadOnlyList<AgendaItem>> Run(
        Person person,
        Guid? accountId,
        DateTime from,
        DateTime until,
        bool withFree,
        CancellationToken cancellation
    )
    {
        var offers = (await offersInHand.Of(person, cancellation)).ToDictionary(o => o.Id);
        var ids = offers.Keys.ToList();
        var slots = await db
            .Slots.AsNoTracking()
            .Where(s => ids.Contains(s.OfferId) && s.CancelledAt == null && s.StartsAt >= from && s.StartsAt < until)
            .ToListAsync(cancellation);
        var slotIds = slots.ConvertAll(s => s.Id);
        var needs = (
            await db.Occupations.AsNoTracking().Where(o => slotIds.Contains(o.SlotId)).ToListAsync(cancellation)
        ).ToLookup(o => o.SlotId, o => o.ResourceId);
        var mine = accountId is { } account
            ? await db
                .Resources.Where(r => r.AccountId == account)
                .Select(r => (Guid?)r.Id)
                .SingleOrDefaultAsync(cancellation)
            : null;
        var names = await offersInHand.Names([.. needs.SelectMany(group => group)], cancellation);
        slots.RemoveAll(slot => accountId is not null && !(mine is { } id && needs[slot.Id].Contains(id)));
        var kept = slots.ConvertAll(s => s.Id);
        var bookings = (
            await db
                .Bookings.AsNoTracking()
                .Where(b => kept.Contains(b.SlotId) && b.State != BookingState.Cancelled)
                .OrderBy(b => b.Number)
                .ToListAsync(cancellation)
        ).ToLookup(b => b.SlotId);
        await journal.Read(
            nameof(Booking),
            [.. bookings.SelectMany(group => group).Select(b => b.Id)],
            [nameof(Booking.Name), nameof(Booking.Note)],
            "tenir l’agenda",
            cancellation
        );
        var items = slots
            .Where(slot => offers[slot.OfferId].HasSessions || bookings[slot.Id].Any())
            .Select(slot => new AgendaItem(
                offers[slot.OfferId],
                slot.Key,
                slot.EndsAt,
                slot,
                [.. bookings[slot.Id]],
                [.. needs[slot.Id].Where(id => id != mine).Select(id => names[id]).Order(StringComparer.CurrentCulture)]
            ));
        var free =
            withFree && !(accountId is not null && mine is null)
                ? await Free(
                    [.. offers.Values.Where(o => o.ClosedAt is null && !o.HasSessions)],
                    mine,
                    from,
                    until,
                    cancellation
                )
                : [];
        return
        [
            .. items
                .Concat(free)
                .OrderBy(item => item.StartsAt)
                .ThenBy(item => item.Offer.Title, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>Times of appointments that nothing keeps busy and that are not over: the team is held to no notice.</summary>
    public async Task<IReadOnlyList<AgendaItem>> Free(
        IReadOnlyCollection<Offer> offers,
        Guid? resourceId,
        DateTime start,
        DateTime until,
        CancellationToken cancellation
    )
    {
        var byId = offers.ToDictionary(o => o.Id);
        var ids = byId.Keys.ToList();
        var openings = await db.Openings.AsNoTracking().Where(o => ids.Contains(o.OfferId)).ToListAsync(cancellation);
        var openingIds = openings.ConvertAll(o => o.Id);
        var needs = (
            await db
                .OpeningResources.AsNoTracking()
                .Where(r => openingIds.Contains(r.OpeningId))
                .ToListAsync(cancellation)
        ).ToLookup(r => r.OpeningId, r => r.ResourceId);
        var busy = (
            await FindSlots.Busy(
                db,
                [.. needs.SelectMany(group => group).Distinct()],
                start,
                until.AddMinutes(Offer.LongestMinutes + Offer.LongestBuffer),
                cancellation
            )
        ).ToLookup(span => span.ResourceId);
        var names = await offersInHand.Names([.. needs.SelectMany(group => group)], cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        return
        [
            .. from opening in openings
            let needed = needs[opening.Id].ToList()
            where resourceId is null || needed.Contains(resourceId.Value)
            let offer = byId[opening.OfferId]
            from key in findSlots.Cut(offer, opening, start, until)
            let endsAt = key.StartsAt.AddMinutes(offer.Minutes)
            where
                endsAt > now
                && !needed
                    .SelectMany(id => busy[id])
                    .Any(span => span.StartsAt < endsAt.AddMinutes(offer.Buffer) && span.EndsAt > key.StartsAt)
            orderby key.StartsAt
            select new AgendaItem(
                offer,
                key,
                endsAt,
                null,
                [],
                [.. needed.Where(id => id != resourceId).Select(id => names[id]).Order(StringComparer.CurrentCulture)]
            ),
        ];
    }
}

/// <summary>One line of an agenda: an appointment, a session, or a time still free.</summary>
/// <param name="Slot">Null for a time still free.</param>
/// <param name="With">Who else and what else is kept busy.</param>
public sealed record AgendaItem(
    Offer Offer,
    SlotKey Key,
    DateTime EndsAt,
    Slot? Slot,
    IReadOnlyList<Booking> Bookings,
    IReadOnlyList<string> With
)
{
    /// <summary>UTC.</summary>
    public DateTime StartsAt => Key.StartsAt;

    public bool IsFree => Slot is null;

    /// <summary>Those whose attendance is noted.</summary>
    public IEnumerable<Booking> Expected =>
        Bookings.Where(b =>
            b.State is BookingState.Confirmed or BookingState.Attended or BookingState.Absent or BookingState.Excused
        );
}

using Maillage.Data;
using Maillage.Features.Meetings.PublicCalendar;
using Maillage.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Saves an offer (enregistrer une offre): a change made meanwhile by somebody else is never overwritten.</summary>
public sealed class SaveOffer(
    MaillageDb db,
    WriteTurn turn,
    OfferSeats offerSeats,
    TellChange tellChange,
    TimeProvider time
)
{
    /// <summary>Adds it under a readable address that nobody has.</summary>
    public async Task<Offer> Add(Func<string, DateTime, Offer> make, string title, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        var (stem, now) = (Slug.From(title, 100) is { Length: > 0 } slug ? slug : "offre", Instant(DateTime.MinValue));
        var taken = (
            await db.Offers.Where(o => o.Slug.StartsWith(stem)).Select(o => o.Slug).ToListAsync(cancellation)
        ).ToHashSet(StringComparer.Ordinal);
        // Names that pages of their own have.
        taken.UnionWith(
            new[] { MeetingUrls.DonePath, CalendarUrls.Past, CalendarUrls.Embedded }.Select(p => p.Split('/')[^1])
        );
        var free = taken.Contains(stem)
            ? Enumerable.Range(2, taken.Count + 1).Select(number => $"{stem}-{number}").First(s => !taken.Contains(s))
            : stem;
        var offer = make(free, now);
        db.Offers.Add(offer);
        await db.SaveChangesAsync(cancellation);
        return offer;
    }

    /// <summary>Changes it if it is still the one that was seen.</summary>
    /// <returns>False when it is no longer the one that was seen.</returns>
    public async Task<bool> Edit(Guid id, DateTime seen, Action<Offer> change, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var offer = await db.Offers.SingleAsync(o => o.Id == id, cancellation);
        if (offer.ModifiedAt != seen)
        {
            return false;
        }

        var (capacity, place) = (offer.Capacity, (offer.PlaceId, offer.Address, offer.Insee));
        var reminders = offer.ReminderHours.ToList();
        change(offer);
        offer.ModifiedAt = Instant(seen);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        if ((offer.PlaceId, offer.Address, offer.Insee) != place)
        {
            await tellChange.Place(offer, cancellation);
            await db.SaveChangesAsync(cancellation);
        }

        if (!offer.ReminderHours.SequenceEqual(reminders))
        {
            // Each slot is looked at again, to know when the next is due.
            await db
                .Slots.Where(s => s.OfferId == id && s.StartsAt > offer.ModifiedAt)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.RemindAt, DateTime.UnixEpoch), cancellation);
        }

        if (offer.HasSessions && offer.Capacity != capacity)
        {
            await Resize(offer, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Sessions to come follow the number of seats; those who wait are offered the new ones.</summary>
    private async Task Resize(Offer offer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ids = await db
            .Slots.Where(s => s.OfferId == offer.Id && s.StartsAt > now && s.CancelledAt == null)
            .OrderBy(s => s.Id)
            .Select(s => s.Id)
            .ToListAsync(cancellation);
        foreach (var id in ids)
        {
            var slot = (await HeldRows.Slot(db, id, cancellation))!;
            slot.Capacity = offer.Capacity;
            await offerSeats.Run(offer, slot, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Whole microseconds, as PostgreSQL keeps them, and later than what was seen.</summary>
    private DateTime Instant(DateTime seen)
    {
        var ticks = Math.Max(time.GetUtcNow().UtcTicks, seen.Ticks + TimeSpan.TicksPerMicrosecond);
        return new DateTime(ticks - ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }
}

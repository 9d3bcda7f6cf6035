using Maillage.Data;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings;

/// <summary>A time that may be asked for (créneau libre).</summary>
/// <param name="Free">Seats left; 0 for a session that is full and has a waiting list.</param>
public sealed record FreeSlot(Guid OfferId, SlotKey Key, DateTime EndsAt, int Free)
{
    /// <summary>What this part of an event is called; null for the others.</summary>
    public string? Part { get; init; }

    /// <summary>UTC.</summary>
    public DateTime StartsAt => Key.StartsAt;
}

/// <summary>
/// Finds the times of offers: those of appointments are worked out from openings, without what keeps somebody busy; those
/// of workshops are their sessions. Reads what lies in the window alone, in a number of queries that does not grow.
/// </summary>
public sealed class FindSlots(MaillageDb db, IOptions<SiteSettings> site, TimeProvider time)
{
    /// <summary>In order of time; the notice that each offer asks for is kept.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="until">UTC, left out.</param>
    public async Task<IReadOnlyList<FreeSlot>> Run(
        IReadOnlyCollection<Offer> offers,
        DateTime from,
        DateTime until,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var open = offers.Where(offer => offer.ClosedAt is null).ToDictionary(offer => offer.Id);
        var (start, end) = (from > now ? from : now, until);
        var ids = open.Keys.ToList();
        var cut = open.Values.Where(offer => !offer.HasSessions).Select(offer => offer.Id).ToList();
        var (first, last) = (ParisTime.DayAt(start), ParisTime.DayAt(end));
        var openings = await db
            .Openings.AsNoTracking()
            .Where(o => cut.Contains(o.OfferId) && o.FirstDay <= last)
            .Where(o => (o.LastDay == null || o.LastDay >= first) && (o.EveryWeeks > 0 || o.FirstDay >= first))
            .ToListAsync(cancellation);
        var taken = await Taken(openings, start, end, cancellation);
        var sessions = await (
            from slot in db.Slots.AsNoTracking()
            join opening in db.Openings on slot.OpeningId equals opening.Id
            where ids.Contains(slot.OfferId) && slot.CancelledAt == null
            where slot.StartsAt >= start && slot.StartsAt < end
            select new { slot, opening.Title }
        ).ToListAsync(cancellation);
        return
        [
            .. openings
                .SelectMany(opening => Times(open[opening.OfferId], opening, start, end, taken))
                .Concat(
                    sessions
                        .Where(row => open[row.slot.OfferId].HasSessions)
                        .Select(row => new FreeSlot(row.slot.OfferId, row.slot.Key, row.slot.EndsAt, row.slot.Free)
                        {
                            Part = row.Title,
                        })
                )
                .Where(slot => IsInTime(open[slot.OfferId], slot.StartsAt, now))
                .OrderBy(slot => slot.StartsAt),
        ];
    }

    /// <summary>True when neither too late nor too early to book it alone.</summary>
    public static bool IsInTime(Offer offer, DateTime startsAt, DateTime now) =>
        startsAt > now
        && startsAt >= now.AddHours(offer.LeastNoticeHours)
        && startsAt <= now.AddDays(offer.MostNoticeDays);

    /// <summary>The times that an opening cuts into, free or not.</summary>
    public IEnumerable<SlotKey> Cut(Offer offer, Opening opening, DateTime from, DateTime until)
    {
        var step = TimeSpan.FromMinutes(offer.Minutes + offer.Buffer);
        var length = TimeSpan.FromMinutes(offer.Minutes);
        var (first, last) = (ParisTime.DayAt(from), ParisTime.DayAt(until));
        foreach (var day in OpeningDays.Between(opening, first, last, site.Value.Departement))
        {
            for (var at = opening.From.ToTimeSpan(); at + length <= opening.To.ToTimeSpan(); at += step)
            {
                if (
                    ParisTime.InstantOf(day, TimeOnly.FromTimeSpan(at)) is { } startsAt
                    && startsAt >= from
                    && startsAt < until
                )
                {
                    yield return new SlotKey(opening.Id, startsAt);
                }
            }
        }
    }

    /// <summary>When resources are busy or away, in a window.</summary>
    /// <param name="but">Slots left out: those that are about to move.</param>
    internal static async Task<IReadOnlyList<(Guid ResourceId, DateTime StartsAt, DateTime EndsAt)>> Busy(
        MaillageDb db,
        IReadOnlyCollection<Guid> resources,
        DateTime from,
        DateTime until,
        CancellationToken cancellation,
        IReadOnlyCollection<Guid>? but = null
    )
    {
        var (ids, without) = (resources.ToList(), but?.ToList() ?? []);
        var occupied = await db
            .Occupations.Where(o => ids.Contains(o.ResourceId) && o.EndsAt > from && o.StartsAt < until)
            .Where(o => !without.Contains(o.SlotId))
            .Select(o => new
            {
                o.ResourceId,
                o.StartsAt,
                o.EndsAt,
            })
            .ToListAsync(cancellation);
        var away = await db
            .Absences.Where(a => ids.Contains(a.ResourceId) && a.EndsAt > from && a.StartsAt < until)
            .Select(a => new
            {
                a.ResourceId,
                a.StartsAt,
                a.EndsAt,
            })
            .ToListAsync(cancellation);
        return [.. occupied.Concat(away).Select(busy => (busy.ResourceId, busy.StartsAt, busy.EndsAt))];
    }

    private IEnumerable<FreeSlot> Times(
        Offer offer,
        Opening opening,
        DateTime from,
        DateTime until,
        ILookup<Guid, Span> taken
    )
    {
        var busy = taken[opening.Id].ToList();
        var length = TimeSpan.FromMinutes(offer.Minutes);
        var whole = TimeSpan.FromMinutes(offer.Minutes + offer.Buffer);
        return Cut(offer, opening, from, until)
            .Where(key => !busy.Exists(span => span.StartsAt < key.StartsAt + whole && span.EndsAt > key.StartsAt))
            .Select(key => new FreeSlot(offer.Id, key, key.StartsAt + length, offer.Capacity));
    }

    /// <summary>What keeps each opening's resources busy.</summary>
    private async Task<ILookup<Guid, Span>> Taken(
        List<Opening> openings,
        DateTime from,
        DateTime until,
        CancellationToken cancellation
    )
    {
        var ids = openings.ConvertAll(opening => opening.Id);
        var needs = await db
            .OpeningResources.AsNoTracking()
            .Where(r => ids.Contains(r.OpeningId))
            .ToListAsync(cancellation);
        var busy = await Busy(
            db,
            [.. needs.Select(r => r.ResourceId).Distinct()],
            from,
            until.AddMinutes(Offer.LongestMinutes + Offer.LongestBuffer),
            cancellation
        );
        return needs
            .Join(busy, need => need.ResourceId, span => span.ResourceId, (need, span) => (need.OpeningId, span))
            .ToLookup(pair => pair.OpeningId, pair => new Span(pair.span.StartsAt, pair.span.EndsAt));
    }

    private readonly record struct Span(DateTime StartsAt, DateTime EndsAt);
}

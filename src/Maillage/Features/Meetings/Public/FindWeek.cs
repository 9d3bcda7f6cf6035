using System.Globalization;
using Maillage.Platform.Time;

namespace Maillage.Features.Meetings.Public;

/// <summary>Shows the times of one offer a week at a time, and where there are more.</summary>
public sealed class FindWeek(FindSlots findSlots, TimeProvider time)
{
    private const int Days = 7;

    /// <summary>The week asked for.</summary>
    /// <param name="asked">The first day as an address has it; what is no day to come gives the first week.</param>
    /// <param name="seats">Sessions with fewer seats are left out; 0 keeps those that have a waiting list.</param>
    public async Task<SlotWeek> Run(Offer offer, string? asked, int seats, CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var last = today.AddDays(offer.MostNoticeDays);
        var first =
            DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day > today
            && day <= last
                ? day
                : today;
        var found = await findSlots.Run(
            [offer],
            ParisTime.StartOf(first),
            ParisTime.StartOf(last.AddDays(1)),
            cancellation
        );
        // Two of the team at the same hour are one answer: who receives is not the question.
        var slots = found
            .Where(slot => slot.Free >= seats)
            .DistinctBy(slot => offer.HasSessions ? slot.Key : new SlotKey(Guid.Empty, slot.StartsAt))
            .ToList();
        var end = first.AddDays(Days);
        var next = slots.Select(slot => ParisTime.DayAt(slot.StartsAt)).FirstOrDefault(d => d >= end);
        return new SlotWeek(
            first,
            [.. slots.Where(slot => ParisTime.DayAt(slot.StartsAt) < end)],
            next == default ? null
                : next < end.AddDays(Days) ? end
                : next,
            first == today ? null
                : first.AddDays(-Days) > today ? first.AddDays(-Days)
                : today
        );
    }
}

/// <summary>The times of a week.</summary>
/// <param name="Next">The day from which there are more; null when there are none.</param>
/// <param name="Before">The week before; null for the first.</param>
public sealed record SlotWeek(DateOnly First, IReadOnlyList<FreeSlot> Slots, DateOnly? Next, DateOnly? Before)
{
    public DateOnly Last => First.AddDays(6);
}

/// <summary>The times of a week as answers of a form.</summary>
/// <param name="Chosen">The one chosen before; null when none was.</param>
public sealed record SlotChoices(Offer Offer, SlotWeek Week, string? Chosen);

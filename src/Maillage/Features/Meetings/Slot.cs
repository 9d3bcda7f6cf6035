namespace Maillage.Features.Meetings;

/// <summary>
/// One time of an offer that has something of its own: somebody booked it, or it is a session of a workshop (créneau).
/// Free times of appointments are worked out, never kept.
/// </summary>
public sealed class Slot
{
    public required Guid Id { get; init; }

    public required Guid OfferId { get; init; }

    public required Guid OpeningId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; set; }

    public required DateTime EndsAt { get; set; }

    public required int Capacity { get; set; }

    /// <summary>Seats confirmed or offered, each counted once.</summary>
    public int Taken { get; set; }

    /// <summary>The number of the last request: the order in which they came.</summary>
    public int LastNumber { get; set; }

    /// <summary>How many of its seats the last request was given at once; 0 when it waits.</summary>
    public int LastSeats { get; set; }

    public DateTime? CancelledAt { get; set; }

    /// <summary>When a reminder of its bookings may be due, UTC: long ago until that was worked out, null after the last.</summary>
    public DateTime? RemindAt { get; set; } = DateTime.UnixEpoch;

    public int Free => CancelledAt is null ? Math.Max(0, Capacity - Taken) : 0;

    public SlotKey Key => new(OpeningId, StartsAt);
}

/// <summary>A time at which a slot keeps a resource busy (occupation).</summary>
public sealed class Occupation
{
    public required Guid SlotId { get; init; }

    public required Guid ResourceId { get; init; }

    public required DateTime StartsAt { get; init; }

    /// <summary>With the minutes kept free afterwards.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>That of one resource in a slot.</summary>
    /// <param name="buffer">Minutes kept free afterwards.</param>
    public static Occupation Of(Slot slot, Guid resourceId, int buffer) =>
        new()
        {
            SlotId = slot.Id,
            ResourceId = resourceId,
            StartsAt = slot.StartsAt,
            EndsAt = slot.EndsAt.AddMinutes(buffer),
        };
}

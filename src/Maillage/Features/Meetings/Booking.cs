using Maillage.Platform.Audit;

namespace Maillage.Features.Meetings;

/// <summary>Somebody's seat, or several, in a slot (réservation).</summary>
public sealed class Booking : IJournaled
{
    public const int LongestName = 100;
    public const int LongestNote = 500;
    public const int MostSeats = 20;

    /// <summary>How long after the slot it is known who came; afterwards only that somebody did.</summary>
    public const int MonthsKept = 1;

    /// <summary>Made from the form that asked for it: the same form sent twice is one booking.</summary>
    public required Guid Id { get; init; }

    public required Guid SlotId { get; init; }

    /// <summary>In the order in which they came, from 1.</summary>
    public required int Number { get; init; }

    public required BookingState State { get; set; }

    public required int Seats { get; init; }

    /// <summary>What the person wants to be called; erased with the rest of the person.</summary>
    public string? Name { get; set; }

    /// <summary>E.164 when it could be read as a number.</summary>
    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>A word for the team: « j’entends mal ».</summary>
    public string? Note { get; set; }

    /// <summary>Who books for a child or a person under guardianship.</summary>
    public string? BookedBy { get; set; }

    /// <summary>What opens it; null once erased, and for who came without booking.</summary>
    public Guid? AccessId { get; set; }

    public required Channel Channel { get; init; }

    /// <summary>The account that wrote it down; null for the public.</summary>
    public Guid? EnteredBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When it became sure; null while waiting. Whoever is sure since yesterday needs no reminder of three days.</summary>
    public DateTime? ConfirmedAt { get; set; }

    /// <summary>Until when a freed seat is kept for them.</summary>
    public DateTime? OfferedUntil { get; set; }

    /// <summary>The message that offers the seat, until it is known what became of it: the time to answer runs from then on.</summary>
    public Guid? OfferMessageId { get; set; }

    public CancelledBy? CancelledBy { get; set; }

    /// <summary>Why the team calls, where no message tells the person; null while nothing is to be told.</summary>
    public CallReason? ToCall { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Takes the person out; what counts stays.</summary>
    public void Erase()
    {
        (Name, Phone, Email) = (null, null, null);
        (Note, BookedBy, AccessId) = (null, null, null);
    }

    /// <summary>True while it holds seats of its slot.</summary>
    public bool HoldsSeats =>
        State is BookingState.Confirmed or BookingState.Offered or BookingState.Attended or BookingState.Absent;
}

/// <summary>Where a booking stands (état).</summary>
public enum BookingState
{
    /// <summary>On the waiting list, in the order of its number.</summary>
    Waiting,

    /// <summary>A seat is kept until <see cref="Booking.OfferedUntil"/>.</summary>
    Offered,
    Confirmed,
    Attended,
    Absent,

    /// <summary>Did not come, and had said so.</summary>
    Excused,
    Cancelled,
}

public enum CancelledBy
{
    Person,
    Team,
}

/// <summary>What somebody is told by telephone (motif d’appel).</summary>
public enum CallReason
{
    /// <summary>The hour has changed.</summary>
    Hour,

    /// <summary>The place has changed.</summary>
    Place,

    /// <summary>A seat is kept, and the message that says so did not arrive.</summary>
    NotDelivered,
}

/// <summary>A reminder that was queued or passed over (rappel): its row is what makes it unique.</summary>
public sealed class Reminder
{
    public required Guid BookingId { get; init; }

    public required int HoursBefore { get; init; }

    public required DateTime At { get; init; }
}

namespace Maillage.Features.Places.Hours;

/// <summary>What a place is at one moment, and what comes next, in its local wall time (état d’ouverture).</summary>
public sealed record OpeningState(HoursState State, DateTime Now)
{
    /// <summary>When the state ends; null when it lasts, or when the place is closed.</summary>
    public DateTime? Until { get; init; }

    /// <summary>The next stretch that is not closed, after the one under way; null when none within two weeks.</summary>
    public DateTime? OpensAt { get; init; }

    /// <summary>What the place will be from <see cref="OpensAt" />.</summary>
    public HoursState OpensAs { get; init; }

    public string? Comment { get; init; }

    /// <summary>When what is shown stops being true, for caches.</summary>
    public DateTime? ChangesAtUtc { get; init; }
}

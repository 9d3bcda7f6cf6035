using Maillage.Platform.Audit;

namespace Maillage.Features.Meetings;

/// <summary>What is left of a workshop or an event for those who could not come (document, rediffusion).</summary>
public sealed class OfferDocument : IJournaled
{
    public const int LongestTitle = 100;

    /// <summary>A page that lists more is read by nobody.</summary>
    public const int Most = 20;

    /// <summary>Made from the form that adds it: sent twice, it stands once.</summary>
    public required Guid Id { get; init; }

    public required Guid OfferId { get; init; }

    public required DocumentKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Where it is read or watched: http or https.</summary>
    public required string Address { get; init; }

    public required DateTime AddedAt { get; init; }
}

public enum DocumentKind
{
    Document,

    /// <summary>A recording (rediffusion).</summary>
    Replay,
}

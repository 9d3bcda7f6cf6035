namespace Maillage.Features.Places;

/// <summary>What somebody said about a wrong fact on a place's page (signalement), kept for review.</summary>
public sealed class PlaceReport
{
    public const int MaxMessageLength = 2000;

    public required Guid Id { get; init; }

    public required Guid PlaceId { get; init; }

    public required string Message { get; init; }

    /// <summary>A phone or an e-mail, only if the person wants to know what became of it.</summary>
    public string? ReplyTo { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ClosedAt { get; set; }
}

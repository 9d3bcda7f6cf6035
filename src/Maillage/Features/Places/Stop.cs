namespace Maillage.Features.Places;

/// <summary>
/// Where and when an itinerant place can be met (passage): the camping-car is in Jarzé on Tuesday mornings.
/// </summary>
public sealed class Stop
{
    /// <summary>Characters of <see cref="Times"/> at most.</summary>
    public const int LongestTimes = 4000;

    public required Guid Id { get; init; }

    public required Guid PlaceId { get; init; }

    /// <summary>« Place de l’église », « parking de la mairie ».</summary>
    public required string Where { get; set; }

    public string? Address { get; set; }

    public required string Insee { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>
    /// When, in the same syntax as opening hours: <c>Tu 09:00-12:00</c> recurs,
    /// <c>2026 Dec 03 14:00-17:00</c> is a single date.
    /// </summary>
    public required string Times { get; set; }

    public string? Note { get; set; }
}

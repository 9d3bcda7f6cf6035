using Maillage.Platform.Audit;

namespace Maillage.Features.Places;

/// <summary>What a place looks like from the street or inside (photo d’un lieu), so that one knows it when one sees it.</summary>
public sealed class PlacePhoto : IJournaled
{
    public const int LongestAlternative = 200;

    public required Guid Id { get; init; }

    public required Guid PlaceId { get; init; }

    /// <summary>Names its files.</summary>
    public required Guid PictureId { get; set; }

    /// <summary>Of the largest file, in pixels.</summary>
    public required int Width { get; set; }

    public required int Height { get; set; }

    /// <summary>What one would say of it to somebody who does not see it.</summary>
    public required string Alternative { get; set; }

    public required Guid AddedBy { get; set; }

    public required DateTime AddedAt { get; set; }
}

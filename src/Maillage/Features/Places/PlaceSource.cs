namespace Maillage.Features.Places;

/// <summary>Where a place's facts come from (source): one record of one imported list, with its original values.</summary>
public sealed class PlaceSource
{
    public required Guid Id { get; init; }

    public required Guid PlaceId { get; set; }

    /// <summary>The name of the list, as published.</summary>
    public required string Source { get; init; }

    /// <summary>The record's id in that list.</summary>
    public required string SourceId { get; init; }

    /// <summary>The record as received, one JSON object.</summary>
    public required string Original { get; set; }

    /// <summary>
    /// What was last read from it, one JSON object: the next import changes only what the source itself has changed.
    /// </summary>
    public string Reading { get; set; } = "{}";

    /// <summary>
    /// SHA-256 of <see cref="Original"/> and <see cref="Reading"/>: the same hash means that nothing is to be done.
    /// </summary>
    public required string Fingerprint { get; set; }

    /// <summary>The last import that met the record.</summary>
    public Guid? SeenBy { get; set; }

    public required DateTime FirstSeenAt { get; init; }

    public required DateTime LastSeenAt { get; set; }

    /// <summary>When the record had left its list.</summary>
    public DateTime? GoneAt { get; set; }
}

/// <summary>An address under which a place was once known: it redirects for ever.</summary>
public sealed class PlaceAlias
{
    public required string Slug { get; init; }

    public required Guid PlaceId { get; init; }
}

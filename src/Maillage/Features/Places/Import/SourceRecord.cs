namespace Maillage.Features.Places.Import;

/// <summary>One record of a list of places as a reader gives it (fiche), before it meets the database.</summary>
internal sealed record SourceRecord
{
    public required int Line { get; init; }

    /// <summary>Name of the list that the record belongs to.</summary>
    public required string Source { get; init; }

    /// <summary>The record's id in that list.</summary>
    public required string SourceId { get; init; }

    /// <summary>The record as received, one JSON object.</summary>
    public required string Original { get; init; }

    /// <summary>What was read, without id nor slug; null when the record is refused.</summary>
    public Place? Place { get; init; }

    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];
}

/// <summary>What the person who imports asked for.</summary>
/// <param name="Source">Name of the list for all its records; null to take theirs.</param>
/// <param name="DefaultSource">Name of the list when neither the person nor the records give one.</param>
/// <param name="Mapping">How to read columns that are not those of the standard.</param>
public sealed record ReadingOptions(string? Source, string DefaultSource, Mapping? Mapping = null);

/// <summary>A list cannot be read, or no further; the message is a French sentence for the person who imports.</summary>
public sealed class UnreadableListException(string message, int line = 0) : Exception(message)
{
    public int Line { get; } = line;
}

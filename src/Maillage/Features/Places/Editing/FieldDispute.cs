namespace Maillage.Features.Places.Editing;

/// <summary>
/// A field that a person wrote and that its list has changed since (désaccord): the person's value stays, both are
/// shown, and somebody chooses.
/// </summary>
public sealed class FieldDispute
{
    public required Guid Id { get; init; }

    public required Guid PlaceId { get; init; }

    /// <summary>The name of the property: <c>Phone</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The name of the list.</summary>
    public required string Source { get; init; }

    /// <summary>A place that holds the list's value in that property alone, one JSON object.</summary>
    public required string Theirs { get; init; }

    /// <summary>The import that brought it; undoing that import takes it away.</summary>
    public required Guid RunId { get; init; }

    public required DateTime At { get; init; }
}

namespace Maillage.Features.Places.Editing;

/// <summary>A place as it stood after one change (version): who made it and when; any of them can be put back.</summary>
public sealed class PlaceVersion
{
    public required Guid Id { get; init; }

    public required Guid PlaceId { get; init; }

    public required VersionKind Kind { get; init; }

    /// <summary>Null for what a list brought, and for what was answered by a link sent to the place.</summary>
    public Guid? AccountId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The whole place, one JSON object.</summary>
    public required string State { get; init; }

    /// <summary>What changed and is no field of the record that people write.</summary>
    public List<VersionNote> Notes { get; init; } = [];
}

/// <summary>A change of what a version’s state does not tell in words (note): whose place it is, its photo, a value refused.</summary>
/// <param name="Property">The property of <see cref="Place"/>.</param>
/// <param name="Before">As people read it that day; null for nothing.</param>
/// <param name="After">The same, after the change.</param>
public sealed record VersionNote(string Property, string Label, string? Before, string? After);

/// <summary>What made a version.</summary>
public enum VersionKind
{
    /// <summary>A list: the place as it stood before a person touched it.</summary>
    Imported,
    Edited,
    Verified,
    Restored,

    /// <summary>Another record of the same place was merged into it.</summary>
    Merged,

    /// <summary>A merge was taken back.</summary>
    Separated,

    /// <summary>Made of a proposal of the public.</summary>
    Proposed,

    /// <summary>Changed as somebody of the public said.</summary>
    Reported,

    /// <summary>Given to an organisation, or taken from it.</summary>
    Attached,

    /// <summary>Its photo was set or taken away.</summary>
    Photographed,

    /// <summary>What a person wrote was kept against what a list says.</summary>
    KeptOurs,
}

namespace Maillage.Features.Places.Search;

/// <summary>A place as the directory in memory keeps it (fiche), shared by all readers and never changed.</summary>
public sealed class DirectoryEntry
{
    /// <summary>Detached from the database, with its stops.</summary>
    public required Place Place { get; init; }

    /// <summary>The lists that hold this place.</summary>
    public required IReadOnlyList<EntrySource> Sources { get; init; }

    /// <summary>What kind of place it is, in plain words: « Médiathèque », « France services ».</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands, or the centre of its commune; null when neither is known.</summary>
    public required GeoPoint? Position { get; init; }

    /// <summary>What it offers, as masks of the vocabularies, its services' own conditions included.</summary>
    public required PlaceFacts Facts { get; init; }
}

/// <summary>A list that holds a place (source).</summary>
/// <param name="Name">The list's name, as published.</param>
/// <param name="SourceId">The record's id in that list.</param>
/// <param name="LastSeenAt">When the list last held it.</param>
public sealed record EntrySource(string Name, string SourceId, DateTime LastSeenAt);

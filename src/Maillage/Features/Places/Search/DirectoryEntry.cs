using Maillage.Features.Places.Hours;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Search;

/// <summary>A place as the directory in memory keeps it (fiche), shared by all readers; only what it keeps for speed changes.</summary>
public sealed class DirectoryEntry
{
    private KeptState? frenchState;
    private KeptState? englishState;

    /// <summary>Detached from the database, with its stops.</summary>
    public required Place Place { get; init; }

    /// <summary>The lists that hold this place.</summary>
    public required IReadOnlyList<EntrySource> Sources { get; init; }

    public required Commune? Commune { get; init; }

    /// <summary>Its hours, read once; null when it gives none.</summary>
    public required OpeningHours? Hours { get; init; }

    public required HoursContext HoursContext { get; init; }

    /// <summary>What kind of place it is, in plain words: « Médiathèque », « France services ».</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands, or the centre of its commune; null when neither is known.</summary>
    public required GeoPoint? Position { get; init; }

    /// <summary>Whether the position only stands in for that of the place.</summary>
    public bool IsApproximate =>
        Place is not { LocationPrecision: LocationPrecision.Exact, Latitude: not null, Longitude: not null };

    /// <summary>What it offers, as masks of the vocabularies, its services' own conditions included.</summary>
    public required PlaceFacts Facts { get; init; }

    /// <summary>Where the state last worked out is kept, for French and for English.</summary>
    internal ref KeptState? StateIn(bool english) => ref english ? ref englishState : ref frenchState;

    /// <summary>Whether a closure covers this day, whatever the hours say.</summary>
    public bool IsClosedOn(DateOnly day)
    {
        foreach (var closure in Place.Closures)
        {
            if (closure.From <= day && day <= closure.To)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A list that holds a place (source).</summary>
/// <param name="Name">The list's name, as published.</param>
/// <param name="SourceId">The record's id in that list.</param>
/// <param name="LastSeenAt">When the list last held it.</param>
public sealed record EntrySource(string Name, string SourceId, DateTime LastSeenAt);

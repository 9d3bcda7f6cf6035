namespace Maillage.Features.Places.Duplicates;

/// <summary>What the search for duplicates (doublons) knows of one place; whatever is missing proves nothing.</summary>
public sealed record DuplicateCandidate(
    Guid Id,
    string Source,
    string Name,
    string? Address = null,
    string? PostalCode = null,
    string? Insee = null,
    string? CommuneName = null,
    double? Latitude = null,
    double? Longitude = null,
    string? Siret = null,
    string? Phone = null,
    string? Website = null,
    string? Email = null
);

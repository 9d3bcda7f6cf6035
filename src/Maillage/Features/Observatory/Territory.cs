using Maillage.Features.Territories;

namespace Maillage.Features.Observatory;

/// <summary>A territory with a page of its own: département, EPCI, commune or subdivision of the network (territoire).</summary>
/// <param name="Parts">The territories it is made of, each with its communes; none for a commune.</param>
public sealed record Territory(
    string Code,
    string Name,
    TerritoryLevel Level,
    IReadOnlyList<Commune> Communes,
    IReadOnlyList<TerritoryPart> Parts
)
{
    public int Population { get; } = Communes.Sum(commune => commune.Population);

    /// <summary>What the network calls such a subdivision, such as "bassin de vie"; null at the official levels.</summary>
    public string? KindName { get; init; }
}

/// <summary>A territory within another (partie).</summary>
public sealed record TerritoryPart(string Code, string Name, IReadOnlyList<Commune> Communes)
{
    public int Population { get; } = Communes.Sum(commune => commune.Population);
}

/// <summary>The levels of <see cref="Territory"/>.</summary>
public enum TerritoryLevel
{
    Departement,
    Epci,
    Commune,
    Subdivision,
}

namespace Maillage.Features.Territories;

/// <summary>A part of the territory that the network drew for itself, such as a "bassin de vie": a list of communes.</summary>
public sealed class Subdivision
{
    public required Guid Id { get; init; }

    /// <summary>Stays for ever in addresses, even when the name changes.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>What the network calls such a part: "bassin de vie", "pôle".</summary>
    public required string Kind { get; set; }

    public List<SubdivisionCommune> Communes { get; } = [];
}

/// <summary>One commune of a <see cref="Subdivision"/>.</summary>
public sealed class SubdivisionCommune
{
    public Guid SubdivisionId { get; init; }

    public required string Insee { get; init; }
}

namespace Maillage.Features.Territories;

/// <summary>The official centre of a commune, imported to take the place of the compiled one.</summary>
public sealed class CommuneCentre
{
    public required string Insee { get; init; }

    public required double Latitude { get; set; }

    public required double Longitude { get; set; }

    public required string Source { get; set; }

    public required DateOnly ImportedOn { get; set; }
}

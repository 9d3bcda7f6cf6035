namespace Maillage.Features.Territories;

/// <summary>The outline of a territory for display on a map, as imported from an official file.</summary>
public sealed class TerritoryContour
{
    public required TerritoryKind Kind { get; init; }

    public required string Code { get; init; }

    /// <summary>A GeoJSON geometry, Polygon or MultiPolygon, in WGS 84 degrees.</summary>
    public required string Geometry { get; set; }

    public required string Source { get; set; }

    public required DateOnly ImportedOn { get; set; }
}

/// <summary>The levels of territory that have a code.</summary>
public enum TerritoryKind
{
    Commune,
    Epci,
    Departement,
    Region,
}

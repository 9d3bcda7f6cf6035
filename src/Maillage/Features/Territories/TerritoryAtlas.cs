namespace Maillage.Features.Territories;

/// <summary>Holds the map in use, swapped whole when official centres are read from the database.</summary>
public sealed class TerritoryAtlas
{
    private volatile TerritoryMap map = TerritoryMap.Compiled;

    public TerritoryMap Map => map;

    public void Replace(TerritoryMap newer) => map = newer;
}

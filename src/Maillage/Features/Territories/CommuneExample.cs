namespace Maillage.Features.Territories;

/// <summary>A commune of the home département, to show how one writes it (exemple).</summary>
public sealed record CommuneExample(string Name, string PostalCode)
{
    private const int LongestName = 12;

    /// <summary>The largest of a short name but the first, which everybody thinks of anyway.</summary>
    public static CommuneExample Of(TerritoryMap map, string departement)
    {
        var known = map.CommunesOfDepartement(departement)
            .Where(commune => commune.PostalCodes.Count > 0)
            .OrderByDescending(commune => commune.Population)
            .ToList();
        var commune = known.Skip(1).FirstOrDefault(commune => commune.Name.Length <= LongestName) ?? known[0];
        return new(commune.Name, commune.PostalCodes[0]);
    }
}

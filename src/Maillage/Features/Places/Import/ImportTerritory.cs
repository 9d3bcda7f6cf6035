using Maillage.Data;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Import;

/// <summary>What an import may touch: the places of some départements and EPCIs, or all where none is named.</summary>
internal static class ImportTerritory
{
    private const int ShortCode = 2;
    private const int LongCode = 3;

    /// <summary>True where the commune is in one of the territories; a place without one is nowhere.</summary>
    /// <param name="territories">Codes of départements, SIREN of EPCIs.</param>
    public static bool Holds(IReadOnlyList<string> territories, string? insee) =>
        territories.Count == 0
        || (
            insee is not null
            && (
                territories.Any(code => IsDepartement(code) && insee.StartsWith(code, StringComparison.Ordinal))
                || (
                    TerritoryMap.Compiled.CommuneByInsee(insee)?.EpciCode is { } epci
                    && territories.Contains(epci, StringComparer.Ordinal)
                )
            )
        );

    /// <summary>The records of places of these territories.</summary>
    public static IQueryable<PlaceSource> In(
        this IQueryable<PlaceSource> sources,
        IReadOnlyList<string> territories,
        MaillageDb db
    )
    {
        if (territories.Count == 0)
        {
            return sources;
        }

        var codes = territories.Where(IsDepartement).ToList();
        var communes = territories
            .Where(code => !IsDepartement(code))
            .SelectMany(TerritoryMap.Compiled.CommunesOfEpci)
            .Select(commune => commune.Insee)
            .ToList();
        return sources.Where(s =>
            db.Places.Any(p =>
                p.Id == s.PlaceId
                && p.Insee != null
                && (
                    codes.Contains(p.Insee.Substring(0, ShortCode))
                    || codes.Contains(p.Insee.Substring(0, LongCode))
                    || communes.Contains(p.Insee)
                )
            )
        );
    }

    /// <summary>The communes of a territory; none for a code that is not one.</summary>
    public static IEnumerable<Commune> CommunesOf(string code) =>
        IsDepartement(code)
            ? TerritoryMap.Compiled.CommunesOfDepartement(code)
            : TerritoryMap.Compiled.CommunesOfEpci(code);

    /// <summary>« Maine-et-Loire », « CU Angers Loire Métropole »; the code itself where nothing has it.</summary>
    public static string NameOf(string code) =>
        TerritoryMap.Compiled.DepartementByCode(code)?.Name ?? TerritoryMap.Compiled.EpciByCode(code)?.Name ?? code;

    private static bool IsDepartement(string code) => code.Length <= LongCode;
}

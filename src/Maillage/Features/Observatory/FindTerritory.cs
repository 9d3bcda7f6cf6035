using Maillage.Features.Territories;

namespace Maillage.Features.Observatory;

/// <summary>Finds the territory behind the code in an address; former commune codes lead to today's commune.</summary>
public sealed class FindTerritory(TerritoryMap map)
{
    public Territory? Run(string code) =>
        map.DepartementByCode(code) is { } departement ? Of(departement)
        : map.EpciByCode(code) is { } epci ? Of(epci)
        : map.CommuneByInsee(code) is { } commune
            ? new Territory(commune.Insee, commune.Name, TerritoryKind.Commune, [commune], [])
        : null;

    private Territory Of(Departement departement)
    {
        var communes = map.CommunesOfDepartement(departement.Code).ToList();
        // An EPCI may straddle two départements: only its communes of this one count here.
        var parts = communes
            .GroupBy(commune => commune.EpciCode)
            .SelectMany(group =>
                map.EpciByCode(group.Key) is { } epci
                    ? [new TerritoryPart(epci.Code, epci.Name, [.. group])]
                    : group.Select(commune => new TerritoryPart(commune.Insee, commune.Name, [commune]))
            )
            .OrderByDescending(part => part.Population);
        return new Territory(departement.Code, departement.Name, TerritoryKind.Departement, communes, [.. parts]);
    }

    private Territory Of(Epci epci)
    {
        var communes = map.CommunesOfEpci(epci.Code).OrderByDescending(commune => commune.Population).ToList();
        return new Territory(
            epci.Code,
            epci.Name,
            TerritoryKind.Epci,
            communes,
            [.. communes.Select(commune => new TerritoryPart(commune.Insee, commune.Name, [commune]))]
        );
    }
}

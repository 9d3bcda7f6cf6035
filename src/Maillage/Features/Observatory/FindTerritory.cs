using Maillage.Data;
using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Observatory;

/// <summary>Finds the territory behind the code in an address; former commune codes lead to today's commune.</summary>
public sealed class FindTerritory(TerritoryMap map, Lazy<MaillageDb> db)
{
    public async Task<Territory?> Run(string code, CancellationToken cancellation) =>
        map.DepartementByCode(code) is { } departement ? Of(departement)
        : map.EpciByCode(code) is { } epci
            ? OfCommunes(epci.Code, epci.Name, TerritoryLevel.Epci, map.CommunesOfEpci(epci.Code))
        : map.CommuneByInsee(code) is { } commune
            ? new Territory(commune.Insee, commune.Name, TerritoryLevel.Commune, [commune], [])
        : await OfSubdivision(code, cancellation);

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
        return new Territory(departement.Code, departement.Name, TerritoryLevel.Departement, communes, [.. parts]);
    }

    private async Task<Territory?> OfSubdivision(string slug, CancellationToken cancellation)
    {
        var subdivision = await db
            .Value.Subdivisions.Include(s => s.Communes)
            .AsNoTracking()
            .SingleOrDefaultAsync(s => s.Slug == slug, cancellation);
        return subdivision is null
            ? null
            : OfCommunes(
                subdivision.Slug,
                subdivision.Name,
                TerritoryLevel.Subdivision,
                subdivision.Communes.Select(c => map.CommuneByInsee(c.Insee)).OfType<Commune>().Distinct()
            ) with
            {
                KindName = subdivision.Kind,
            };
    }

    private static Territory OfCommunes(string code, string name, TerritoryLevel level, IEnumerable<Commune> communes)
    {
        Commune[] largestFirst = [.. communes.OrderByDescending(commune => commune.Population)];
        return new Territory(
            code,
            name,
            level,
            largestFirst,
            [.. largestFirst.Select(commune => new TerritoryPart(commune.Insee, commune.Name, [commune]))]
        );
    }
}

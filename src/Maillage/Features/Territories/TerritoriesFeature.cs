using Maillage.Data;
using Maillage.Features.Territories.Geocoding;
using Maillage.Features.Territories.Import;
using Maillage.Platform.CommandLine;
using Maillage.Platform.Privacy;
using Maillage.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Territories;

/// <summary>Communes, EPCI, départements and addresses: what every other feature locates itself by.</summary>
public static class TerritoriesFeature
{
    public static IServiceCollection AddTerritories(this IServiceCollection services)
    {
        services.AddSingleton<TerritoryAtlas>();
        // Transient, so that a page always reads the map of the moment; what lives longer asks the atlas.
        services.AddTransient(provider => provider.GetRequiredService<TerritoryAtlas>().Map);
        services.AddHostedService<LoadOfficialCentres>();
        services.AddScoped<ImportGeo>();
        services.AddCommand(ImportGeoCommand.Create, group: "import");
        services.AddNoPersonalData(
            typeof(TerritoryContour),
            typeof(CommuneCentre),
            typeof(Subdivision),
            typeof(SubdivisionCommune)
        );
        services.AddGeocoder();
        return services;
    }

    /// <summary>Takes the official centres that were imported: verbs do not start what a server starts.</summary>
    public static async Task PrepareTerritories(
        this IServiceProvider services,
        CancellationToken cancellation = default
    )
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportGeo>().LoadCentres(cancellation);
    }

    /// <summary>The outline of a territory, for a map; nothing where none was imported.</summary>
    public static IEndpointRouteBuilder MapTerritories(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(
                "/territoires/{code}.geojson",
                async (string code, MaillageDb db, CancellationToken cancellation) =>
                    await db
                        .TerritoryContours.Where(c => c.Code == code && c.Kind != TerritoryKind.Region)
                        .Select(c => c.Geometry)
                        .FirstOrDefaultAsync(cancellation)
                        is { } geometry
                        ? Results.Text(geometry, "application/geo+json")
                        : Results.NoContent()
            )
            .AllowAnonymous()
            .CacheOutput(PageCache.Policy)
            .ExcludeFromDescription();
        return endpoints;
    }
}

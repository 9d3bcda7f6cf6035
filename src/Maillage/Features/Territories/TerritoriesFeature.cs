using Maillage.Features.Territories.Geocoding;
using Maillage.Features.Territories.Import;
using Maillage.Platform.CommandLine;

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
        services.AddGeocoder();
        return services;
    }
}

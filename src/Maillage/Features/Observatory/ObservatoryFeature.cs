using Maillage.Features.Shared;

namespace Maillage.Features.Observatory;

/// <summary>What exists in each territory, and who has nothing nearby (observatoire).</summary>
public static class ObservatoryFeature
{
    public static IServiceCollection AddObservatory(this IServiceCollection services) =>
        services
            .AddScoped<FindTerritory>()
            .AddScoped<MeasureCoverage>()
            .AddMenuLink(MenuPlace.Footer, TerritoryUrls.Path, "L’aide par territoire", 50);
}

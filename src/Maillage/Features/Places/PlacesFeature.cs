using Maillage.Features.Places.Export;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Platform.CommandLine;

namespace Maillage.Features.Places;

/// <summary>The directory of places: import, search, pages.</summary>
public static class PlacesFeature
{
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddPlaceImport();
        services.AddSingleton<PlaceDirectory>();
        services.AddHostedService<FollowDirectory>();
        services.AddScoped<PlaceStream>();
        services.AddScoped<ExportPlaces>();
        services.AddScoped<ReadMaillageJson>();
        services.AddCommand(ExportPlacesCommand.Create, group: "export");
        return services;
    }
}

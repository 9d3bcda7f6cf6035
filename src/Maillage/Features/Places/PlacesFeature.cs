using Maillage.Features.Places.Search;

namespace Maillage.Features.Places;

/// <summary>The directory of places: import, search, pages.</summary>
public static class PlacesFeature
{
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddSingleton<PlaceDirectory>();
        services.AddHostedService<FollowDirectory>();
        return services;
    }
}

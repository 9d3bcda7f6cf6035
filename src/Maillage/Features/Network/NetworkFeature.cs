using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.Privacy;

namespace Maillage.Features.Network;

/// <summary>The people of the network: who they are, what they can do, where they are met online.</summary>
public static class NetworkFeature
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddScoped<ReadMembers>();
        services.AddScoped<SaveProfile>();
        services.AddPersonalRecords<ProfileRecords>();
        services.AddScoped<CountSkills>();
        services.AddScoped<NetworkWords>();
        services.AddScoped<LoadDemonstrationNetwork>();
        return services
            .AddMenuLink(
                MenuPlace.Desk,
                NetworkUrls.SearchPath,
                "Réseau",
                30,
                isFor: context => context.PersonOrNull()?.IsOfNetwork == true
            )
            .AddMenuLink(
                MenuPlace.Desk,
                NetworkUrls.Mine,
                "Mon profil",
                40,
                isFor: context => context.PersonOrNull()?.IsOfNetwork == true
            )
            .AddMenuLink(MenuPlace.Footer, NetworkUrls.OnlinePath, "Promeneurs du Net", 60)
            .AddMenuLink(MenuPlace.Footer, NetworkUrls.SearchPath, "Les personnes du réseau", 70);
    }

    public static IEndpointRouteBuilder MapNetwork(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(NetworkUrls.SkillsFile, WriteSkillsFile.Run)
            .RequireAuthorization(Access.Network)
            .ExcludeFromDescription();
        return endpoints;
    }
}

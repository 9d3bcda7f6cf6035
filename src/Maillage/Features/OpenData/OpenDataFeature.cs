using Maillage.Features.Shared;

namespace Maillage.Features.OpenData;

/// <summary>The open data: files, catalogue and API for other programs.</summary>
public static class OpenDataFeature
{
    /// <summary>Any page of any site may read what is open.</summary>
    internal const string Everyone = "everyone";

    public static IServiceCollection AddOpenData(this IServiceCollection services) =>
        services
            .AddCors(cors =>
                cors.AddPolicy(
                    Everyone,
                    policy =>
                        policy
                            .AllowAnyOrigin()
                            .AllowAnyHeader()
                            .WithMethods("GET", "HEAD")
                            .WithExposedHeaders("ETag", "Link", "Retry-After")
                )
            )
            .AddSingleton<PublishedFiles>()
            .AddMenuLink(MenuPlace.Footer, OpenDataUrls.PagePath, "Données ouvertes", 50);

    public static IEndpointRouteBuilder MapOpenData(this IEndpointRouteBuilder endpoints)
    {
        DataEndpoints.Map(endpoints);
        return endpoints;
    }
}

using System.Text.Json;
using Maillage.Features.Accounts;
using Maillage.Features.Shared;

namespace Maillage.Features.Privacy;

/// <summary>Personal data: the public register, what somebody may take away, erasure, the work of the night.</summary>
public static class PrivacyFeature
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddScoped<ExportPerson>();
        services.AddScoped<EraseAccount>();
        services.AddScoped<IDeskGroup, NightsOnDesk>();
        return services.AddMenuLink(MenuPlace.Footer, PrivacyUrls.RegisterPath, "Vos données", 10);
    }

    public static IEndpointRouteBuilder MapPrivacy(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(
                PrivacyUrls.MyDataFile,
                async (HttpContext http, ExportPerson exportPerson, CancellationToken cancellation) =>
                {
                    var export = await exportPerson.Run(http.Person(), cancellation);
                    return Results.File(
                        JsonSerializer.SerializeToUtf8Bytes(export, ExportPerson.Json),
                        "application/json",
                        "mes-donnees.json"
                    );
                }
            )
            .RequireAuthorization(Access.SignedIn)
            .ExcludeFromDescription();
        return endpoints;
    }
}

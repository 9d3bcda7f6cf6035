using Maillage.Features.Accounts;
using Maillage.Features.Places.Records;
using Maillage.Features.Shared;
using Maillage.Platform.Privacy;

namespace Maillage.Features.Places.Imports;

/// <summary>Lists of places imported from the desk.</summary>
public static class ImportsFeature
{
    public static IServiceCollection AddImportsOnDesk(this IServiceCollection services)
    {
        services
            .AddOptions<ImportSettings>()
            .BindConfiguration(ImportSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<KeptLists>();
        services.AddSingleton<WorkOnImports>();
        services.AddScoped<ImportInHand>();
        services.AddScoped<GiveList>();
        services.AddScoped<MatchColumns>();
        services.AddScoped<PreviewImport>();
        services.AddScoped<DecideImport>();
        services.AddScoped<ReadNightlyLists>();
        services.AddScoped<IDeskGroup, ImportsOnDesk>();
        services.AddPersonalRecords<ImportRecords>();
        services.AddHostedService<KeepImporting>();
        return services.AddMenuLink(
            MenuPlace.Desk,
            PlaceUrls.Imports,
            "Imports",
            16,
            isFor: http => http.PersonOrNull() is { IsCoordinator: true } or { IsAdministrator: true }
        );
    }

    public static IEndpointRouteBuilder MapImports(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(
                PlaceUrls.Imports + "/{id:guid}/rapport.csv",
                async (
                    Guid id,
                    ImportInHand importInHand,
                    KeptLists keptLists,
                    HttpContext context,
                    CancellationToken cancellation
                ) =>
                    await importInHand.Find(id, context.Person(), cancellation) is not null
                    && keptLists.Report(id) is { } file
                        ? Results.File(file.FullName, "text/csv; charset=utf-8", "rapport.csv")
                        : Results.NotFound()
            )
            .RequireAuthorization(Access.Coordinator)
            .ExcludeFromDescription();
        return endpoints;
    }
}

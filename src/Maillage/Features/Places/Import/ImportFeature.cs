using Maillage.Platform.CommandLine;

namespace Maillage.Features.Places.Import;

/// <summary>Lists of places brought in from outside.</summary>
public static class ImportFeature
{
    public static IServiceCollection AddPlaceImport(this IServiceCollection services) =>
        services
            .AddSingleton<ImportPlaces>()
            .AddSingleton<ApplyImport>()
            .AddSingleton<UndoImport>()
            .AddSingleton<ListOrigin>()
            .AddCommand(ImportPlacesCommand.Create, group: "import")
            .AddCommand(UndoImportCommand.Create, group: "import");
}

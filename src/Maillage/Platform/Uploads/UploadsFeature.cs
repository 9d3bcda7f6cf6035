namespace Maillage.Platform.Uploads;

/// <summary>Files that people send.</summary>
public static class UploadsFeature
{
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services
            .AddOptions<UploadSettings>()
            .BindConfiguration(UploadSettings.Section)
            .ValidateDataAnnotations()
            .Validate(
                settings => settings.Clamd is "" or ['/', ..] || HasPort(settings.Clamd),
                "Uploads:Clamd ne se lit pas : écrivez 127.0.0.1:3310, ou le chemin du socket."
            )
            .ValidateOnStart();
        return services.AddSingleton<ScanFile>().AddSingleton<KeepPicture>();
    }

    private static bool HasPort(string address) =>
        address.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(address.AsSpan(colon + 1), out _);
}

using Maillage.Platform.Settings;

namespace Maillage.Platform;

/// <summary>What every feature stands on: settings, clock, logs, health, web rules.</summary>
public static class PlatformFeature
{
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder
            .Services.AddOptions<SiteSettings>()
            .BindConfiguration(SiteSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddRazorPages(options => options.RootDirectory = "/Features");
        return builder;
    }

    public static WebApplication UsePlatform(this WebApplication app) => app;
}

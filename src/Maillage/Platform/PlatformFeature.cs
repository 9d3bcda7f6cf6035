using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Maillage.Design.Icons;
using Maillage.Platform.Audit;
using Maillage.Platform.Privacy;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Maillage.Platform.Uploads;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Maillage.Platform;

/// <summary>What every feature stands on: settings, clock, logs, health, web rules.</summary>
public static class PlatformFeature
{
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        // Tests start processes that live at another hour.
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder
            .Services.AddOptions<SiteSettings>()
            .BindConfiguration(SiteSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddOptions<GuardedHttpSettings>().BindConfiguration(GuardedHttpSettings.Section);
        builder.Services.AddSingleton<GuardedHttp>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        });
        builder
            .Services.AddRazorPages(options => options.RootDirectory = "/Features")
            .AddMvcOptions(options => options.Filters.Add<NoHandlerNoPage>());
        builder.Services.AddSingleton<IStringLocalizer, Texts>();
        builder.Services.AddScoped<IconSprite>();
        builder.Services.AddSingleton<ReadingTime>();
        builder.Services.AddSingleton<SentForms>();
        // Accents are written as they are: the pages are UTF-8, and an escaped é weighs eight bytes.
        builder.Services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        // The styles and scripts are found beside the assembly too when the application was not published.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddHealthChecks();
        builder.Services.AddPrivacyRegister();
        builder.Services.AddTrustedProxies();
        builder.Services.AddUploads();
        builder.Services.AddAudit();
        builder.Services.AddCors();
        builder.Services.AddPageCache();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes,
                "application/geo+json",
                "application/ld+json",
                "application/problem+json",
                "text/turtle",
                "text/csv",
            ];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        builder.AddLogs();
        return builder;
    }

    public static WebApplication UsePlatform(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.Use(RefuseTrace);
        app.UseLanguages();
        app.UseExceptionHandler("/erreur/500");
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
        app.UseMiddleware<FailureLimits>();
        app.UseMiddleware<TypedForms>();
        // After the language, which changes the path.
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<NothingKept>();
        // Outside compression: an entry is kept for each encoding, so nobody receives one that was not asked for.
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseWholePages();
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapHealthChecks("/readyz").AllowAnonymous();
        return app;
    }

    /// <summary>No page answers TRACE, which would send back what the browser holds; pages take it for a reading.</summary>
    private static Task RefuseTrace(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsTrace(context.Request.Method))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    /// <summary>One JSON line for each event in production; traces and measures only where a collector is named.</summary>
    private static void AddLogs(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction())
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }

        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            builder
                .Services.AddOpenTelemetry()
                .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddOtlpExporter())
                .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Maillage").AddOtlpExporter());
        }
    }
}

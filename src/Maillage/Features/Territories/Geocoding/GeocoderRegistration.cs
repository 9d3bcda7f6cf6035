using System.Threading.RateLimiting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Maillage.Features.Territories.Geocoding;

/// <summary>Registers the geocoder behind its limits: rate, breaker, time-out.</summary>
internal static class GeocoderRegistration
{
    private const long LargestAnswer = 1024 * 1024;

    public static IServiceCollection AddGeocoder(this IServiceCollection services)
    {
        services
            .AddOptions<GeocoderSettings>()
            .BindConfiguration(GeocoderSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IGeocoder, NationalGeocoder>();
        services
            .AddHttpClient(NationalGeocoder.ClientName)
            .ConfigureHttpClient(
                (provider, client) =>
                {
                    // The pipeline's time-out ends with the headers; this one, just after, covers a body that drags on.
                    client.Timeout = Timeout(provider) + TimeSpan.FromMilliseconds(250);
                    client.MaxResponseContentBufferSize = LargestAnswer;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers()
            .AddResilienceHandler(
                NationalGeocoder.ClientName,
                (pipeline, context) =>
                {
                    var settings = context.ServiceProvider.GetRequiredService<IOptions<GeocoderSettings>>().Value;
                    pipeline
                        .AddRateLimiter(Limiter(settings.RequestsPerSecond))
                        .AddCircuitBreaker(
                            new HttpCircuitBreakerStrategyOptions
                            {
                                FailureRatio = 0.5,
                                MinimumThroughput = 5,
                                SamplingDuration = TimeSpan.FromSeconds(30),
                                BreakDuration = TimeSpan.FromSeconds(settings.BreakInSeconds),
                            }
                        )
                        .AddTimeout(Timeout(context.ServiceProvider));
                }
            );
        return services;
    }

    private static TimeSpan Timeout(IServiceProvider provider) =>
        TimeSpan.FromMilliseconds(
            provider.GetRequiredService<IOptions<GeocoderSettings>>().Value.TimeoutInMilliseconds
        );

    private static TokenBucketRateLimiter Limiter(int requestsPerSecond) =>
        new(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = requestsPerSecond,
                TokensPerPeriod = requestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        );
}

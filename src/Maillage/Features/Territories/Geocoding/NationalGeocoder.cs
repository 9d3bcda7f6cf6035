using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Polly;

namespace Maillage.Features.Territories.Geocoding;

/// <summary>The geocoder of the Géoplateforme (IGN, Base adresse nationale). What people type is never logged.</summary>
public sealed class NationalGeocoder(IHttpClientFactory clients, IOptions<GeocoderSettings> settings)
    : IGeocoder,
        IDisposable
{
    public const string ClientName = "geocoder";
    private const int CachedAnswers = 5_000;
    private const string Limit = "5";

    private static readonly TimeSpan CacheDuration = TimeSpan.FromHours(12);
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = CachedAnswers });

    public async Task<GeocodingResult> Search(
        string address,
        string? insee = null,
        CancellationToken cancellation = default
    )
    {
        var words = string.Join(' ', address.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // The geocoder answers 400 to anything else.
        if (words.Length is < 3 or > 200 || !char.IsLetterOrDigit(words[0]))
        {
            return GeocodingResult.NotFound;
        }

        var query = new Dictionary<string, string?>
        {
            ["q"] = words,
            ["index"] = "address",
            ["limit"] = Limit,
            ["autocomplete"] = "0",
            ["citycode"] = insee,
        };
        return await Ask(QueryHelpers.AddQueryString("/search", query.Where(p => p.Value is not null)), cancellation);
    }

    public async Task<GeocodingResult> Reverse(
        double latitude,
        double longitude,
        CancellationToken cancellation = default
    )
    {
        if (latitude is not (>= -90 and <= 90) || longitude is not (>= -180 and <= 180))
        {
            return GeocodingResult.NotFound;
        }

        var query = new Dictionary<string, string?>
        {
            ["lon"] = Rounded(longitude),
            ["lat"] = Rounded(latitude),
            ["index"] = "address",
            ["limit"] = "1",
        };
        return await Ask(QueryHelpers.AddQueryString("/reverse", query), cancellation);
    }

    public void Dispose() => cache.Dispose();

    /// <summary>Some 100 m: where a person stands exactly is nobody's business.</summary>
    private static string Rounded(double degrees) => degrees.ToString("F3", CultureInfo.InvariantCulture);

    private async Task<GeocodingResult> Ask(string query, CancellationToken cancellation)
    {
        if (cache.TryGetValue(query, out GeocodingResult? known))
        {
            return known!;
        }

        GeocodingResult result;
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.GetAsync(
                new Uri(settings.Value.Address.TrimEnd('/') + query),
                cancellation
            );
            // No address near that point, or a question that it does not understand.
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            {
                return GeocodingResult.NotFound;
            }

            if (!response.IsSuccessStatusCode)
            {
                return GeocodingResult.OutOfReach;
            }

            result = Read(await response.Content.ReadFromJsonAsync<Answer>(cancellation));
        }
        catch (Exception exception)
            when (exception is HttpRequestException or JsonException or ExecutionRejectedException
                || (exception is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return GeocodingResult.OutOfReach;
        }

        cache.Set(
            query,
            result,
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CacheDuration }
        );
        return result;
    }

    private static GeocodingResult Read(Answer? answer)
    {
        if (answer?.Features is not { } features)
        {
            throw new JsonException("No list of features.");
        }

        var addresses = features
            .Where(f =>
                f is { Properties.Label: not null, Geometry.Coordinates: [>= -180 and <= 180, >= -90 and <= 90, ..] }
            )
            .Select(f => new GeocodedAddress(
                f.Properties!.Label!,
                Latitude: f.Geometry!.Coordinates![1],
                Longitude: f.Geometry.Coordinates[0],
                f.Properties.CityCode ?? "",
                f.Properties.Score
            ))
            .ToList();
        return addresses.Count == 0 ? GeocodingResult.NotFound : new GeocodingResult(GeocodingOutcome.Found, addresses);
    }

    private sealed record Answer(IReadOnlyList<Feature>? Features);

    private sealed record Feature(Geometry? Geometry, Properties? Properties);

    private sealed record Geometry(double[]? Coordinates);

    private sealed record Properties(
        string? Label,
        double Score,
        [property: JsonPropertyName("citycode")] string? CityCode
    );
}

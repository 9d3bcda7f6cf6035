namespace Maillage.Features.Territories.Geocoding;

/// <summary>Finds the position of an address that a person typed, and the address of a position.</summary>
public interface IGeocoder
{
    /// <summary>The addresses that may be meant, the likeliest first.</summary>
    /// <param name="address">As typed.</param>
    /// <param name="insee">Commune to look in; null for the whole country.</param>
    Task<GeocodingResult> Search(string address, string? insee = null, CancellationToken cancellation = default);

    Task<GeocodingResult> Reverse(double latitude, double longitude, CancellationToken cancellation = default);
}

/// <summary>What the geocoder answered, the best address first.</summary>
public sealed record GeocodingResult(GeocodingOutcome Outcome, IReadOnlyList<GeocodedAddress> Addresses)
{
    public static readonly GeocodingResult NotFound = new(GeocodingOutcome.NotFound, []);
    public static readonly GeocodingResult OutOfReach = new(GeocodingOutcome.OutOfReach, []);
}

/// <summary>Whether there is an address, none, or nobody to ask: then the commune serves and the page says so.</summary>
public enum GeocodingOutcome
{
    Found,
    NotFound,
    OutOfReach,
}

/// <summary>An address with its position.</summary>
/// <param name="Insee">Code of the commune, as the geocoder gives it.</param>
/// <param name="Score">Confidence of the geocoder, from 0 to 1.</param>
public sealed record GeocodedAddress(string Label, double Latitude, double Longitude, string Insee, double Score);

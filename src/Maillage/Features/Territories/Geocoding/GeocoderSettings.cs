using System.ComponentModel.DataAnnotations;

namespace Maillage.Features.Territories.Geocoding;

/// <summary>Which geocoder is asked, and how long: section <c>Geocoder</c> of the settings.</summary>
public sealed class GeocoderSettings
{
    public const string Section = "Geocoder";

    [Required(ErrorMessage = "Geocoder:Address est vide : donnez l’adresse d’un géocodeur.")]
    [Url(ErrorMessage = "Geocoder:Address n’est pas une adresse web : elle commence par https://.")]
    public string Address { get; set; } = "https://data.geopf.fr/geocodage";

    [Range(100, 30_000, ErrorMessage = "Geocoder:TimeoutInMilliseconds est compris entre 100 et 30000.")]
    public int TimeoutInMilliseconds { get; set; } = 2_000;

    /// <summary>The national geocoder refuses an address that asks more.</summary>
    [Range(1, 50, ErrorMessage = "Geocoder:RequestsPerSecond est compris entre 1 et 50.")]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>How long nobody is asked after repeated failures.</summary>
    [Range(1, 600, ErrorMessage = "Geocoder:BreakInSeconds est compris entre 1 et 600.")]
    public int BreakInSeconds { get; set; } = 30;
}

using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Editing;

/// <summary>Where a place is, as a form: a commune with its postal code, a position as two numbers.</summary>
internal static partial class WhereForm
{
    private const int MostNamesakes = 50;

    /// <summary>« 49000 Angers ».</summary>
    public static IReadOnlyList<string> Commune(Place place) =>
        [string.Join(' ', new[] { place.PostalCode, place.CommuneName }.Where(part => !string.IsNullOrEmpty(part)))];

    public static string? SetCommune(Place place, IReadOnlyList<string> values)
    {
        var typed = values.Count == 0 ? "" : values[0].Trim();
        if (typed == Commune(place)[0] && place.Insee is not null)
        {
            return null;
        }

        var (commune, postalCode, problem) = FindCommune(typed);
        if (commune is not null)
        {
            (place.Insee, place.CommuneName, place.PostalCode) = (commune.Insee, commune.Name, postalCode);
        }

        return problem;
    }

    /// <summary>The commune that somebody typed, with its postal code where it has one alone; otherwise a French sentence.</summary>
    public static (Commune? Commune, string? PostalCode, string? Problem) FindCommune(string typed)
    {
        var postalCode = PostalCode().Match(typed) is { Success: true } match ? match.Value : null;
        var name = Cedex().Replace(PostalCode().Replace(typed, ""), "").Trim();
        if (name.Length == 0 && postalCode is null)
        {
            return (null, null, "Écrivez la commune, avec son code postal");
        }

        var served = TerritoryMap.Compiled.CommunesByPostalCode(postalCode);
        var key = Vocabulary.KeyOf(name);
        Commune[] found =
            name.Length == 0 ? [.. served]
            : served.Where(c => Vocabulary.KeyOf(c.Name) == key).ToArray() is { Length: > 0 } both ? both
            :
            [
                .. TerritoryMap
                    .Compiled.Find(name, MostNamesakes)
                    .Select(c => c.Commune)
                    .Where(c => Vocabulary.KeyOf(c.Name) == key)
                    .Where(c => postalCode is null || postalCode.StartsWith(Area(c), StringComparison.Ordinal)),
            ];
        return found switch
        {
            [var only] => (only, postalCode ?? (only.PostalCodes is [var its] ? its : null), null),
            [] => (null, null, $"« {typed} » n’est pas une commune connue : vérifiez le nom et le code postal"),
            _ when postalCode is null => (
                null,
                null,
                "Plusieurs communes portent ce nom : écrivez aussi le code postal"
            ),
            _ => (null, null, "Plusieurs communes ont ce code postal : écrivez aussi le nom"),
        };
    }

    /// <summary>« 47.47050, -0.55080 », empty where only the commune is known.</summary>
    public static IReadOnlyList<string> Position(Place place) =>
        [
            place is { LocationPrecision: LocationPrecision.Exact, Latitude: { } latitude, Longitude: { } longitude }
                ? Write(latitude, longitude)
                : "",
        ];

    public static string Write(double latitude, double longitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{latitude:F5}, {longitude:F5}");

    public static string? SetPosition(Place place, IReadOnlyList<string> values)
    {
        var typed = values.Count == 0 ? "" : values[0].Trim();
        if (typed == Position(place)[0] && typed.Length > 0)
        {
            return null;
        }

        if (typed.Length == 0)
        {
            (place.Latitude, place.Longitude) = (null, null);
            place.LocationPrecision = place.Insee is null ? LocationPrecision.Unknown : LocationPrecision.Commune;
            return null;
        }

        var match = Coordinates().Match(typed);
        if (!match.Success || Point(match) is not { IsValid: true } point)
        {
            return "Écrivez la latitude puis la longitude, par exemple : 47.4705, -0.5508";
        }

        (place.Latitude, place.Longitude) = (point.Latitude, point.Longitude);
        place.LocationPrecision = LocationPrecision.Exact;
        return Away(place);
    }

    private static string? Away(Place place) =>
        TerritoryMap.Compiled.CommuneByInsee(place.Insee) is { } commune
        && !new LocationReader(TerritoryMap.Compiled).IsWithin(
            commune,
            new GeoPoint(place.Latitude!.Value, place.Longitude!.Value)
        )
            ? $"Cette position est loin de {commune.Name} : corrigez-la, ou laissez vide"
            : null;

    /// <summary>The first two digits of the postal codes of its département.</summary>
    private static string Area(Commune commune) =>
        commune.DepartementCode is "2A" or "2B" ? "20" : commune.DepartementCode[..2];

    private static GeoPoint Point(Match match) =>
        new(Number(match.Groups["latitude"].Value), Number(match.Groups["longitude"].Value));

    private static double Number(string text) => double.Parse(text.Replace(',', '.'), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b\d{5}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PostalCode();

    [GeneratedRegex(
        @"\bcedex\b.*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Cedex();

    [GeneratedRegex(
        @"^(?<latitude>-?\d{1,2}([.,]\d{1,12})?)\s*[,; ]\s*(?<longitude>-?\d{1,3}([.,]\d{1,12})?)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Coordinates();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Import;

/// <summary>Where a record says that a place is, checked against the communes of France.</summary>
internal sealed record Location
{
    public string? Complement { get; init; }

    public string? PostalCode { get; init; }

    public string? Insee { get; init; }

    public string? CommuneName { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public LocationPrecision Precision { get; init; }

    public bool IsUsable =>
        Insee is not null || CommuneName is not null || PostalCode is not null || Latitude is not null;
}

/// <summary>Reads commune, postal code and coordinates together, since each can mend another.</summary>
internal sealed partial class LocationReader(TerritoryMap territories)
{
    private const double MetresPerKilometre = 1000;

    /// <summary>Kilometres beyond the neighbours' centres at which a position is surely in another commune.</summary>
    private const double Margin = 3;

    private const int NeighboursThatTellTheSize = 6;

    private const double ShortestReach = 6;

    private readonly Dictionary<string, double> farthest = new(StringComparer.Ordinal);

    public Location Read(RecordFields fields)
    {
        var given = fields.Take("commune");
        var postalCode = PostalCode(fields);
        var commune = FindCommune(fields, given, postalCode);
        var position = Position(fields, commune);
        if (commune is not null && position is { } known && fields.Take("code_insee") is null)
        {
            commune = Homonym(commune, known);
        }

        if (commune is null && given is null && postalCode is null && position is { } found)
        {
            commune = territories.Nearest(found.Latitude, found.Longitude);
            if (commune is not null)
            {
                fields.Repair("commune", null, $"La commune a été trouvée par les coordonnées : {commune.Name}.");
            }
        }

        return new Location
        {
            Complement = Complement(fields, given, commune),
            PostalCode = postalCode,
            Insee = commune?.Insee,
            CommuneName = commune?.Name ?? given,
            Latitude = position?.Latitude,
            Longitude = position?.Longitude,
            Precision = Precision(fields, commune, position),
        };
    }

    private static string? PostalCode(RecordFields fields)
    {
        if (fields.Take("code_postal") is not { } raw)
        {
            return null;
        }

        var digits = string.Concat(raw.Where(char.IsAsciiDigit));
        switch (digits.Length)
        {
            case 4:
                fields.Repair("code_postal", raw, $"Le zéro du début manquait : 0{digits}.");
                return "0" + digits;
            case 5 when digits != raw:
                fields.Repair("code_postal", raw, $"Le code postal a été lu {digits}.");
                return digits;
            case 5:
                return digits;
            default:
                fields.Repair("code_postal", raw, "Ce code postal n’existe pas : il n’est pas repris.");
                return null;
        }
    }

    private Commune? FindCommune(RecordFields fields, string? given, string? postalCode)
    {
        var code = fields.Take("code_insee");
        var byCode = territories.CommuneByInsee(code);
        var byName = CommuneByName(given, postalCode);
        if (byCode is null)
        {
            byName ??= territories.CommunesByPostalCode(postalCode) is [var only] ? only : null;
            if (code is not null)
            {
                fields.Repair(
                    "code_insee",
                    code,
                    byName is null
                        ? "Ce code de commune n’existe pas : il n’est pas repris."
                        : $"Ce code de commune n’existe pas : celui de {byName.Name}, {byName.Insee}, est pris."
                );
            }

            return byName;
        }

        if (byName is not null && byName.Insee != byCode.Insee && postalCode is not null && !Serves(byCode, postalCode))
        {
            fields.Repair(
                "code_insee",
                code,
                $"Ce code est celui de {byCode.Name}, mais le nom et le code postal disent {byName.Name} : {byName.Insee} est pris."
            );
            return byName;
        }

        if (!string.Equals(byCode.Insee, code, StringComparison.OrdinalIgnoreCase))
        {
            fields.Repair(
                "code_insee",
                code,
                $"Ce code de commune n’est plus celui d’aujourd’hui : {byCode.Insee}, {byCode.Name}."
            );
        }

        if (
            postalCode is not null
            && !Serves(byCode, postalCode)
            && territories.CommunesByPostalCode(postalCode).Count > 0
        )
        {
            fields.Notice(
                "code_postal",
                postalCode,
                $"Ce code postal n’est pas celui de {byCode.Name} : il est gardé tel quel."
            );
        }

        return byCode;
    }

    private Commune? CommuneByName(string? name, string? postalCode)
    {
        if (name is null)
        {
            return null;
        }

        var town = Cedex().Replace(name, "");
        var key = Vocabulary.KeyOf(town);
        var served = territories.CommunesByPostalCode(postalCode);
        if (served.FirstOrDefault(c => Vocabulary.KeyOf(c.Name) == key) is { } exact)
        {
            return exact;
        }

        if (served.Count > 0 && territories.Find($"{town} {postalCode}", limit: 1) is [var match])
        {
            return match.Commune;
        }

        // Without a postal code of its own, only a full name is believed.
        var area = postalCode?[..2];
        return territories
            .Find(town, limit: 5, departement: area)
            .Select(found => found.Commune)
            .FirstOrDefault(c =>
                Vocabulary.KeyOf(c.Name) == key
                && (area is null || c.Insee.StartsWith(area, StringComparison.Ordinal) || IsCorsica(area, c))
            );
    }

    /// <summary>Postal codes of Corsica begin by 20, whichever of 2A and 2B they serve.</summary>
    private static bool IsCorsica(string area, Commune commune) =>
        area == "20" && commune.DepartementCode is ("2A" or "2B");

    /// <summary>Of the communes of one name, the one where the position is.</summary>
    private Commune Homonym(Commune commune, GeoPoint position) =>
        IsWithin(commune, position)
            ? commune
            : territories
                .Find(commune.Name, limit: 10)
                .Select(found => found.Commune)
                .FirstOrDefault(c => c.Name == commune.Name && IsWithin(c, position))
                ?? commune;

    private static bool Serves(Commune commune, string postalCode) => commune.PostalCodes.Contains(postalCode);

    private GeoPoint? Position(RecordFields fields, Commune? commune)
    {
        var (rawLatitude, rawLongitude) = (fields.Take("latitude"), fields.Take("longitude"));
        if (rawLatitude is null && rawLongitude is null)
        {
            return null;
        }

        var raw = $"{rawLatitude} {rawLongitude}";
        if (
            Number(fields, "latitude", rawLatitude) is not { } latitude
            || Number(fields, "longitude", rawLongitude) is not { } longitude
        )
        {
            fields.Repair("latitude", raw, "Ces coordonnées ne se lisent pas : elles ne sont pas reprises.");
            return null;
        }

        if (latitude == 0 || (longitude == 0 && commune is not null && !IsWithin(commune, new GeoPoint(latitude, 0))))
        {
            fields.Repair(
                "latitude",
                raw,
                "Des coordonnées à zéro veulent dire « inconnues » : elles ne sont pas reprises."
            );
            return null;
        }

        var (straight, swapped) = (new GeoPoint(latitude, longitude), new GeoPoint(longitude, latitude));
        if (IsSwapped(straight, swapped, commune))
        {
            fields.Repair(
                "latitude",
                raw,
                "La latitude et la longitude étaient inversées : elles ont été remises à leur place."
            );
            return swapped;
        }

        if (!IsInFrance(straight))
        {
            fields.Repair("latitude", raw, "Ces coordonnées sont hors de France : elles ne sont pas reprises.");
            return null;
        }

        return straight;
    }

    private static double? Number(RecordFields fields, string field, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Contains(',', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal))
        {
            fields.Repair(field, text, "La virgule a été lue comme un point décimal.");
            text = text.Replace(',', '.');
        }

        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;
    }

    private bool IsSwapped(GeoPoint straight, GeoPoint swapped, Commune? commune)
    {
        if (!swapped.IsValid || !IsInFrance(swapped))
        {
            return false;
        }

        // La Réunion swapped falls nowhere in France, but a position of Mayotte could pass for another island's.
        return !IsInFrance(straight)
            || (commune is not null && IsWithin(commune, swapped) && !IsWithin(commune, straight));
    }

    private LocationPrecision Precision(RecordFields fields, Commune? commune, GeoPoint? position)
    {
        if (position is not { } point)
        {
            return commune is null ? LocationPrecision.Unknown : LocationPrecision.Commune;
        }

        if (commune is null || IsWithin(commune, point))
        {
            return LocationPrecision.Exact;
        }

        var kilometres = DistanceToCentre(commune, point);
        fields.Repair(
            "latitude",
            string.Create(CultureInfo.InvariantCulture, $"{point.Latitude} {point.Longitude}"),
            string.Create(
                CultureInfo.GetCultureInfo("fr-FR"),
                $"Ces coordonnées sont à {kilometres:F0} km du centre de {commune.Name} : elles sont gardées, mais c’est la commune qui situe le lieu."
            )
        );
        return LocationPrecision.Commune;
    }

    /// <summary>True where a position may be in a commune, by what its neighbours' centres say of its size.</summary>
    public bool IsWithin(Commune commune, GeoPoint point) => DistanceToCentre(commune, point) <= Farthest(commune);

    private static double DistanceToCentre(Commune commune, GeoPoint point) =>
        point.MetresTo(new GeoPoint(commune.Latitude, commune.Longitude)) / MetresPerKilometre;

    /// <summary>
    /// How far from its centre a commune can reach, in kilometres: large communes have their neighbours' centres far
    /// away, small ones near.
    /// </summary>
    private double Farthest(Commune commune)
    {
        if (farthest.TryGetValue(commune.Insee, out var known))
        {
            return known;
        }

        var centre = new GeoPoint(commune.Latitude, commune.Longitude);
        var neighbours = territories
            .CommunesOfDepartement(commune.DepartementCode)
            .Where(other => other.Insee != commune.Insee && !other.CentreIsApproximate)
            .Select(other => DistanceToCentre(other, centre))
            .Order()
            .Take(NeighboursThatTellTheSize)
            .ToList();
        var size = neighbours.Count == 0 ? ShortestReach : Math.Max(neighbours[^1], ShortestReach);
        return farthest[commune.Insee] = size + (commune.CentreIsApproximate ? 3 * Margin : Margin);
    }

    /// <summary>What the commune's name said beyond the commune of today: the delegated commune in a new one.</summary>
    private static string? Complement(RecordFields fields, string? given, Commune? commune)
    {
        var complement = fields.Take("complement_adresse");
        if (given is null || commune is null || SaysTheSame(given, commune.Name))
        {
            return complement;
        }

        fields.Repair(
            "commune",
            given,
            $"La commune d’aujourd’hui est {commune.Name} : le nom donné est gardé dans l’adresse."
        );
        return complement is null ? given
            : Vocabulary.KeyOf(complement).Contains(Vocabulary.KeyOf(given), StringComparison.Ordinal) ? complement
            : $"{complement}, {given}";
    }

    private static bool SaysTheSame(string given, string name)
    {
        var (one, other) = (Vocabulary.KeyOf(Abbreviated(given)), Vocabulary.KeyOf(Abbreviated(name)));
        return one.StartsWith(other, StringComparison.Ordinal);
    }

    private static string Abbreviated(string name) =>
        string.Join(
            ' ',
            name.ToLowerInvariant()
                .Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word =>
                    word switch
                    {
                        "saint" => "st",
                        "sainte" => "ste",
                        _ => word,
                    }
                )
        );

    private static bool IsInFrance(GeoPoint point) =>
        Areas.Any(a =>
            point.Latitude >= a.South
            && point.Latitude <= a.North
            && point.Longitude >= a.West
            && point.Longitude <= a.East
        );

    private static readonly (double South, double North, double West, double East)[] Areas =
    [
        (41.2, 51.2, -5.3, 9.7), // metropolitan France and Corse
        (14.3, 18.2, -63.2, -60.7), // Antilles
        (2.0, 6.0, -54.7, -51.5), // Guyane
        (-21.5, -20.8, 55.1, 55.9), // La Réunion
        (-13.1, -12.5, 44.9, 45.4), // Mayotte
        (46.7, 47.2, -56.5, -56.1), // Saint-Pierre-et-Miquelon
        (-23.0, -17.9, 163.0, 168.2), // Nouvelle-Calédonie
        (-28.0, -7.5, -155.0, -134.0), // Polynésie française
        (-14.5, -13.1, -178.3, -176.0), // Wallis-et-Futuna
    ];

    [GeneratedRegex(@"\s+cedex\b.*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Cedex();
}

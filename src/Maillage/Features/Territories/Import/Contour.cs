using System.Globalization;
using System.Text;

namespace Maillage.Features.Territories.Import;

/// <summary>One or several polygons, each an outer ring and its holes, in WGS 84 degrees.</summary>
internal sealed record Contour(IReadOnlyList<IReadOnlyList<Position[]>> Polygons)
{
    private const int SmallestRing = 4;

    /// <summary>What is wrong, as a sentence; null when the contour may be drawn.</summary>
    public string? Problem()
    {
        if (Polygons.Count == 0 || Polygons.Any(p => p.Count == 0))
        {
            return "le contour est vide";
        }

        var rings = Polygons.SelectMany(p => p).ToList();
        if (rings.Exists(r => r.Length < SmallestRing || r[0] != r[^1]))
        {
            return "un tracé n’est pas fermé";
        }

        return rings.Exists(r => Array.Exists(r, p => !p.IsOnEarth))
            ? "les coordonnées ne sont pas des degrés (projection Lambert ?) : exportez le fichier en WGS 84"
            : null;
    }

    public string ToGeoJson()
    {
        var json = new StringBuilder();
        json.Append(
            Polygons.Count == 1 ? """{"type":"Polygon","coordinates":""" : """{"type":"MultiPolygon","coordinates":["""
        );
        for (var polygon = 0; polygon < Polygons.Count; polygon++)
        {
            json.Append(polygon == 0 ? "[" : ",[");
            for (var ring = 0; ring < Polygons[polygon].Count; ring++)
            {
                json.Append(ring == 0 ? "[" : ",[");
                json.AppendJoin(',', Polygons[polygon][ring].Select(p => p.ToGeoJson()));
                json.Append(']');
            }

            json.Append(']');
        }

        return json.Append(Polygons.Count == 1 ? "}" : "]}").ToString();
    }
}

/// <summary>A point, longitude first as in GeoJSON.</summary>
internal readonly record struct Position(double Longitude, double Latitude)
{
    public bool IsOnEarth => Longitude is >= -180 and <= 180 && Latitude is >= -90 and <= 90;

    /// <summary>Five decimals are one metre.</summary>
    public string ToGeoJson() =>
        string.Create(CultureInfo.InvariantCulture, $"[{Math.Round(Longitude, 5)},{Math.Round(Latitude, 5)}]");
}

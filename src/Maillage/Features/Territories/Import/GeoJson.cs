using System.Text.Json;

namespace Maillage.Features.Territories.Import;

/// <summary>Reads the geometries of GeoJSON (RFC 7946) that a territory may have.</summary>
internal static class GeoJson
{
    public static Position ReadPosition(JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());

    public static Contour? ReadContour(JsonElement geometry) =>
        geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => new Contour([ReadPolygon(geometry.GetProperty("coordinates"))]),
            "MultiPolygon" => new Contour([
                .. geometry.GetProperty("coordinates").EnumerateArray().Select(ReadPolygon),
            ]),
            _ => null,
        };

    private static List<Position[]> ReadPolygon(JsonElement rings) =>
        [.. rings.EnumerateArray().Select(ring => ring.EnumerateArray().Select(ReadPosition).ToArray())];
}

using System.Text.Json;

namespace Maillage.Features.Territories.Import;

/// <summary>Rebuilds the polygons of a TopoJSON file, in which neighbours share the arcs of their borders.</summary>
/// <remarks>Source: the TopoJSON format specification, version 1.</remarks>
internal sealed class TopoJson
{
    private readonly Position[][] arcs;

    public TopoJson(JsonElement topology)
    {
        var scale = new Position(1, 1);
        var translate = new Position(0, 0);
        var isQuantized = topology.TryGetProperty("transform", out var transform);
        if (isQuantized)
        {
            scale = GeoJson.ReadPosition(transform.GetProperty("scale"));
            translate = GeoJson.ReadPosition(transform.GetProperty("translate"));
        }

        arcs = [.. topology.GetProperty("arcs").EnumerateArray().Select(Decode)];

        Position[] Decode(JsonElement arc)
        {
            var (x, y) = (0.0, 0.0);
            return
            [
                .. arc.EnumerateArray()
                    .Select(element =>
                    {
                        var point = GeoJson.ReadPosition(element);
                        // A quantized arc gives each point as its distance from the one before.
                        (x, y) = isQuantized
                            ? (x + point.Longitude, y + point.Latitude)
                            : (point.Longitude, point.Latitude);
                        return new Position(
                            (x * scale.Longitude) + translate.Longitude,
                            (y * scale.Latitude) + translate.Latitude
                        );
                    }),
            ];
        }
    }

    public Contour? ReadContour(JsonElement geometry) =>
        geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => new Contour([ReadPolygon(geometry.GetProperty("arcs"))]),
            "MultiPolygon" => new Contour([.. geometry.GetProperty("arcs").EnumerateArray().Select(ReadPolygon)]),
            _ => null,
        };

    private List<Position[]> ReadPolygon(JsonElement rings) => [.. rings.EnumerateArray().Select(ReadRing)];

    private Position[] ReadRing(JsonElement indexes)
    {
        var ring = new List<Position>();
        foreach (var index in indexes.EnumerateArray().Select(i => i.GetInt32()))
        {
            // The complement of an index is the same arc walked backwards.
            IEnumerable<Position> arc = index >= 0 ? arcs[index] : arcs[~index].Reverse();
            ring.AddRange(ring.Count == 0 ? arc : arc.Skip(1));
        }

        return [.. ring];
    }
}

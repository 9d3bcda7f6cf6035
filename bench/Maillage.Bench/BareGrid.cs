using Maillage.Features.Places.Search;

namespace Maillage.Bench;

/// <summary>
/// The floor of any search by distance: a uniform grid over plain arrays, with neither text, filters, ranking nor results
/// to build. It stops on the radius as well as on the count.
/// </summary>
internal sealed class BareGrid
{
    private const double CellDegrees = 0.05;
    private const double MetresPerDegree = GeoPoint.EarthRadius * Math.PI / 180;

    private readonly double south;
    private readonly double west;
    private readonly int columns;
    private readonly int lines;
    private readonly int[] starts;
    private readonly double[] latitudes;
    private readonly double[] longitudes;
    private readonly double[] nearest;

    public BareGrid(IReadOnlyList<GeoPoint> points, int take)
    {
        south = points.Min(p => p.Latitude);
        west = points.Min(p => p.Longitude);
        columns = Cell(points.Max(p => p.Longitude), west) + 1;
        lines = Cell(points.Max(p => p.Latitude), south) + 1;
        starts = new int[columns * lines + 1];
        var sorted = points.OrderBy(CellOf).ToArray();
        foreach (var point in sorted)
        {
            starts[CellOf(point) + 1]++;
        }

        for (var cell = 1; cell < starts.Length; cell++)
        {
            starts[cell] += starts[cell - 1];
        }

        latitudes = Array.ConvertAll(sorted, p => p.Latitude);
        longitudes = Array.ConvertAll(sorted, p => p.Longitude);
        nearest = new double[take];
    }

    /// <summary>How many points it found, as many as it may within the radius.</summary>
    public int Nearest(GeoPoint from, double radiusMetres)
    {
        var (column, line) = (Cell(from.Longitude, west), Cell(from.Latitude, south));
        var shrink = Math.Cos(double.DegreesToRadians(from.Latitude));
        var cellMetres = CellDegrees * MetresPerDegree * shrink;
        var found = 0;
        var limit = radiusMetres * radiusMetres;
        for (var ring = 0; ring == 0 || Math.Pow((ring - 1) * cellMetres, 2) <= limit; ring++)
        {
            for (var y = Math.Max(0, line - ring); y <= Math.Min(lines - 1, line + ring); y++)
            {
                var step = Math.Abs(y - line) == ring || ring == 0 ? 1 : 2 * ring;
                for (var x = column - ring; x <= column + ring; x += step)
                {
                    if (x >= 0 && x < columns)
                    {
                        Visit(y * columns + x, from, shrink, ref found, ref limit);
                    }
                }
            }
        }

        return found;
    }

    private void Visit(int cell, GeoPoint from, double shrink, ref int found, ref double limit)
    {
        for (var i = starts[cell]; i < starts[cell + 1]; i++)
        {
            var north = (latitudes[i] - from.Latitude) * MetresPerDegree;
            var east = (longitudes[i] - from.Longitude) * MetresPerDegree * shrink;
            var square = north * north + east * east;
            if (square > limit)
            {
                continue;
            }

            var at = found < nearest.Length ? found++ : found - 1;
            for (; at > 0 && nearest[at - 1] > square; at--)
            {
                nearest[at] = nearest[at - 1];
            }

            nearest[at] = square;
            limit = found == nearest.Length ? nearest[^1] : limit;
        }
    }

    private int CellOf(GeoPoint point) => Cell(point.Latitude, south) * columns + Cell(point.Longitude, west);

    private static int Cell(double degrees, double origin) => (int)Math.Floor((degrees - origin) / CellDegrees);
}

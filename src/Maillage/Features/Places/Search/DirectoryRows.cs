using System.Numerics;

namespace Maillage.Features.Places.Search;

/// <summary>
/// Every position of the directory, one row for a place and one for each of its stops, field by field in flat arrays.
/// Rows stand in bands of latitude from south to north, each band from west to east, so that an area is a few short
/// runs of rows; those without a position come last.
/// </summary>
internal sealed class DirectoryRows
{
    /// <summary>Some 5.5 km: an area of 20 km takes nine bands.</summary>
    internal const double BandHeight = 0.05;

    private readonly double[] longitudes;
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[] z;
    private readonly int[] bandStarts;
    private readonly int[] byEntryStarts;
    private readonly int[] byEntry;

    public DirectoryRows(IReadOnlyList<DirectoryEntry> entries, IReadOnlyList<Row> unsorted)
    {
        var sorted = unsorted
            .OrderBy(row => row.Position is null)
            .ThenBy(row => row.Position is { } p ? BandOf(p.Latitude) : 0)
            .ThenBy(row => row.Position?.Longitude)
            .ThenBy(row => row.Entry)
            .ThenBy(row => row.Stop)
            .ToArray();
        Count = sorted.Length;
        Positioned = sorted.Count(row => row.Position is not null);
        Entry = Array.ConvertAll(sorted, row => row.Entry);
        Stop = Array.ConvertAll(sorted, row => row.Stop);
        Commune = Array.ConvertAll(sorted, row => row.Commune);
        Calendar = Array.ConvertAll(sorted, row => row.Calendar);
        Facts = Array.ConvertAll(sorted, row => entries[row.Entry].Facts.Bits);
        VerifiedOn = Array.ConvertAll(sorted, row => entries[row.Entry].Place.VerifiedOn?.DayNumber ?? 0);
        longitudes = Array.ConvertAll(sorted, row => row.Position?.Longitude ?? 0);
        var points = Array.ConvertAll(sorted, row => SpherePoint.Of(row.Position ?? default));
        x = Array.ConvertAll(points, point => point.X);
        y = Array.ConvertAll(points, point => point.Y);
        z = Array.ConvertAll(points, point => point.Z);

        FirstBand = Positioned == 0 ? 0 : BandOf(sorted[0].Position!.Value.Latitude);
        var bands = Positioned == 0 ? 0 : BandOf(sorted[Positioned - 1].Position!.Value.Latitude) - FirstBand + 1;
        bandStarts = Starts(
            bands,
            sorted.Take(Positioned).Select(row => BandOf(row.Position!.Value.Latitude) - FirstBand)
        );
        byEntryStarts = Starts(entries.Count, Entry.Order());
        byEntry = [.. Enumerable.Range(0, Count).OrderBy(row => Entry[row]).ThenBy(row => Stop[row])];
    }

    public int Count { get; }

    /// <summary>How many rows have a position: the first ones.</summary>
    public int Positioned { get; }

    /// <summary>Number of the entry of each row.</summary>
    public int[] Entry { get; }

    /// <summary>Number of the stop within its place, or -1 for the place itself.</summary>
    public int[] Stop { get; }

    /// <summary>Number of the commune, or -1.</summary>
    public int[] Commune { get; }

    /// <summary>Number of the calendar of its hours, or -1.</summary>
    public int[] Calendar { get; }

    /// <summary>Bits of <see cref="PlaceFacts"/>.</summary>
    public ulong[] Facts { get; }

    /// <summary>Day number of the last verification, or 0.</summary>
    public int[] VerifiedOn { get; }

    public int FirstBand { get; }

    public int BandCount => bandStarts.Length - 1;

    /// <summary>All rows of an entry: the place first, then its stops in their order.</summary>
    public ReadOnlySpan<int> OfEntry(int entry) =>
        byEntry.AsSpan(byEntryStarts[entry], byEntryStarts[entry + 1] - byEntryStarts[entry]);

    /// <summary>Square of the straight line through the Earth, whose radius is 1, from a point to a row.</summary>
    public double ChordSquared(int row, SpherePoint from)
    {
        var dx = x[row] - from.X;
        var dy = y[row] - from.Y;
        var dz = z[row] - from.Z;
        return dx * dx + dy * dy + dz * dz;
    }

    /// <summary>The same for a run of rows, several at once.</summary>
    public void ChordsSquared(int first, SpherePoint from, Span<double> chords)
    {
        var xs = x.AsSpan(first, chords.Length);
        var ys = y.AsSpan(first, chords.Length);
        var zs = z.AsSpan(first, chords.Length);
        var (fromX, fromY, fromZ) = (
            new Vector<double>(from.X),
            new Vector<double>(from.Y),
            new Vector<double>(from.Z)
        );
        var i = 0;
        for (; i <= chords.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var dx = new Vector<double>(xs[i..]) - fromX;
            var dy = new Vector<double>(ys[i..]) - fromY;
            var dz = new Vector<double>(zs[i..]) - fromZ;
            (dx * dx + dy * dy + dz * dz).CopyTo(chords[i..]);
        }

        for (; i < chords.Length; i++)
        {
            chords[i] = ChordSquared(first + i, from);
        }
    }

    /// <summary>The rows of a band between two longitudes.</summary>
    public (int First, int End) InBand(int band, double west, double east)
    {
        var first = bandStarts[band - FirstBand];
        var run = longitudes.AsSpan(first, bandStarts[band - FirstBand + 1] - first);
        var from = LowerBound(run, west);
        var end = from;
        end += LowerBound(run[from..], Math.BitIncrement(east));
        return (first + from, first + end);
    }

    public static int BandOf(double latitude) => (int)Math.Floor(latitude / BandHeight);

    private static int LowerBound(ReadOnlySpan<double> values, double wanted)
    {
        int low = 0,
            high = values.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int[] Starts(int groups, IEnumerable<int> ascending)
    {
        var starts = new int[groups + 1];
        foreach (var group in ascending)
        {
            starts[group + 1]++;
        }

        for (var group = 0; group < groups; group++)
        {
            starts[group + 1] += starts[group];
        }

        return starts;
    }

    internal readonly record struct Row(GeoPoint? Position, int Entry, int Stop, int Commune, int Calendar);
}

/// <summary>A point on a sphere of radius 1: distances between such points need no trigonometry.</summary>
internal readonly record struct SpherePoint(double X, double Y, double Z)
{
    public static SpherePoint Of(GeoPoint point)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(point.Latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(point.Longitude));
        return new SpherePoint(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    /// <summary>The square of the chord under an arc of so many metres on the Earth.</summary>
    public static double ChordSquaredOf(double metres) =>
        Math.Pow(2 * Math.Sin(Math.Min(metres / GeoPoint.EarthRadius, Math.PI) / 2), 2);

    /// <summary>The square of an arc on a sphere of radius 1: never less than that of its chord, and quicker.</summary>
    public static double SquareOf(double metres) => metres / GeoPoint.EarthRadius * (metres / GeoPoint.EarthRadius);

    /// <summary>The arc on the Earth above a chord, in metres.</summary>
    public static double MetresOf(double chordSquared)
    {
        var half = Math.Sqrt(chordSquared) / 2;
        // Below 250 km three terms of the arc sine are exact to the millimetre, and far quicker.
        return half < 0.02
            ? 2 * GeoPoint.EarthRadius * half * (1 + half * half * (1 / 6d + half * half * (3 / 40d)))
            : 2 * GeoPoint.EarthRadius * Math.Asin(Math.Min(1, half));
    }
}

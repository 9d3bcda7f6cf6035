using System.Numerics;
using System.Runtime.Intrinsics;

namespace Maillage.Features.Places.Search;

/// <summary>
/// Every position of the directory, one row for a place and one for each of its stops. Rows stand in bands of latitude
/// from south to north, each band in cells from west to east, so that an area is one short run of rows in each of a few
/// bands; those without a position come last.
/// </summary>
internal sealed class DirectoryRows
{
    /// <summary>Degrees; a band is 5.5 km high, and an area of 20 km takes nine of them.</summary>
    internal const double CellSize = 0.05;

    private readonly Detail[] details;
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[] z;
    private readonly Band[] bands;
    private readonly int[] cellStarts;
    private readonly int[] byEntryStarts;
    private readonly int[] byEntry;

    public DirectoryRows(IReadOnlyList<DirectoryEntry> entries, IReadOnlyList<Row> unsorted)
    {
        var sorted = unsorted
            .OrderBy(row => row.Position is null)
            .ThenBy(row => row.Position is { } p ? CellOf(p.Latitude) : 0)
            .ThenBy(row => row.Position is { } p ? CellOf(p.Longitude) : 0)
            .ThenBy(row => row.Entry)
            .ThenBy(row => row.Stop)
            .ToArray();
        Positioned = sorted.Count(row => row.Position is not null);
        Facts = Array.ConvertAll(sorted, row => entries[row.Entry].Facts.Bits);
        details = Array.ConvertAll(
            sorted,
            row => new Detail(row.Entry, row.Calendar, entries[row.Entry].Place.VerifiedOn?.DayNumber ?? 0)
        );
        Stop = Array.ConvertAll(sorted, row => row.Stop);
        Commune = Array.ConvertAll(sorted, row => row.Commune);
        var points = Array.ConvertAll(sorted, row => SpherePoint.Of(row.Position ?? default));
        x = Array.ConvertAll(points, point => point.X);
        y = Array.ConvertAll(points, point => point.Y);
        z = Array.ConvertAll(points, point => point.Z);

        var positions = sorted.Take(Positioned).Select(row => row.Position!.Value).ToArray();
        FirstBand = Positioned == 0 ? 0 : CellOf(positions[0].Latitude);
        (bands, cellStarts) = CellsOf(positions, FirstBand);
        byEntryStarts = new int[entries.Count + 1];
        foreach (var row in sorted)
        {
            byEntryStarts[row.Entry + 1]++;
        }

        for (var entry = 0; entry < entries.Count; entry++)
        {
            byEntryStarts[entry + 1] += byEntryStarts[entry];
        }

        byEntry = [.. Enumerable.Range(0, Count).OrderBy(r => details[r].Entry).ThenBy(r => Stop[r])];
    }

    public int Count => details.Length;

    /// <summary>How many rows have a position: the first ones.</summary>
    public int Positioned { get; }

    /// <summary>Bits of <see cref="PlaceFacts"/> of each row.</summary>
    public ulong[] Facts { get; }

    /// <summary>Number of the stop of each row within its place, or -1 for the place itself.</summary>
    public int[] Stop { get; }

    /// <summary>Number of the commune of each row, or -1.</summary>
    public int[] Commune { get; }

    public int FirstBand { get; }

    public int BandCount => bands.Length;

    public ref readonly Detail this[int row] => ref details[row];

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

    /// <summary>
    /// Counts, among a run of rows, the places that the area holds, and picks those that may reach the page: four rows
    /// at a time and without branches, since a search looks at many more rows than it keeps. Itinerant places are
    /// picked and not counted.
    /// </summary>
    public (int Counted, int Picked) Pick(int first, int end, in Area area, int[] picks)
    {
        var (fromX, fromY, fromZ) = (
            Vector256.Create(area.From.X),
            Vector256.Create(area.From.Y),
            Vector256.Create(area.From.Z)
        );
        var (reach, page) = (Vector256.Create(area.Reach), Vector256.Create(area.Page));
        var (counted, picked) = (0, 0);
        var row = first;
        for (; row <= end - Vector256<double>.Count; row += Vector256<double>.Count)
        {
            var dx = Vector256.Create(x.AsSpan(row)) - fromX;
            var dy = Vector256.Create(y.AsSpan(row)) - fromY;
            var dz = Vector256.Create(z.AsSpan(row)) - fromZ;
            var chords = dx * dx + dy * dy + dz * dz;
            var facts = Vector256.Create(Facts.AsSpan(row));
            var kept = Vector256.LessThanOrEqual(chords, reach).AsUInt64();
            foreach (var mask in area.Masks)
            {
                kept &= ~Vector256.Equals(facts & Vector256.Create(mask), Vector256<ulong>.Zero);
            }

            var itinerant = ~Vector256.Equals(facts & Vector256.Create(PlaceFacts.Itinerant), Vector256<ulong>.Zero);
            counted += BitOperations.PopCount((kept & ~itinerant).ExtractMostSignificantBits());
            kept &= itinerant | Vector256.LessThanOrEqual(chords, page).AsUInt64();
            var lanes = kept.ExtractMostSignificantBits();
            if (lanes == 0)
            {
                continue;
            }

            for (var lane = 0; lane < Vector256<double>.Count; lane++, lanes >>= 1)
            {
                picks[picked] = row + lane;
                picked += (int)(lanes & 1);
            }
        }

        for (; row < end; row++)
        {
            var chord = ChordSquared(row, area.From);
            if (chord <= area.Reach && HasAll(Facts[row], area.Masks))
            {
                var isItinerant = (Facts[row] & PlaceFacts.Itinerant) != 0;
                counted += isItinerant ? 0 : 1;
                picks[picked] = row;
                picked += isItinerant || chord <= area.Page ? 1 : 0;
            }
        }

        return (counted, picked);
    }

    /// <summary>The rows of a band between two longitudes, to the nearest cell, and where those of the middle begin.</summary>
    public (int First, int Middle, int End) InBand(int number, double west, double middle, double east)
    {
        var band = bands[number - FirstBand];
        return (Start(CellOf(west)), Start(CellOf(middle)), Start(CellOf(east) + 1));

        int Start(int column) => cellStarts[band.FirstCell + Math.Clamp(column - band.FirstColumn, 0, band.Columns)];
    }

    private static bool HasAll(ulong facts, ReadOnlySpan<ulong> masks)
    {
        foreach (var mask in masks)
        {
            if ((facts & mask) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The band, or the column, that holds a latitude or a longitude.</summary>
    public static int CellOf(double degrees) => (int)Math.Floor(degrees / CellSize);

    /// <summary>Each band covers only the columns in which it has places; a last start closes its last cell.</summary>
    private static (Band[] Bands, int[] CellStarts) CellsOf(GeoPoint[] positions, int firstBand)
    {
        var bands = new List<Band>();
        var starts = new List<int>();
        for (var row = 0; row < positions.Length; )
        {
            var latitude = CellOf(positions[row].Latitude);
            for (; firstBand + bands.Count < latitude; starts.Add(row))
            {
                bands.Add(new Band(0, 0, starts.Count));
            }

            var (firstCell, firstColumn) = (starts.Count, CellOf(positions[row].Longitude));
            for (; row < positions.Length && CellOf(positions[row].Latitude) == latitude; row++)
            {
                while (starts.Count - firstCell <= CellOf(positions[row].Longitude) - firstColumn)
                {
                    starts.Add(row);
                }
            }

            bands.Add(new Band(firstColumn, starts.Count - firstCell, firstCell));
            starts.Add(row);
        }

        return ([.. bands], [.. starts]);
    }

    /// <summary>What rows are asked for.</summary>
    /// <param name="Reach">Square of the longest chord: the radius.</param>
    /// <param name="Page">Square of the chord beyond which a place is only counted.</param>
    /// <param name="Masks">Facts, of each of which a row must have a bit at least.</param>
    internal readonly record struct Area(SpherePoint From, double Reach, double Page, ulong[] Masks);

    private readonly record struct Band(int FirstColumn, int Columns, int FirstCell);

    /// <summary>What ranks a row, side by side because it is read for few rows, far apart.</summary>
    /// <param name="Entry">Number of the entry.</param>
    /// <param name="Calendar">Number of the calendar of its hours, or -1.</param>
    /// <param name="VerifiedOn">Day number of the last verification, or 0.</param>
    internal readonly record struct Detail(int Entry, int Calendar, int VerifiedOn);

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

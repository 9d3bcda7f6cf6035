namespace Maillage.Features.Places.Search;

/// <summary>
/// The runs of rows that an area may hold, the nearest band first, each with the row where its
/// middle is. Runs cover the circle with a little more around it:
/// the caller measures each row.
/// </summary>
internal struct NearbyRuns
{
    private readonly DirectoryRows rows;
    private readonly GeoPoint centre;
    private double radius;
    private double halfWidth;
    private int north;
    private int south;

    public NearbyRuns(DirectoryRows rows, GeoPoint centre, double radiusMetres)
    {
        this.rows = rows;
        this.centre = centre;
        Limit(Math.Min(radiusMetres / GeoPoint.EarthRadius, Math.PI));
        var last = rows.FirstBand + rows.BandCount - 1;
        var band = Math.Clamp(DirectoryRows.CellOf(centre.Latitude), rows.FirstBand, Math.Max(last, rows.FirstBand));
        (north, south) = (band, band - 1);
    }

    /// <summary>Nothing further than this interests any more.</summary>
    public void Shrink(double radiusMetres) =>
        radius = Math.Min(radius, Math.Max(0, radiusMetres) / GeoPoint.EarthRadius);

    public bool Next(out int first, out int middle, out int end)
    {
        while (true)
        {
            var toNorth = north < rows.FirstBand + rows.BandCount ? DistanceTo(north) : double.MaxValue;
            var toSouth = south >= rows.FirstBand ? DistanceTo(south) : double.MaxValue;
            if (Math.Min(toNorth, toSouth) > radius)
            {
                (first, middle, end) = (0, 0, 0);
                return false;
            }

            var band = toNorth <= toSouth ? north++ : south--;
            var (west, east) = (centre.Longitude - halfWidth, centre.Longitude + halfWidth);
            // Beyond the date line the circle comes back on the other side: the whole band is taken.
            var isCut = west < -180 || east > 180;
            (first, middle, end) = rows.InBand(band, isCut ? -180 : west, centre.Longitude, isCut ? 180 : east);
            if (first < end)
            {
                return true;
            }
        }
    }

    /// <summary>Radians of latitude from the centre to the nearest edge of a band.</summary>
    private readonly double DistanceTo(int band)
    {
        var (bottom, top) = (band * DirectoryRows.CellSize, (band + 1) * DirectoryRows.CellSize);
        return double.DegreesToRadians(Math.Max(0, Math.Max(bottom - centre.Latitude, centre.Latitude - top)));
    }

    /// <summary>Sets the radius, and how many degrees of longitude the circle spans at most on each side.</summary>
    private void Limit(double newRadius)
    {
        const double Margin = 1e-6;
        radius = newRadius;
        var latitude = double.DegreesToRadians(centre.Latitude);
        var holdsPole = Math.Abs(latitude) + radius >= Math.PI / 2 - Margin;
        halfWidth = holdsPole
            ? 360
            : double.RadiansToDegrees(Math.Asin(Math.Sin(radius) / Math.Cos(latitude))) + Margin;
    }
}

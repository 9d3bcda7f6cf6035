namespace Maillage.Features.Places.Search;

/// <summary>
/// The runs of rows that an area may hold, the nearest band first. Runs cover the circle with a little more around it:
/// the caller measures each row.
/// </summary>
internal struct NearbyRuns
{
    private readonly DirectoryRows rows;
    private readonly GeoPoint centre;
    private readonly double sinLatitude;
    private readonly double cosLatitude;
    private double radius;
    private double cosRadius;
    private double widest;
    private int north;
    private int south;

    public NearbyRuns(DirectoryRows rows, GeoPoint centre, double radiusMetres)
    {
        this.rows = rows;
        this.centre = centre;
        (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(centre.Latitude));
        Limit(Math.Min(radiusMetres / GeoPoint.EarthRadius, Math.PI));
        var last = rows.FirstBand + rows.BandCount - 1;
        var band = Math.Clamp(DirectoryRows.BandOf(centre.Latitude), rows.FirstBand, Math.Max(last, rows.FirstBand));
        (north, south) = (band, band - 1);
    }

    /// <summary>Nothing further than this interests any more.</summary>
    public void Shrink(double radiusMetres) =>
        radius = Math.Min(radius, Math.Max(0, radiusMetres) / GeoPoint.EarthRadius);

    public bool Next(out int first, out int end)
    {
        while (true)
        {
            var toNorth = north < rows.FirstBand + rows.BandCount ? DistanceTo(north) : double.MaxValue;
            var toSouth = south >= rows.FirstBand ? DistanceTo(south) : double.MaxValue;
            if (Math.Min(toNorth, toSouth) > radius)
            {
                (first, end) = (0, 0);
                return false;
            }

            var band = toNorth <= toSouth ? north++ : south--;
            var halfWidth = HalfWidth(band);
            var (west, east) = (centre.Longitude - halfWidth, centre.Longitude + halfWidth);
            // Beyond the date line the circle comes back on the other side: the whole band is taken.
            (first, end) = west < -180 || east > 180 ? rows.InBand(band, -180, 180) : rows.InBand(band, west, east);
            if (first < end)
            {
                return true;
            }
        }
    }

    /// <summary>Radians of latitude from the centre to the nearest edge of a band.</summary>
    private readonly double DistanceTo(int band)
    {
        var (bottom, top) = (band * DirectoryRows.BandHeight, (band + 1) * DirectoryRows.BandHeight);
        return double.DegreesToRadians(Math.Max(0, Math.Max(bottom - centre.Latitude, centre.Latitude - top)));
    }

    /// <summary>Degrees of longitude that the circle spans at most within a band, on each side of the centre.</summary>
    private readonly double HalfWidth(int band)
    {
        const double Margin = 1e-6;
        if (double.IsNaN(widest))
        {
            return 360;
        }

        var at = Math.Clamp(
            widest,
            double.DegreesToRadians(band * DirectoryRows.BandHeight),
            double.DegreesToRadians((band + 1) * DirectoryRows.BandHeight)
        );
        var (sin, cos) = Math.SinCos(at);
        var cosine = (cosRadius - sinLatitude * sin) / (cosLatitude * cos);
        return double.RadiansToDegrees(Math.Acos(Math.Clamp(cosine, -1, 1))) + Margin;
    }

    /// <summary>Sets the radius; the circle is widest where sin φ = sin φ₀ / cos δ, unless it holds a pole.</summary>
    private void Limit(double newRadius)
    {
        (radius, cosRadius) = (newRadius, Math.Cos(newRadius));
        var holdsPole = Math.Abs(double.DegreesToRadians(centre.Latitude)) + radius >= Math.PI / 2 - 1e-6;
        widest = holdsPole ? double.NaN : Math.Asin(sinLatitude / cosRadius);
    }
}

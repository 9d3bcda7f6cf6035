using Maillage.Features.Places.Hours;

namespace Maillage.Features.Places.Search;

/// <summary>
/// The hours of a snapshot. Places that write the same hours in the same territory share one calendar, and the stretch
/// of time in which each stands is kept in one flat array: most questions are answered there.
/// </summary>
internal sealed class Calendars
{
    private readonly HoursCalendar[] calendars;
    private readonly TimeZoneInfo[] zones;
    private readonly byte[] zoneOf;

    // Start << 16 | length << 1 | open, in local minutes; written whole, so that no lock is needed.
    private readonly long[] stretches;
    private volatile Moments? last;

    private Calendars(HoursCalendar[] calendars, TimeZoneInfo[] zones)
    {
        (this.calendars, this.zones) = (calendars, zones);
        zoneOf = Array.ConvertAll(calendars, calendar => (byte)calendar.Zone);
        stretches = new long[calendars.Length];
    }

    public HoursCalendar this[int number] => calendars[number];

    /// <summary>What time it is in every zone of the snapshot; worked out once a minute.</summary>
    public Moments At(DateTime utcNow)
    {
        var minute = utcNow.Ticks / TimeSpan.TicksPerMinute;
        var kept = last;
        if (kept is null || kept.UtcMinute != minute)
        {
            var today = MomentIn(HoursContext.Metropolitan.TimeZone, utcNow) / HoursCalendar.MinutesInDay;
            last = kept = new Moments(minute, today, Array.ConvertAll(zones, zone => MomentIn(zone, utcNow)));
        }

        return kept;
    }

    public int MomentOf(int calendar, Moments moments) => moments.Local[zoneOf[calendar]];

    /// <summary>Whether a calendar is open at the moment that it is there.</summary>
    public bool IsOpenNow(int calendar, Moments moments)
    {
        var moment = moments.Local[zoneOf[calendar]];
        var kept = stretches[calendar];
        var (start, length) = ((int)(kept >> 16), (int)(kept & 0xFFFF) >> 1);
        if ((uint)(moment - start) < (uint)length)
        {
            return (kept & 1) != 0;
        }

        var stretch = calendars[calendar].StretchAt(moment);
        stretches[calendar] = ((long)stretch.Start << 16) | ((long)stretch.Length << 1) | (stretch.IsOpen ? 1L : 0);
        return stretch.IsOpen;
    }

    private static int MomentIn(TimeZoneInfo zone, DateTime utcNow) =>
        (int)(TimeZoneInfo.ConvertTimeFromUtc(utcNow, zone).Ticks / TimeSpan.TicksPerMinute);

    /// <summary>One minute, as the clocks of the country show it.</summary>
    /// <param name="Today">Day number in mainland France.</param>
    /// <param name="Local">Minutes since day 0, by zone.</param>
    internal sealed record Moments(long UtcMinute, int Today, int[] Local);

    /// <summary>Gathers the hours of places and stops.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<(string, HoursContext), int> numbers = [];
        private readonly List<HoursCalendar> calendars = [];
        private readonly List<TimeZoneInfo> zones = [];

        /// <summary>The number of the calendar of a text and the text read; -1 and null when there is no text.</summary>
        public (int Number, OpeningHours? Hours) Add(string? text, HoursContext context)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return (-1, null);
            }

            if (!numbers.TryGetValue((text, context), out var number))
            {
                numbers[(text, context)] = number = calendars.Count;
                calendars.Add(new HoursCalendar(OpeningHours.Parse(text), context, ZoneOf(context)));
            }

            return (number, calendars[number].Hours);
        }

        public Calendars Build() => new([.. calendars], [.. zones]);

        private int ZoneOf(HoursContext context)
        {
            var zone = zones.IndexOf(context.TimeZone);
            if (zone < 0)
            {
                zone = zones.Count;
                zones.Add(context.TimeZone);
            }

            return zone;
        }
    }
}

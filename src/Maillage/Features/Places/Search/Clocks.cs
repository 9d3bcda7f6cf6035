using Maillage.Features.Places.Hours;

namespace Maillage.Features.Places.Search;

/// <summary>The day and minute that it is at each place during one search.</summary>
internal sealed class Clocks(DateTime utcNow)
{
    private TimeZoneInfo? zone;
    private (DateOnly Day, int Minute) moment;

    /// <summary>Local day and minute of the day; most places share one time zone, so the last answer is kept.</summary>
    public (DateOnly Day, int Minute) At(HoursContext context)
    {
        if (!ReferenceEquals(zone, context.TimeZone))
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(utcNow, context.TimeZone);
            moment = (DateOnly.FromDateTime(local), (int)local.TimeOfDay.TotalMinutes);
            zone = context.TimeZone;
        }

        return moment;
    }
}

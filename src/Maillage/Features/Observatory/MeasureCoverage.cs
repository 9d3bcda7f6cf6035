using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Features.Observatory;

/// <summary>
/// Counts the people who have nothing nearby, need by need (couverture). A commune's people all stand at its centre;
/// « nearby » is 10 km as the crow flies.
/// </summary>
public sealed class MeasureCoverage(PlaceDirectory directory, TimeProvider time)
{
    public const double NearbyKm = 10;

    /// <summary>How many days ahead stops of itinerant places are counted.</summary>
    public const int DaysOfStops = 30;

    public IReadOnlyList<NeedCoverage> Run(IReadOnlyList<Commune> communes)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = HoursContext.Metropolitan.DayAt(now);
        var places = directory.Current;
        return [.. Needs.All.Where(need => need != Needs.NotSure).Select(Of)];

        NeedCoverage Of(Need need)
        {
            int without = 0,
                stopOnly = 0,
                withoutEvening = 0;
            foreach (var commune in communes)
            {
                var near = new PlaceQuery
                {
                    Near = new GeoPoint(commune.Latitude, commune.Longitude),
                    RadiusKm = NearbyKm,
                    Need = need,
                    WithoutStops = true,
                    Widen = false,
                    CountTotal = false,
                    Take = 1,
                };
                if (!Exists(near))
                {
                    without += commune.Population;
                    if (
                        Exists(
                            near with
                            {
                                WithoutStops = false,
                                StopsOn = new StopFilter(today, today.AddDays(DaysOfStops)),
                            }
                        )
                    )
                    {
                        stopOnly += commune.Population;
                    }
                }

                if (!Exists(near with { Open = OpenFilter.EveningOrSaturday }))
                {
                    withoutEvening += commune.Population;
                }
            }

            return new NeedCoverage(need, without, stopOnly, withoutEvening);
        }

        bool Exists(PlaceQuery query) => places.Search(query, now).Hits.Count > 0;
    }
}

/// <summary>For one need, how many people have nothing within <see cref="MeasureCoverage.NearbyKm"/> (carence).</summary>
/// <param name="Without">People without a fixed place.</param>
/// <param name="OnlyStops">Of these, people near whom an itinerant place stops within <see cref="MeasureCoverage.DaysOfStops"/> days.</param>
/// <param name="WithoutEveningOrSaturday">People without a place known to open after 18 h or on Saturday.</param>
public sealed record NeedCoverage(Need Need, int Without, int OnlyStops, int WithoutEveningOrSaturday);

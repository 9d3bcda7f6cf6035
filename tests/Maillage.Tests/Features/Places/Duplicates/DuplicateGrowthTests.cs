using System.Diagnostics;
using System.Globalization;
using Maillage.Features.Places.Duplicates;

namespace Maillage.Tests.Features.Places.Duplicates;

/// <summary>The time to find duplicates grows about as the number of records does.</summary>
[Collection(nameof(Alone))]
public sealed class DuplicateGrowthTests(ITestOutputHelper output)
{
    [Fact]
    public void A_record_costs_less_than_twice_as_much_among_a_hundred_thousand_as_among_twelve_thousand()
    {
        var real = RealPlaces.Read("places-national-2023-02.standard-v1.json");
        FindDuplicates.Run(Many(real, 4_000));
        var costs = new List<double>();
        foreach (var count in new[] { 12_500, 25_000, 50_000, 100_000 })
        {
            var records = Many(real, count);
            var watch = Stopwatch.StartNew();
            var found = FindDuplicates.Run(records).Count;
            costs.Add(watch.Elapsed.TotalMicroseconds / count);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} records: {watch.Elapsed.TotalSeconds:0.00} s, {costs[^1]:0.0} µs each, {found} pairs"
                )
            );
        }
        Assert.InRange(costs[^1] / costs[0], 0, 2);
    }

    /// <summary>Real places again and again, each time some kilometres off, with another number in the name, another
    /// telephone and one typing error in the name and in the address.</summary>
    private static List<DuplicateCandidate> Many(StandardRow[] real, int count)
    {
#pragma warning disable CA5394 // A seeded sequence is what makes the measure repeatable.
        var random = new Random(count);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var row = i < real.Length ? real[i] : RealPlaces.Perturb(real[i % real.Length], i, random);
                    return (
                        row with
                        {
                            Name = i < real.Length ? row.Name : $"{row.Name} {i / real.Length}",
                            Latitude = row.Latitude + ((random.NextDouble() - 0.5) * 0.1),
                            Longitude = row.Longitude + ((random.NextDouble() - 0.5) * 0.1),
                            Phone = "+332" + random.Next(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture),
                        }
                    ).AsCandidate(Guid.CreateVersion7(), $"Source {i / real.Length}");
                }),
        ];
#pragma warning restore CA5394
    }
}

/// <summary>Tests that measure time run with no other beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

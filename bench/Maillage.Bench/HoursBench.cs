using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Maillage.Features.Places.Hours;

namespace Maillage.Bench;

/// <summary>Parses 100,000 distinct opening hours and lists their week, against npm opening_hours on the same lines.</summary>
public static partial class HoursBench
{
    private const int Values = 100_000;

    private static readonly DateOnly Monday = new(2026, 11, 23);

    /// <summary>Forms that real lists of places use, for when the shared corpus is not at hand.</summary>
    private static readonly string[] CommonForms =
    [
        "Mo-Fr 08:30-12:00,13:30-17:00",
        "We 09:00-12:00",
        "Mo-Th 08:30-12:30,13:30-17:30; Fr 08:30-12:30,13:30-16:30",
        "Mo,Tu,Th,Fr 09:00-12:00,14:00-17:30; We 09:00-12:00; PH off",
        "Tu[1,3] 14:00-17:00",
        "week 1-53/2 We 09:00-12:00",
        "Sep-Jun Mo-Fr 09:00-17:00; Jul-Aug Mo-Fr 09:00-12:00",
        "Mo-Fr 09:00-17:00; Dec 24-Jan 02 off",
        "Mo-Fr 09:00-12:00 \"sur rendez-vous\"",
        "SH Mo-Fr 10:00-18:00",
    ];

    /// <summary>Ours three times, the middle one kept; the reference once, since it takes minutes.</summary>
    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var corpus = Machine.Shared("opening-hours/corpus.json");
        var values = DistinctValues(corpus is null ? CommonForms : ReadForms(corpus));
        Ours(values.AsSpan(0, 5_000));
        var ours = Enumerable.Range(0, 3).Select(_ => Ours(values)).Order().ElementAt(1);
        var reference = await Reference(values, Path.Combine(Machine.Repository, "bench", "reference-hours.mjs"));
        return
        [
            new("hours", $"{values.Length} valeurs distinctes", ours, "ms", reference, reference / ours, AtLeast: 30),
        ];
    }

    private static double Ours(ReadOnlySpan<string> values)
    {
        var context = HoursContext.Metropolitan;
        var intervals = 0;
        var clock = Stopwatch.StartNew();
        foreach (var value in values)
        {
            intervals += OpeningHours.Parse(value).Intervals(Monday, 7, context).Count;
        }
        var elapsed = clock.Elapsed.TotalMilliseconds;
        return intervals > 0 ? elapsed : throw new InvalidOperationException("No value has an interval.");
    }

    private static async Task<double> Reference(string[] values, string script)
    {
        using var node =
            Process.Start(
                new ProcessStartInfo("node", [script])
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            ) ?? throw new InvalidOperationException("Node did not start.");
        await node.StandardInput.WriteAsync(string.Join('\n', values));
        node.StandardInput.Close();
        var line = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        using var figures = JsonDocument.Parse(line);
        return figures.RootElement.GetProperty("milliseconds").GetDouble();
    }

    private static string[] ReadForms(string corpus)
    {
        using var stream = File.OpenRead(corpus);
        using var json = JsonDocument.Parse(stream);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Where(entry => entry.GetProperty("ok").GetBoolean())
                .Select(entry => entry.GetProperty("value").GetString()!),
        ];
    }

    /// <summary>Each form with all its times moved by 0, 1, 2… minutes, until there are enough distinct ones.</summary>
    private static string[] DistinctValues(string[] forms)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        for (var minutes = 0; values.Count < Values && minutes < 24 * 60; minutes++)
        {
            foreach (var form in forms.TakeWhile(_ => values.Count < Values))
            {
                values.Add(TimeOfDay().Replace(form, time => Moved(time, minutes)));
            }
        }
        if (values.Count < Values)
        {
            // Fewer than 70 forms: the places of a list also differ by their comment.
            var bases = values.ToArray();
            for (var index = 0; values.Count < Values; index++)
            {
                values.Add($"{bases[index % bases.Length]}; PH off \"accueil {index}\"");
            }
        }
        return [.. values];
    }

    private static string Moved(Match time, int minutes)
    {
        var total =
            (int.Parse(time.Groups["hour"].Value, CultureInfo.InvariantCulture) * 60)
            + int.Parse(time.Groups["minute"].Value, CultureInfo.InvariantCulture)
            + minutes;
        var inDay = Math.Min(total, (24 * 60) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{inDay / 60:00}:{inDay % 60:00}");
    }

    [GeneratedRegex(@"(?<hour>\d\d):(?<minute>\d\d)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TimeOfDay();
}

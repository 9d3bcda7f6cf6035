using System.Diagnostics.Metrics;

namespace Maillage.Features.Meetings;

/// <summary>Counts what was refused, by reason and never by person: a wave of forged requests is seen in the metrics.</summary>
public sealed class Refusals(IMeterFactory meters)
{
    public const string Meter = "Maillage";
    public const string Counter = "maillage.meetings.refusals";

    private readonly Counter<int> counter = meters.Create(Meter).CreateCounter<int>(Counter);

    /// <summary>One more.</summary>
    /// <param name="reason">In English: <c>no-such-slot</c>.</param>
    public void Add(string reason) => counter.Add(1, new KeyValuePair<string, object?>("reason", reason));
}

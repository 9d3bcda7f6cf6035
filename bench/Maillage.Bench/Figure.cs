namespace Maillage.Bench;

/// <summary>One figure of the table, with the baseline measured in the same run.</summary>
/// <param name="Part">Which bench: search, hours, http…</param>
/// <param name="Name">What is measured, in French.</param>
/// <param name="Value">The measure, in <paramref name="Unit"/>.</param>
/// <param name="Baseline">The measure it is held against, in the same unit; null when the figure is only printed.</param>
/// <param name="Ratio">What is judged: how much of the baseline, or how many times; null when nothing is.</param>
/// <param name="AtLeast">The ratio asked for, from below.</param>
/// <param name="AtMost">The ratio asked for, from above.</param>
public sealed record Figure(
    string Part,
    string Name,
    double Value,
    string Unit,
    double? Baseline = null,
    double? Ratio = null,
    double? AtLeast = null,
    double? AtMost = null
)
{
    /// <summary>Only ratios and counts are judged: absolute times vary from one machine to another.</summary>
    public bool? Passed =>
        (Ratio, AtLeast, AtMost) switch
        {
            ({ } ratio, { } least, _) => ratio >= least,
            ({ } ratio, _, { } most) => ratio <= most,
            _ => null,
        };
}

namespace Maillage.Features.Places.Import;

/// <summary>One record of a CSV or JSON list under its own columns.</summary>
/// <param name="Cells">What is nested in JSON has its path as column: <c>position.lat</c>.</param>
/// <param name="Columns">Those of the whole list in CSV, those of this record in JSON.</param>
/// <param name="Original">The record as received, one JSON object.</param>
/// <param name="Unreadable">Why it cannot be read, in French; null when it can.</param>
internal sealed record RawRow(
    int Line,
    IReadOnlyDictionary<string, string> Cells,
    IEnumerable<string> Columns,
    string Original,
    string? Unreadable = null
);

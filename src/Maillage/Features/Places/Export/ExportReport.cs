namespace Maillage.Features.Places.Export;

/// <summary>What an export had to mend, leave out or could not say in the format asked for (compte rendu d'export).</summary>
public sealed class ExportReport
{
    private readonly List<ExportProblem> problems = [];
    private readonly HashSet<Guid> repaired = [];

    public int Read { get; private set; }

    public int Exported { get; private set; }

    /// <summary>Places of which at least one value was mended or left out.</summary>
    public int Repaired => repaired.Count;

    /// <summary>Places that cannot be written in the format at all.</summary>
    public int LeftOut => Read - Exported;

    public IReadOnlyList<ExportProblem> Problems => problems;

    internal void Opened() => Read++;

    internal void Written() => Exported++;

    internal void Add(Place place, string field, string? value, string sentence)
    {
        problems.Add(new ExportProblem(place.Id, place.Name, field, value, sentence));
        repaired.Add(place.Id);
    }
}

/// <summary>One value that the export changed or dropped.</summary>
/// <param name="Id">The place.</param>
/// <param name="Name">Its name, for the reader of the report.</param>
/// <param name="Field">The field in the format's own words.</param>
/// <param name="Value">The value in the directory; null when it was missing.</param>
/// <param name="Sentence">What was done, in French.</param>
public sealed record ExportProblem(Guid Id, string Name, string Field, string? Value, string Sentence);

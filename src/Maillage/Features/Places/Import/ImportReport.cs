using System.Text.Json.Serialization;

namespace Maillage.Features.Places.Import;

/// <summary>What an import did and met (rapport d'import), as written by <c>--report</c>.</summary>
public sealed record ImportReport(ImportSummary Summary, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>The import that can be undone; null for a trial run or when nothing could be read.</summary>
    [JsonIgnore]
    public Guid? RunId { get; init; }

    /// <summary>True when the list could be read to its end and no record was refused.</summary>
    [JsonIgnore]
    public bool IsClean { get; init; }

    /// <summary>True when nothing was applied because the list holds at least a fifth fewer records than before.</summary>
    [JsonIgnore]
    public bool HasShrunk { get; init; }
}

/// <summary>Numbers of records; a repaired record counts once, however many of its values were mended.</summary>
public sealed record ImportSummary
{
    public int Read { get; set; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Repaired { get; set; }

    public int Rejected { get; set; }

    public int Gone { get; set; }

    /// <summary>Left aside: they stand in territories that whoever imports does not coordinate.</summary>
    [JsonIgnore]
    public int Outside { get; set; }

    /// <summary>Taken with the whole list, though they stand outside of the territory of the site.</summary>
    [JsonIgnore]
    public int Beyond { get; set; }
}

/// <summary>One thing met while reading (anomalie).</summary>
/// <param name="Line">In a text file, where the record begins, from 1.</param>
/// <param name="Field">The field of the standard; null for the whole record.</param>
/// <param name="Value">As it stood in the list.</param>
/// <param name="Sentence">What it is and what was done, in French.</param>
public sealed record ImportProblem(
    int Line,
    string? Field,
    string? Value,
    string Sentence,
    [property: JsonIgnore] ProblemKind Kind
);

/// <summary>What was done about a problem.</summary>
public enum ProblemKind
{
    /// <summary>Kept as it is.</summary>
    Notice,

    /// <summary>Mended, or left out with its original kept.</summary>
    Repair,

    /// <summary>The record was refused.</summary>
    Rejection,
}

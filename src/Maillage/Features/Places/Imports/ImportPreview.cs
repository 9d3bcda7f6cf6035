using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Features.Places.Import;

namespace Maillage.Features.Places.Imports;

/// <summary>What the pages of an import show of its list (aperçu), kept with the run until its file leaves.</summary>
internal sealed record ImportPreview
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The columns of the list, in their order, with the first values met in them.</summary>
    public IReadOnlyList<ColumnExamples> Columns { get; init; } = [];

    /// <summary>Values that the standard does not know, in the columns as they were last matched.</summary>
    public IReadOnlyList<ValueToTranslate> Values { get; init; } = [];

    /// <summary>How many records stand outside of the territory of the site, where the whole list is taken.</summary>
    public int Beyond { get; init; }

    /// <summary>The first records refused.</summary>
    public IReadOnlyList<ProblemMet> Rejected { get; init; } = [];

    /// <summary>The first values mended.</summary>
    public IReadOnlyList<ProblemMet> Repaired { get; init; } = [];

    /// <summary>The places of the first records that have left the list.</summary>
    public IReadOnlyList<Guid> Gone { get; init; } = [];

    /// <summary>The preview of a run; empty where nothing was read or where it has left with the file.</summary>
    public static ImportPreview Of(ImportRun run) =>
        run.Preview is { } json ? JsonSerializer.Deserialize<ImportPreview>(json, Options)! : new ImportPreview();

    public string Write() => JsonSerializer.Serialize(this, Options);
}

/// <summary>A column and the first values met in it, the same ones aside.</summary>
internal sealed record ColumnExamples(string Name, IReadOnlyList<string> Values);

/// <summary>A value of a closed list that is to be translated.</summary>
/// <param name="Field">The field of the standard.</param>
/// <param name="Count">In how many records.</param>
/// <param name="Proposal">The label it looks like; null for none.</param>
internal sealed record ValueToTranslate(string Field, string Value, int Count, string? Proposal);

/// <summary>Something met while reading, as in <see cref="ImportProblem"/>.</summary>
internal sealed record ProblemMet(int Line, string? Value, string Sentence);

using System.Globalization;

namespace Maillage.Features.Places.Import;

/// <summary>What has been read of a list so far: counts, problems, and the ids met, since an id counts once.</summary>
internal sealed class ListReading(ReadingOptions options)
{
    /// <summary>No list worth importing has more; a file made to be refused has millions.</summary>
    private const int MostProblems = 200_000;

    private readonly HashSet<(string Source, string Id)> met = [];
    private readonly HashSet<string> sources = new(StringComparer.Ordinal);
    private readonly List<ImportProblem> problems = [];
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private bool isComplete = true;
    private int untold;

    public ReadingOptions Options => options;

    public ImportSummary Summary { get; } = new();

    /// <summary>The lists met.</summary>
    public IEnumerable<string> Sources => sources.Order(StringComparer.Ordinal);

    /// <summary>The lists read to their end: what they no longer hold has left them.</summary>
    public IEnumerable<string> CompleteSources => isComplete ? Sources : [];

    public IReadOnlyList<ImportProblem> Problems => problems;

    public bool HasMet(string source, string id) => met.Contains((source, id));

    /// <summary>How many records of a list stand in the territory of the import.</summary>
    public int SeenOf(string source) => seen.GetValueOrDefault(source);

    /// <summary>Counts a record as one of the territory.</summary>
    public void See(string source) => seen[source] = SeenOf(source) + 1;

    /// <summary>Tells the person who imports what was noticed of the whole list.</summary>
    public void Tell(string sentence, ProblemKind kind) =>
        problems.Add(new ImportProblem(0, null, null, sentence, kind));

    /// <summary>Counts a record; false when it is of no use, not even to tell that a place is still listed.</summary>
    public bool Accept(SourceRecord record)
    {
        Summary.Read++;
        if (problems.Count < MostProblems)
        {
            problems.AddRange(record.Problems);
        }
        else
        {
            untold += record.Problems.Count;
        }

        if (record.Place is null)
        {
            Summary.Rejected++;
            // A record that cannot be identified may be any of those that seem to have left.
            isComplete &= record.SourceId.Length > 0;
            return record.SourceId.Length > 0 && met.Add((record.Source, record.SourceId));
        }

        if (!met.Add((record.Source, record.SourceId)))
        {
            Summary.Rejected++;
            problems.Add(
                new ImportProblem(
                    record.Line,
                    "id",
                    record.SourceId,
                    "Cet identifiant est déjà celui d’une fiche plus haut dans la liste : celle-ci n’a pas été importée.",
                    ProblemKind.Rejection
                )
            );
            return false;
        }

        sources.Add(record.Source);
        if (record.Problems.Any(problem => problem.Kind == ProblemKind.Repair))
        {
            Summary.Repaired++;
        }

        return true;
    }

    public void Count(bool isNew, bool isUnchanged)
    {
        if (isNew)
        {
            Summary.Created++;
        }
        else if (isUnchanged)
        {
            Summary.Unchanged++;
        }
        else
        {
            Summary.Updated++;
        }
    }

    /// <summary>The list could not be read to its end.</summary>
    public void BreakOff(UnreadableListException broken)
    {
        isComplete = false;
        problems.Add(new ImportProblem(broken.Line, null, null, broken.Message, ProblemKind.Rejection));
    }

    public void Note(ImportRun run)
    {
        run.CompleteSources = [.. CompleteSources];
        run.Read = Summary.Read;
        run.Created = Summary.Created;
        run.Updated = Summary.Updated;
        run.Unchanged = Summary.Unchanged;
        run.Repaired = Summary.Repaired;
        run.Rejected = Summary.Rejected;
        run.Outside = Summary.Outside;
    }

    public ImportReport Report(Guid? runId)
    {
        if (untold > 0)
        {
            Tell(
                $"Et {untold.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"))} autres remarques.",
                ProblemKind.Notice
            );
            untold = 0;
        }

        return new(Summary, problems)
        {
            RunId = runId,
            IsClean = !problems.Exists(problem => problem.Kind == ProblemKind.Rejection),
        };
    }
}

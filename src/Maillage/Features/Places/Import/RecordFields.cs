using System.Text;

namespace Maillage.Features.Places.Import;

/// <summary>The values of one record under the standard's field names, with what had to be said about them.</summary>
internal sealed class RecordFields(int line, IReadOnlyDictionary<string, string> values)
{
    private readonly List<ImportProblem> problems = [];

    public int Line => line;

    public IReadOnlyList<ImportProblem> Problems => problems;

    /// <summary>The value without stray spaces, control characters and the like; null when there is none.</summary>
    public string? Take(string field)
    {
        if (!values.TryGetValue(field, out var raw))
        {
            return null;
        }

        var text = raw.Replace('\u00A0', ' ').Replace('\u202F', ' ').Trim();
        if (IsNothing(text))
        {
            return null;
        }

        if (!text.IsNormalized(NormalizationForm.FormC))
        {
            text = text.Normalize(NormalizationForm.FormC);
            Repair(field, raw, "Les lettres accentuées étaient décomposées : elles ont été recomposées.");
        }

        if (text.Any(IsInvisible))
        {
            text = string.Concat(text.Where(c => !IsInvisible(c))).Trim();
            Repair(field, raw, "Des caractères invisibles ont été retirés.");
        }

        return text.Length == 0 ? null : text;
    }

    public void Notice(string? field, string? value, string sentence) =>
        problems.Add(new ImportProblem(line, field, value, sentence, ProblemKind.Notice));

    public void Repair(string? field, string? value, string sentence) =>
        problems.Add(new ImportProblem(line, field, value, sentence, ProblemKind.Repair));

    public void Reject(string? field, string? value, string sentence) =>
        problems.Add(new ImportProblem(line, field, value, sentence, ProblemKind.Rejection));

    private static bool IsNothing(string text) =>
        text.Length == 0
        || text.Equals("null", StringComparison.OrdinalIgnoreCase)
        || text.Equals("NaN", StringComparison.Ordinal)
        || text is "#N/A" or "-" or "None";

    /// <summary>Control characters but tabs and line breaks, and the marks that turn the direction of writing.</summary>
    private static bool IsInvisible(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
        || c
            is '\uFEFF'
                or '\u200B'
                or '\u200E'
                or '\u200F'
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069');
}

using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Features.Places.Import;

namespace Maillage.Features.Places.Editing;

/// <summary>A closure as people write it: « du 24/12/2026 au 02/01/2027 congés », « le 08/05/2026 ».</summary>
internal static partial class ClosureLine
{
    private const int LongestDays = 3 * 366;

    public static string Write(Closure closure)
    {
        var days =
            closure.From == closure.To ? $"le {Day(closure.From)}" : $"du {Day(closure.From)} au {Day(closure.To)}";
        return string.IsNullOrEmpty(closure.Reason) ? days : $"{days} {closure.Reason}";
    }

    /// <summary>Null where no days can be read, the end is before the start, or it lasts more than three years.</summary>
    public static Closure? Read(string line)
    {
        var match = Form().Match(line);
        if (!match.Success || FrenchDate.Read(match.Groups["from"].Value) is not { } from)
        {
            return null;
        }

        var to = match.Groups["to"].Success ? FrenchDate.Read(match.Groups["to"].Value) : from;
        var reason = match.Groups["reason"].Value.Trim(' ', ':', ',', '-', '–', '(', ')');
        return to is { } end && end >= from && end.DayNumber - from.DayNumber <= LongestDays
            ? new Closure
            {
                From = from,
                To = end,
                Reason = reason.Length == 0 ? null : reason[..Math.Min(reason.Length, 200)],
            }
            : null;
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\s*((du|le|de)\s+)?(?<from>\d{1,2}/\d{1,2}/\d{4})(\s*(au|à|-|–)\s*(?<to>\d{1,2}/\d{1,2}/\d{4}))?(?<reason>.*)$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Maillage.Features.Places.Editing;

/// <summary>The equipment of a place as a form: a line for each kind, « oui », « 4 », « 4, sur inscription ».</summary>
internal static partial class EquipmentForm
{
    private const string Yes = "oui";
    private const int LongestNote = 200;

    private static readonly EquipmentKind[] Kinds = Enum.GetValues<EquipmentKind>();

    public static IReadOnlyList<string> Labels { get; } = [.. Kinds.Select(kind => PlaceWords.InFrench(kind).Words)];

    public static IReadOnlyList<string> Get(Place place) =>
        [.. Kinds.Select(kind => Write(place.Equipment.Find(equipment => equipment.Kind == kind)))];

    /// <summary>Writes the equipment; gives a French sentence when a line is too long.</summary>
    public static string? Set(Place place, IReadOnlyList<string> values)
    {
        place.Equipment = [.. Kinds.Zip(values, Read).OfType<Equipment>()];
        return values.Any(value => value.Length > LongestNote) ? $"Écrivez {LongestNote} caractères au plus" : null;
    }

    private static string Write(Equipment? equipment) =>
        equipment is null
            ? ""
            : string.Join(
                ", ",
                new[] { equipment.Count?.ToString(CultureInfo.InvariantCulture) ?? Yes, equipment.Note }.Where(part =>
                    !string.IsNullOrEmpty(part)
                )
            );

    private static Equipment? Read(EquipmentKind kind, string typed)
    {
        var match = Form().Match(typed.Trim());
        var (count, note) = (match.Groups["count"].Value, match.Groups["note"].Value.Trim());
        return match.Groups["no"].Success || typed.Trim().Length == 0
            ? null
            : new Equipment
            {
                Kind = kind,
                Count = count.Length == 0 ? null : int.Parse(count, CultureInfo.InvariantCulture),
                Note = note.Length == 0 ? null : note,
            };
    }

    [GeneratedRegex(
        @"^((?<no>non|aucune?|0)$|(oui|(?<count>[1-9]\d{0,3}))\b\s*[,;:–-]?)?\s*(?<note>.*)$",
        RegexOptions.IgnoreCase
            | RegexOptions.Singleline
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}

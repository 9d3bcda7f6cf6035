using System.Globalization;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Maillage.Features.Places.Import;

/// <summary>Applies a mapping to a record, or takes the standard's own columns where there is none.</summary>
internal static class MappedRow
{
    private const string Lambert93 = """
        PROJCS["RGF93 / Lambert-93",
          GEOGCS["RGF93", DATUM["Reseau_Geodesique_Francais_1993", SPHEROID["GRS 1980", 6378137, 298.257222101]],
            PRIMEM["Greenwich", 0], UNIT["degree", 0.0174532925199433]],
          PROJECTION["Lambert_Conformal_Conic_2SP"],
          PARAMETER["standard_parallel_1", 49], PARAMETER["standard_parallel_2", 44],
          PARAMETER["latitude_of_origin", 46.5], PARAMETER["central_meridian", 3],
          PARAMETER["false_easting", 700000], PARAMETER["false_northing", 6600000],
          UNIT["metre", 1]]
        """;

    private static readonly MathTransform ToDegrees = new CoordinateTransformationFactory()
        .CreateFromCoordinateSystems(
            new CoordinateSystemFactory().CreateFromWkt(Lambert93),
            GeographicCoordinateSystem.WGS84
        )
        .MathTransform;

    /// <summary>The values under the standard's field names.</summary>
    public static Dictionary<string, string> Standard(RawRow row)
    {
        var values = new Dictionary<string, string>(row.Cells.Count, StringComparer.Ordinal);
        foreach (var (column, value) in row.Cells)
        {
            if (StandardFields.Find(column) is { } field)
            {
                values.TryAdd(field, value);
            }
        }

        return values;
    }

    public static Dictionary<string, string> Apply(Mapping mapping, RawRow row)
    {
        var values = new Dictionary<string, string>(mapping.Rules.Count, StringComparer.Ordinal);
        foreach (var (field, rule) in mapping.Rules)
        {
            if (Value(rule, row) is { Length: > 0 } value)
            {
                values[field] = rule.Prefix + value;
            }
        }

        if (mapping.Lambert93 is { } lambert && Metres(row, lambert.X) is { } x && Metres(row, lambert.Y) is { } y)
        {
            var (longitude, latitude) = ToDegrees.Transform(x, y);
            values["latitude"] = Math.Round(latitude, 6).ToString(CultureInfo.InvariantCulture);
            values["longitude"] = Math.Round(longitude, 6).ToString(CultureInfo.InvariantCulture);
        }

        return values;
    }

    private static string? Value(FieldRule rule, RawRow row)
    {
        if (rule.Value is not null)
        {
            return rule.Value;
        }

        if (rule.Each is not null)
        {
            return string.Join(
                '|',
                rule.Each.Where(choice => choice.When.IsMet(row)).Select(choice => choice.Value).Distinct()
            );
        }

        if (rule.Days is not null)
        {
            return FrenchHours.Week([.. rule.Days.InOrder.Select(column => Cell(row, column))]);
        }

        var text = rule.Join is null
            ? Cell(row, rule.Column)
            : string.Join(rule.With, rule.Join.Select(column => Cell(row, column)).Where(cell => cell is not null));
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (rule.Date is not null)
        {
            return FrenchDate.Read(text, rule.Date)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? text;
        }

        var parts = rule.Split is null
            ? [text]
            : text.Split(rule.Split, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join('|', parts.Select(part => Translate(rule, part)).Where(part => part.Length > 0));
    }

    private static string Translate(FieldRule rule, string value)
    {
        if (rule.Table is null)
        {
            return value;
        }

        var key = Vocabulary.KeyOf(value);
        foreach (var (from, to) in rule.Table)
        {
            if (Vocabulary.KeyOf(from) == key)
            {
                return to;
            }
        }

        return rule.Otherwise ?? value;
    }

    private static string? Cell(RawRow row, string? column) =>
        column is not null && row.Cells.TryGetValue(column, out var cell) && !string.IsNullOrWhiteSpace(cell)
            ? cell.Trim()
            : null;

    private static double? Metres(RawRow row, string column) =>
        double.TryParse(Cell(row, column)?.Replace(',', '.'), CultureInfo.InvariantCulture, out var metres)
        && metres > 1
            ? metres
            : null;
}

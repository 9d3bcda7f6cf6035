using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maillage.Features.Places.Import;

/// <summary>
/// What a person said of the columns of a list (colonnes reconnues), from which the <see cref="Mapping"/> is made.
/// </summary>
internal sealed record ColumnMatch
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly string[] English =
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];

    /// <summary>The columns taken, in the order of the file, with the code of a <see cref="ColumnTarget"/>.</summary>
    public required IReadOnlyList<MatchedColumn> Columns { get; init; }

    /// <summary>For each field of a closed list, what a value becomes; empty to leave it aside.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    public string Write() => JsonSerializer.Serialize(this, Options);

    public static ColumnMatch Read(string json) =>
        JsonSerializer.Deserialize<ColumnMatch>(json, Options) ?? throw new JsonException("null");

    /// <summary>What is missing for a record to be taken, one French sentence each.</summary>
    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>();
        if (!Has("nom"))
        {
            missing.Add("Dites quelle colonne porte le nom du lieu");
        }

        if (
            !Has("commune")
            && !Has("code_postal")
            && !Has("code_insee")
            && !(Has("latitude") && Has("longitude"))
            && !(Has(ColumnTargets.LambertX) && Has(ColumnTargets.LambertY))
        )
        {
            missing.Add("Dites où est le lieu : sa commune, son code postal, ou sa latitude et sa longitude");
        }

        foreach (var field in Columns.Where(c => c.IsYes).Select(c => FieldOf(c.Target)).Distinct())
        {
            if (Has(field))
            {
                missing.Add(
                    $"« {ColumnTargets.Find(field)!.Label} » est dit à la fois par une colonne de valeurs et par des colonnes de oui : gardez l’une ou les autres"
                );
            }
        }

        return missing;
    }

    /// <summary>Columns given the same meaning where only one may have it.</summary>
    public IEnumerable<IGrouping<string, MatchedColumn>> Twice() =>
        Columns
            .Where(column => !MayBeSeveral(column.Target))
            .GroupBy(column => column.Target, StringComparer.Ordinal)
            .Where(group => group.Count() > 1);

    /// <summary>The mapping in the words of docs/import.md.</summary>
    /// <param name="source">The name of the list; null where the records say it.</param>
    public Mapping ToMapping(string? source)
    {
        var fields = new JsonObject();
        foreach (var group in Columns.Where(c => !c.IsYes).GroupBy(c => FieldOf(c.Target), StringComparer.Ordinal))
        {
            if (group.Key is not (ColumnTargets.LambertX or ColumnTargets.LambertY) && !Days.Contains(group.Key))
            {
                fields[group.Key] = Rule(group.Key, [.. group]);
            }
        }

        foreach (var group in Columns.Where(c => c.IsYes).GroupBy(c => FieldOf(c.Target), StringComparer.Ordinal))
        {
            fields[group.Key] ??= new JsonObject
            {
                ["each"] = new JsonArray([.. group.Select(column => Choice(column))]),
            };
        }

        var days = new JsonObject();
        foreach (var (day, french) in Days.Index())
        {
            if (Columns.FirstOrDefault(c => c.Target == french) is { } column)
            {
                days[English[day]] = column.Name;
            }
        }

        if (days.Count > 0 && fields["horaires"] is null)
        {
            fields["horaires"] = new JsonObject { ["days"] = days };
        }

        var mapping = new JsonObject { ["source"] = source, ["fields"] = fields };
        if (Find(ColumnTargets.LambertX) is { } x && Find(ColumnTargets.LambertY) is { } y)
        {
            mapping["lambert93"] = new JsonObject { ["x"] = x.Name, ["y"] = y.Name };
        }

        return Mapping.Read(mapping.ToJsonString());
    }

    /// <summary>The closed list that a column fills with its own values; null for the others.</summary>
    public static Vocabulary? VocabularyOf(MatchedColumn column) =>
        ColumnTargets.Find(column.Target) is { Yes: null, Vocabulary: { } vocabulary } ? vocabulary : null;

    private static IReadOnlyList<string> Days => ColumnTargets.Days;

    /// <summary>Values of several columns may be put together: an address in two parts, three columns of services.</summary>
    private static bool MayBeSeveral(string target) =>
        target is "adresse" or "complement_adresse" or "presentation_detail" or "autres_formations_labels"
        || ColumnTargets.Find(target) is { Vocabulary: not null };

    private static string FieldOf(string target) => target == ColumnTargets.Number ? "adresse" : target.Split(':')[0];

    private bool Has(string target) => Find(target) is not null;

    private MatchedColumn? Find(string target) => Columns.FirstOrDefault(c => c.Target == target);

    private JsonObject Rule(string field, IReadOnlyList<MatchedColumn> columns)
    {
        var rule = new JsonObject();
        var isList = columns.Any(column => VocabularyOf(column) is not null);
        // Columns put together are taken apart as each of them is.
        var separator = columns
            .Select(column => column.Separator)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList()
            is [var shared]
            ? shared
            : "|";
        if (columns.Count == 1)
        {
            rule["column"] = columns[0].Name;
        }
        else
        {
            // The number of the street comes before its name, wherever its column stands.
            rule["join"] = new JsonArray([
                .. columns.OrderBy(c => c.Target != ColumnTargets.Number).Select(c => JsonValue.Create(c.Name)),
            ]);
            rule["with"] =
                isList ? separator
                : field == "autres_formations_labels" ? "|"
                : field == "presentation_detail" ? "\n\n"
                : " ";
        }

        if (isList)
        {
            rule["split"] = separator;
        }

        if (Tables.TryGetValue(field, out var table) && table.Count > 0)
        {
            var values = new JsonObject();
            foreach (var (from, to) in table)
            {
                values[from] = to;
            }

            rule["table"] = values;
        }

        return rule;
    }

    private static JsonObject Choice(MatchedColumn column)
    {
        var when = new JsonObject { ["column"] = column.Name };
        if (column.YesValues is { Count: > 0 } values)
        {
            when["in"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        return new JsonObject { ["value"] = ColumnTargets.Find(column.Target)!.Yes, ["when"] = when };
    }
}

/// <summary>A column of a list and what it is.</summary>
/// <param name="Target">Code of a <see cref="ColumnTarget"/>.</param>
/// <param name="Separator">What stands between the values of a list in it; null for one value.</param>
/// <param name="YesValues">Of a column of yes and no, what says yes; none where any word does.</param>
internal sealed record MatchedColumn(
    string Name,
    string Target,
    string? Separator = null,
    IReadOnlyList<string>? YesValues = null
)
{
    public bool IsYes => ColumnTargets.Find(Target) is { Yes: not null };
}

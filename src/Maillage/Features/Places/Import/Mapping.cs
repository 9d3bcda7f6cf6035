using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Maillage.Features.Places.Import;

/// <summary>How to read a list whose columns are not those of the standard (correspondance); see docs/import.md.</summary>
public sealed class Mapping
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Name of the list; the person who imports may give another.</summary>
    public string? Source { get; init; }

    /// <summary>Columns that only this list has: it is recognised by them.</summary>
    public IReadOnlyList<string> RecognisedBy { get; init; } = [];

    /// <summary>The records to take: those that meet every condition.</summary>
    public IReadOnlyList<Condition> Only { get; init; } = [];

    /// <summary>For each field of the standard, the name of a column or a rule.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    /// <summary>The columns that hold eastings and northings in metres (Lambert-93).</summary>
    public Lambert93Columns? Lambert93 { get; init; }

    [JsonIgnore]
    internal IReadOnlyDictionary<string, FieldRule> Rules { get; private set; } = new Dictionary<string, FieldRule>();

    /// <summary>The mappings that ship with the application.</summary>
    internal static IReadOnlyList<Mapping> BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Reads a mapping; throws <see cref="UnreadableListException"/> with a sentence that says what to mend.</summary>
    public static Mapping Read(string json)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<Mapping>(json, Options) ?? throw new JsonException("null");
            mapping.Rules = mapping.Fields.ToDictionary(
                field => StandardFields.Find(field.Key) ?? throw new JsonException($"champ inconnu : {field.Key}"),
                field =>
                    field.Value.ValueKind == JsonValueKind.String
                        ? new FieldRule { Column = field.Value.GetString() }
                        : field.Value.Deserialize<FieldRule>(Options) ?? throw new JsonException(field.Key)
            );
            return mapping;
        }
        catch (JsonException wrong)
        {
            throw new UnreadableListException(
                $"La correspondance ne se lit pas ({wrong.Message}) : voir docs/import.md."
            );
        }
    }

    internal IEnumerable<string> Columns =>
        Rules
            .Values.SelectMany(rule => rule.Columns)
            .Concat(Only.Select(condition => condition.Column))
            .Concat(Lambert93 is { } lambert ? [lambert.X, lambert.Y] : []);

    private static List<Mapping> ReadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith("mappings/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var resource = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return Read(resource.ReadToEnd());
                }),
        ];
    }
}

/// <summary>A test on one column; without values, that it holds something.</summary>
public sealed record Condition
{
    public required string Column { get; init; }

    /// <summary>The values that meet it, accents and case aside.</summary>
    public IReadOnlyList<string>? In { get; init; }

    internal bool IsMet(RawRow row) =>
        row.Cells.TryGetValue(Column, out var value)
        && (
            In is null
                ? !string.IsNullOrWhiteSpace(value)
                : In.Any(one => Vocabulary.KeyOf(one) == Vocabulary.KeyOf(value))
        );
}

/// <summary>The columns of a position in Lambert-93.</summary>
public sealed record Lambert93Columns(string X, string Y);

/// <summary>How one field of the standard is made; the members are tried in the order in which they stand here.</summary>
public sealed record FieldRule
{
    /// <summary>The same value for all.</summary>
    public string? Value { get; init; }

    public string? Column { get; init; }

    /// <summary>Columns whose values are put one after the other.</summary>
    public IReadOnlyList<string>? Join { get; init; }

    /// <summary>What stands between joined values; a space unless given.</summary>
    public string With { get; init; } = " ";

    /// <summary>Values, each under its condition; those that are met make a list.</summary>
    public IReadOnlyList<ChosenValue>? Each { get; init; }

    /// <summary>One column for each day of the week, in French words; they make the opening hours.</summary>
    public DayColumns? Days { get; init; }

    /// <summary>What separates the values of a list in this column.</summary>
    public string? Split { get; init; }

    /// <summary>What a value of this list becomes, accents and case aside; a value that is not in the table stays.</summary>
    public IReadOnlyDictionary<string, string>? Table { get; init; }

    /// <summary>What a value that is not in the table becomes; empty to leave it out.</summary>
    public string? Otherwise { get; init; }

    /// <summary>How the day is written, as in <c>dd/MM/yyyy</c>.</summary>
    public string? Date { get; init; }

    /// <summary>Put before the value, when there is one.</summary>
    public string? Prefix { get; init; }

    internal IEnumerable<string> Columns =>
        (Column is null ? [] : new[] { Column })
            .Concat(Join ?? [])
            .Concat(Each?.Select(choice => choice.When.Column) ?? [])
            .Concat(Days?.InOrder.OfType<string>() ?? []);
}

/// <summary>A value, and when it holds.</summary>
public sealed record ChosenValue(string Value, Condition When);

/// <summary>The columns of the days.</summary>
public sealed record DayColumns
{
    public string? Monday { get; init; }

    public string? Tuesday { get; init; }

    public string? Wednesday { get; init; }

    public string? Thursday { get; init; }

    public string? Friday { get; init; }

    public string? Saturday { get; init; }

    public string? Sunday { get; init; }

    internal IReadOnlyList<string?> InOrder => [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maillage.Features.OpenData;

/// <summary>A small RDF graph with one writer for Turtle and one for JSON-LD, under prefixed names.</summary>
internal sealed class RdfGraph(IReadOnlyDictionary<string, string> prefixes)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<RdfNode> nodes = [];

    /// <summary>Starts a node; an address that begins with <c>_:</c> is one of this graph alone.</summary>
    public RdfNode Node(string address, string type)
    {
        var node = new RdfNode(this, RdfValue.Address(address), type);
        nodes.Add(node);
        return node;
    }

    /// <summary>Says what something described elsewhere is, once: the checks do not go and look there.</summary>
    public void Declare(string address, string type, string? label)
    {
        if (nodes.Exists(node => node.Address == RdfValue.Address(address)))
        {
            return;
        }

        var node = Node(address, type);
        if (label is not null)
        {
            node.French("skos:prefLabel", label);
        }
    }

    public string ToTurtle()
    {
        var text = new StringBuilder();
        foreach (var (prefix, address) in prefixes)
        {
            text.Append(CultureInfo.InvariantCulture, $"@prefix {prefix}: <{address}> .\n");
        }

        foreach (var node in nodes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Reference(node.Address)} a {node.Type}");
            foreach (var (predicate, value) in node.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $" ;\n  {predicate} {Term(value)}");
            }

            text.Append(" .\n");
        }

        return text.ToString();
    }

    public string ToJsonLd()
    {
        var graph = new JsonArray();
        foreach (var node in nodes)
        {
            var item = new JsonObject { ["@id"] = node.Address, ["@type"] = node.Type };
            foreach (var values in node.Values.GroupBy(pair => pair.Predicate, pair => pair.Value))
            {
                item[values.Key] = new JsonArray([.. values.Select(Item)]);
            }

            graph.Add(item);
        }

        var context = new JsonObject(prefixes.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
        return new JsonObject { ["@context"] = context, ["@graph"] = graph }.ToJsonString(Options) + "\n";
    }

    private static string Term(RdfValue value) =>
        value switch
        {
            { Language: { } language } => $"{Quoted(value.Text)}@{language}",
            { Type: { } type } => $"{Quoted(value.Text)}^^{type}",
            _ => Reference(value.Text),
        };

    private static JsonNode Item(RdfValue value) =>
        value switch
        {
            { Language: { } language } => new JsonObject { ["@value"] = value.Text, ["@language"] = language },
            { Type: { } type } => new JsonObject { ["@value"] = value.Text, ["@type"] = type },
            _ => new JsonObject { ["@id"] = value.Text },
        };

    private static string Reference(string address) =>
        address.StartsWith("_:", StringComparison.Ordinal) ? address : $"<{address}>";

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' => $"\\u{(int)c:X4}",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }
}

/// <summary>One thing of the graph and what is said of it.</summary>
internal sealed class RdfNode(RdfGraph graph, string address, string type)
{
    private readonly List<(string Predicate, RdfValue Value)> values = [];

    public string Address => address;

    public string Type => type;

    public IReadOnlyList<(string Predicate, RdfValue Value)> Values => values;

    public RdfNode Link(string predicate, string target) =>
        Add(predicate, new RdfValue(RdfValue.Address(target), null, null));

    /// <summary>Links to something described elsewhere, of that type and, for a concept, of that name.</summary>
    public RdfNode Link(string predicate, string target, string type, string? label = null)
    {
        graph.Declare(target, type, label);
        return Link(predicate, target);
    }

    public RdfNode French(string predicate, string text) => Add(predicate, new RdfValue(text, "fr", null));

    public RdfNode Literal(string predicate, string text, string type) =>
        Add(predicate, new RdfValue(text, null, type));

    private RdfNode Add(string predicate, RdfValue value)
    {
        values.Add((predicate, value));
        return this;
    }
}

/// <summary>An address when it has neither language nor type, otherwise a literal.</summary>
internal sealed record RdfValue(string Text, string? Language, string? Type)
{
    /// <summary>The address with what Turtle forbids between angle brackets percent-encoded.</summary>
    public static string Address(string address) =>
        address.StartsWith("_:", StringComparison.Ordinal) ? address : new Uri(address).AbsoluteUri;
}

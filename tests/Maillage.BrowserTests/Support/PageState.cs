using System.Text.Json;
using Maillage.Tests.Support;

namespace Maillage.BrowserTests.Support;

/// <summary>
/// One state in which a page can be met (empty, error, full, longest text…), as listed in the
/// <c>.states.json</c> file that stands beside the page.
/// </summary>
/// <param name="Name">What is particular, in a few words.</param>
/// <param name="Path">Its address, with the query string.</param>
/// <param name="Given">Which data: <c>demonstration</c> (default) or <c>empty</c>.</param>
/// <param name="Status">The answer's code, 200 unless said otherwise.</param>
/// <param name="As">Who is signed in, by the first name of <see cref="Network"/>; nobody unless said.</param>
/// <param name="Submit">What is typed in the page's form before it is sent: label → text; null when nothing is sent.</param>
public sealed record PageState(
    string Name,
    string Path,
    string Given = "demonstration",
    int Status = 200,
    string? As = null,
    IReadOnlyDictionary<string, string>? Submit = null
)
{
    private static readonly string Features = System.IO.Path.Combine(
        SharedData.Repository,
        "src",
        "Maillage",
        "Features"
    );

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Every page with an address of its own.</summary>
    public static IEnumerable<string> Pages() =>
        Directory
            .EnumerateFiles(Features, "*.cshtml", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("@page", StringComparison.Ordinal)));

    public static string StatesFile(string page) => System.IO.Path.ChangeExtension(page, ".states.json");

    /// <summary>The states of every page; a page without a list fails in a test of its own.</summary>
    public static IReadOnlyList<PageState> All { get; } =
    [
        .. Pages()
            .Select(StatesFile)
            .Where(File.Exists)
            .SelectMany(file =>
                JsonSerializer.Deserialize<List<PageState>>(File.ReadAllText(file), Options)
                ?? throw new InvalidDataException(file)
            ),
    ];

    /// <summary>The same for a theory.</summary>
    public static TheoryData<PageState> Rows => [.. All];

    public override string ToString() => $"{Path} ({Name})";
}

using System.Text.Json;

namespace Maillage.Features.Places.Export;

/// <summary>The national standard as JSON: one object for each place, lists separated by <c>|</c>, nothing for what is not known.</summary>
internal static class StandardJson
{
    public static Task<int> Write(
        IAsyncEnumerable<StandardPlace> places,
        Stream output,
        CancellationToken cancellation
    ) => ExportJson.WriteArray(output, places, WritePlace, cancellation);

    private static void WritePlace(Utf8JsonWriter json, StandardPlace place)
    {
        json.WriteStartObject();
        foreach (var (name, read) in StandardPlace.Fields)
        {
            var value = read(place);
            json.WriteUnlessEmpty(name, value is IReadOnlyList<string> list ? string.Join('|', list) : value);
        }

        json.WriteEndObject();
    }
}

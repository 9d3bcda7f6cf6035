using System.Text.Json;

namespace Maillage.Features.Places.Export;

/// <summary>
/// The standard's facts as GeoJSON (RFC 7946): one feature for each place, lists as arrays. A place whose position is
/// not known has a null geometry.
/// </summary>
internal static class GeoJson
{
    public static Task<int> Write(
        IAsyncEnumerable<StandardPlace> places,
        Stream output,
        Func<string, string> addressOf,
        CancellationToken cancellation
    ) =>
        ExportJson.WriteArray(
            output,
            places,
            (json, place) => WriteFeature(json, place, addressOf),
            cancellation,
            head: """{"type":"FeatureCollection","features":""",
            tail: "}"
        );

    private static void WriteFeature(Utf8JsonWriter json, StandardPlace place, Func<string, string> addressOf)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", place.Id);
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
        {
            json.WriteStartObject("geometry");
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(longitude);
            json.WriteNumberValue(latitude);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("geometry");
        }

        json.WriteStartObject("properties");
        foreach (var (name, read) in StandardPlace.Fields.Where(f => f.Name is not ("id" or "latitude" or "longitude")))
        {
            json.WriteUnlessEmpty(name, read(place));
        }

        json.WriteString("page", addressOf(place.Slug));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

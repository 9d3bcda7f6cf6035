using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maillage.Bench;

/// <summary>A list of places in the national standard, as long as asked: real ones repeated with other ids and positions.</summary>
internal static class PlacesFile
{
    /// <summary>Writes <paramref name="count"/> places; without the real list, the standard's fields are filled with plain values.</summary>
    /// <param name="spread">How far the repeated ones stand from the real ones, in degrees from side to side.</param>
    public static async Task<string> Write(string folder, int count, double spread = 0.02)
    {
        var models = await Models();
        var random = new Random(49);
        var file = Path.Combine(folder, $"places-{count}.json");
        await using var stream = File.Create(file);
        await using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            var place = models[i % models.Count].DeepClone().AsObject();
            place["id"] = $"bench-{i}";
            if (i >= models.Count)
            {
                place["nom"] = $"{place["nom"]} {i / models.Count}";
                Move(place, "latitude", random, spread);
                Move(place, "longitude", random, spread);
            }

            place.WriteTo(writer);
        }

        writer.WriteEndArray();
        return file;
    }

    private static void Move(JsonObject place, string field, Random random, double spread)
    {
        if (place[field] is JsonValue value && value.TryGetValue(out double degrees))
        {
            place[field] = Math.Round(degrees + (random.NextDouble() - 0.5) * spread, 6);
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> Models()
    {
        if (Machine.Shared("places/places-national-2023-02.standard-v1.json") is { } real)
        {
            await using var stream = File.OpenRead(real);
            return [.. (await JsonNode.ParseAsync(stream))!.AsArray().Select(node => node!)];
        }

        return
        [
            .. Enumerable
                .Range(0, 4000)
                .Select(i =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = $"model-{i}",
                            ["pivot"] = "00000000000000",
                            ["nom"] = $"Médiathèque {i}",
                            ["commune"] = "Angers",
                            ["code_postal"] = "49000",
                            ["code_insee"] = "49007",
                            ["adresse"] = $"{i % 90} rue du Mail",
                            ["latitude"] = 43 + i % 70 * 0.1,
                            ["longitude"] = -1 + i / 70 * 0.12,
                            ["horaires"] = $"Mo-Fr 09:{i % 60:00}-12:00,14:00-17:{i % 60:00}",
                            ["telephone"] = "+33261910049",
                            ["date_maj"] = "2026-11-01",
                            ["services"] = "Aide aux démarches administratives|Accès internet et matériel informatique",
                        }
                ),
        ];
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Maillage.Data;
using Maillage.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Export;

/// <summary>
/// The directory whole, to move it or keep it: one JSON array whose first item names the format, then the
/// organisations, parents first, then the places with their stops, sources and former addresses, one record a line.
/// It holds contacts who have agreed to nothing, so it is never published. Reports by visitors and the journal of
/// imports stay out: the first are personal, the second only serves to undo here.
/// </summary>
internal static class MaillageJson
{
    public const string Format = "maillage-json";
    public const int Version = 1;

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new MicrosecondConverter() },
        // An organisation is a record of its own, not a part of each of its places.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { type => Leave(type, typeof(Place), nameof(Place.Organisation)) },
        },
    };

    public static async Task<int> Write(
        MaillageDb db,
        IAsyncEnumerable<Place> places,
        Stream output,
        CancellationToken cancellation
    )
    {
        var aliases = await db.PlaceAliases.AsNoTracking().ToListAsync(cancellation);
        var aliasesOf = aliases.ToLookup(a => a.PlaceId, a => a.Slug);
        var organisations = await db.Organisations.AsNoTracking().ToListAsync(cancellation);
        return await ExportJson.WriteArray(
                output,
                Records(ParentsFirst(organisations), places, aliasesOf),
                (json, record) => JsonSerializer.Serialize(json, record, Options),
                cancellation
            ) - 1;
    }

    private static async IAsyncEnumerable<MaillageRecord> Records(
        IEnumerable<Organisation> organisations,
        IAsyncEnumerable<Place> places,
        ILookup<Guid, string> aliasesOf
    )
    {
        yield return new MaillageRecord { Format = Format, Version = Version };
        foreach (var organisation in organisations)
        {
            yield return new MaillageRecord { Organisation = organisation };
        }

        await foreach (var place in places)
        {
            yield return new MaillageRecord
            {
                Place = place,
                Aliases = [.. aliasesOf[place.Id].Order(StringComparer.Ordinal)],
            };
        }
    }

    private static IEnumerable<Organisation> ParentsFirst(List<Organisation> organisations)
    {
        var byId = organisations.ToDictionary(o => o.Id);
        return organisations.OrderBy(Depth).ThenBy(o => o.Id);

        int Depth(Organisation organisation)
        {
            var depth = 0;
            // Stops at the number of organisations: data may hold a loop.
            for (
                var parent = organisation.ParentId;
                parent is { } id && byId.TryGetValue(id, out var above) && depth < organisations.Count;
                parent = above.ParentId
            )
            {
                depth++;
            }

            return depth;
        }
    }

    private static void Leave(JsonTypeInfo type, Type owner, string property)
    {
        if (type.Type == owner)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property);
            type.Properties.Remove(type.Properties.Single(p => p.Name == name));
        }
    }

    // PostgreSQL keeps microseconds: written so, a copy of either database is the same to the byte.
    private sealed class MicrosecondConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTime().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
    }
}

/// <summary>One item of a maillage-json file: the header, an organisation or a place.</summary>
internal sealed record MaillageRecord
{
    public string? Format { get; init; }

    public int? Version { get; init; }

    public Organisation? Organisation { get; init; }

    public Place? Place { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }
}

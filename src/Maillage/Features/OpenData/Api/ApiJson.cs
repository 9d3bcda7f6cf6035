using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Maillage.Features.OpenData.Api;

/// <summary>How the API writes its answers, compiled ahead for speed.</summary>
[JsonSerializable(typeof(PlacesAnswer))]
[JsonSerializable(typeof(PlaceAnswer))]
[JsonSerializable(typeof(CommunesAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Accents stay as they are: an escaped é weighs six bytes.</summary>
    public static ApiJson Readable { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                Converters = { new JsonStringEnumConverter() },
            }
        );
}

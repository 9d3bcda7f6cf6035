using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Maillage.Platform.Web;

/// <summary>What a program reads where a person would read an error page: a problem+json (RFC 9457), in French.</summary>
public static class ApiProblem
{
    public const string MediaType = "application/problem+json";

    /// <summary>Whether an address is one that programs call.</summary>
    public static bool Concerns(PathString path) => path.StartsWithSegments("/api/v1", StringComparison.Ordinal);

    public static ContentResult Of(int status, string title, string detail) =>
        new()
        {
            StatusCode = status,
            ContentType = MediaType,
            Content = Json(status, title, detail),
        };

    internal static Task Write(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        return context.Response.WriteAsync(Json(status, title, detail));
    }

    private static string Json(int status, string title, string detail) =>
        JsonSerializer.Serialize(
            new ProblemDetails
            {
                Status = status,
                Title = title,
                Detail = detail,
            },
            Readable
        );

    // Accents stay as they are: an escaped é weighs six bytes.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

namespace Maillage.Platform.Web;

/// <summary>Gives every answer the headers that keep a browser from doing what the page did not ask for.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self' data:";

    public Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                Write((HttpContext)state);
                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy;
        }
    }

    /// <summary>
    /// Lets the page being answered show pictures of another origin: <c>https://tiles.example</c>. Said at once, since
    /// a kept page is put aside with the headers that it has before the answer starts.
    /// </summary>
    internal static void AllowImages(HttpContext context, string origin) =>
        context.Response.Headers.ContentSecurityPolicy = $"{Policy} {origin}";

    /// <summary>Lets any site show the page being answered in a frame.</summary>
    internal static void AllowFrames(HttpContext context) =>
        context.Response.Headers.ContentSecurityPolicy = Policy.Replace(
            "frame-ancestors 'none'",
            "frame-ancestors *",
            StringComparison.Ordinal
        );
}

/// <summary>What a page may relax, by name, for itself alone.</summary>
public static class SecurityHeadersExtensions
{
    /// <summary>Lets the page show pictures of that origin (scheme and host).</summary>
    public static void AllowImagesFrom(this HttpContext context, string origin) =>
        SecurityHeaders.AllowImages(context, origin);

    /// <summary>Lets any site show the page in a frame: only for pages where nothing can be clicked for somebody else.</summary>
    public static void AllowFraming(this HttpContext context) => SecurityHeaders.AllowFrames(context);
}

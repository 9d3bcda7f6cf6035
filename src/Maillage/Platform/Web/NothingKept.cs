using Microsoft.AspNetCore.Authorization;

namespace Maillage.Platform.Web;

/// <summary>What only some people may see is kept by no browser nor proxy: the next person on a shared computer finds nothing.</summary>
internal sealed class NothingKept(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null)
        {
            // The words that anti-forgery expects: others are overwritten with a warning at each form.
            context.Response.Headers.CacheControl = "no-cache, no-store";
            context.Response.Headers.Pragma = "no-cache";
        }

        return next(context);
    }
}

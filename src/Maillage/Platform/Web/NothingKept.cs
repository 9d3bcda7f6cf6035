using Microsoft.AspNetCore.Authorization;

namespace Maillage.Platform.Web;

/// <summary>What only some people may see is kept by no browser nor proxy: the next person on a shared computer finds nothing.</summary>
internal sealed class NothingKept(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        return next(context);
    }
}

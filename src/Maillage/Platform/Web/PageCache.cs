using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace Maillage.Platform.Web;

/// <summary>
/// Keeps pages that are the same for everybody for a minute at most, less when something they show changes sooner.
/// A page joins with <c>[OutputCache(PolicyName = PageCache.Policy)]</c> and says <see cref="ExpiresAt"/>.
/// </summary>
public static class PageCache
{
    public const string Policy = "page";

    /// <summary>The tag under which every kept page can be dropped at once, when the directory changes.</summary>
    public const string Tag = "directory";

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    internal static IServiceCollection AddPageCache(this IServiceCollection services) =>
        services.AddOutputCache(options =>
        {
            options.SizeLimit = 64 * 1024 * 1024;
            options.MaximumBodySize = 1024 * 1024;
            options.AddPolicy(Policy, new PageCachePolicy());
        });

    /// <summary>Says that the page being answered is wrong from that instant on; the soonest of several counts.</summary>
    /// <param name="context">The request being answered.</param>
    /// <param name="utc">An instant, UTC.</param>
    public static void ExpiresAt(this HttpContext context, DateTime utc)
    {
        if (context.Items[typeof(PageCache)] is not DateTime sooner || utc < sooner)
        {
            context.Items[typeof(PageCache)] = utc;
        }
    }

    /// <summary>How long the answer may be kept, from now.</summary>
    internal static TimeSpan Lifetime(HttpContext context)
    {
        if (context.Items[typeof(PageCache)] is not DateTime change)
        {
            return Longest;
        }

        var left = change - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return left < Longest ? left : Longest;
    }
}

/// <summary>What is kept, for how long, and for whom: never anything that carries a cookie or answers a known person.</summary>
internal sealed class PageCachePolicy : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var cacheable =
            (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Headers.Authorization.Count == 0
            && context.HttpContext.User.Identity is not { IsAuthenticated: true };
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = cacheable;
        context.AllowCacheStorage = cacheable;
        context.AllowLocking = true;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["encoding"] = Encoding(context.HttpContext);
        context.CacheVaryByRules.VaryByValues["base"] = request.PathBase.Value ?? "";
        context.Tags.Add(PageCache.Tag);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        var lifetime = PageCache.Lifetime(context.HttpContext);
        if (
            response.StatusCode != StatusCodes.Status200OK
            || response.Headers.SetCookie.Count > 0
            || lifetime <= TimeSpan.Zero
        )
        {
            context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }

        context.ResponseExpirationTimeSpan = lifetime;
        return ValueTask.CompletedTask;
    }

    private static string Encoding(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<IResponseCompressionProvider>()
            .GetCompressionProvider(context)
            ?.EncodingName
        ?? "none";
}

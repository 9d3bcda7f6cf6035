using System.Globalization;
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

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    internal static IServiceCollection AddPageCache(this IServiceCollection services) =>
        services
            .AddSingleton<PageGeneration>()
            .AddOutputCache(options =>
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
        // Said before the page is written: once it is, its lifetime is settled.
        if (context.Features.Get<IOutputCacheFeature>()?.Context is { } kept)
        {
            var left = utc - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            kept.ResponseExpirationTimeSpan =
                left < kept.ResponseExpirationTimeSpan ? left : kept.ResponseExpirationTimeSpan;
            kept.AllowCacheStorage &= left > TimeSpan.Zero;
        }
    }
}

/// <summary>
/// Which data the kept pages were made from. A page that was being made while they changed stays under the former
/// generation, where nobody looks any more.
/// </summary>
public sealed class PageGeneration
{
    private int number;

    internal string Current => Volatile.Read(ref number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Says that what pages show has changed: none that was kept is served again.</summary>
    public void Next() => Interlocked.Increment(ref number);
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
        context.ResponseExpirationTimeSpan = PageCache.Longest;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["generation"] = context
            .HttpContext.RequestServices.GetRequiredService<PageGeneration>()
            .Current;
        context.CacheVaryByRules.VaryByValues["encoding"] = Encoding(context.HttpContext);
        context.CacheVaryByRules.VaryByValues["base"] = request.PathBase.Value ?? "";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &=
            response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0;
        return ValueTask.CompletedTask;
    }

    private static string Encoding(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<IResponseCompressionProvider>()
            .GetCompressionProvider(context)
            ?.EncodingName
        ?? "none";
}

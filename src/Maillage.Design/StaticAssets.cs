using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Maillage.Design;

/// <summary>Addresses of the styles, scripts and fonts, with the fingerprint of their content.</summary>
public static class StaticAssets
{
    /// <summary>The address to keep for ever of <c>maillage.css</c> and the like.</summary>
    public static string Asset(this HttpContext context, string name) =>
        "/" + (context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?[name] ?? name);
}

using Maillage.Features.Shared;

namespace Maillage.Features.Site;

/// <summary>The home page and the legal pages.</summary>
public static class SiteFeature
{
    public static IServiceCollection AddSite(this IServiceCollection services) =>
        services
            .AddMenuLink(MenuPlace.Header, "/", "Trouver de l’aide", 0)
            .AddMenuLink(MenuPlace.Footer, SiteUrls.AccessibilityPath, "Accessibilité : non conforme", 0)
            .AddMenuLink(MenuPlace.Footer, SiteUrls.LegalPath, "Mentions légales", 20)
            .AddMenuLink(MenuPlace.Footer, SiteUrls.SiteMapPath, "Plan du site", 30)
            .AddMenuLink(MenuPlace.Footer, SiteUrls.SourcesPath, "Sources", 40);
}

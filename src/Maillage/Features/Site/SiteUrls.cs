using Maillage.Platform.Web;

namespace Maillage.Features.Site;

/// <summary>Addresses of the home and the legal pages.</summary>
public static class SiteUrls
{
    public const string AccessibilityPath = "/accessibilite";
    public const string LegalPath = "/mentions-legales";
    public const string SiteMapPath = "/plan-du-site";
    public const string SourcesPath = "/sources";

    public static string Home => Language.Link("/");

    public static string Sources => Language.Link(SourcesPath);
}

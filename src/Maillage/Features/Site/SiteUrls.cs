using Maillage.Platform.Web;

namespace Maillage.Features.Site;

/// <summary>Addresses of the home and the legal pages.</summary>
public static class SiteUrls
{
    public const string AccessibilityPath = "/accessibilite";
    public const string PrivacyPath = "/donnees-personnelles";
    public const string LegalPath = "/mentions-legales";
    public const string MapPath = "/plan-du-site";
    public const string SourcesPath = "/sources";

    /// <summary>The main menu: path in French and name.</summary>
    public static readonly (string Path, string Name)[] Menu = [("/", "Trouver de l’aide")];

    public static readonly (string Path, string Name)[] Footer =
    [
        (AccessibilityPath, "Accessibilité : non conforme"),
        (PrivacyPath, "Vos données"),
        (LegalPath, "Mentions légales"),
        (MapPath, "Plan du site"),
        (SourcesPath, "Sources"),
    ];

    public static string Home => Language.Link("/");
}

using Maillage.Platform.Web;

namespace Maillage.Features.Observatory;

/// <summary>Addresses of the territories' pages.</summary>
public static class TerritoryUrls
{
    public const string Path = "/territoires";

    public static string Home => Language.Link(Path);

    /// <summary>The page of a département, EPCI, commune (official codes) or subdivision of the network (slug).</summary>
    public static string Details(string code) => $"{Home}/{code}";
}

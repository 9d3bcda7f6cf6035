using Maillage.Platform.Web;

namespace Maillage.Features.Places;

/// <summary>Addresses of the directory's pages.</summary>
public static class PlaceUrls
{
    public const string SearchPath = "/lieux";

    public static string Search => Language.Link(SearchPath);

    public static string SearchNear(string insee, string? need) =>
        need is null ? $"{Search}?commune={insee}" : $"{Search}?besoin={Uri.EscapeDataString(need)}&commune={insee}";

    public static string Details(string slug) => $"{Search}/{slug}";

    public static string Report(string slug) => $"{Search}/{slug}/signaler";

    public static string Sheet(string slug) => $"{Search}/{slug}/fiche";

    public static string Card(string slug) => $"{Search}/{slug}.vcf";
}

using Maillage.Platform.Web;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>Addresses of the public calendar, of its pages and of its files.</summary>
public static class CalendarUrls
{
    public const string Path = "/agenda";

    /// <summary>The list alone, to be shown within another site.</summary>
    public const string Embedded = Path + "/integrer";

    public const string Past = Path + "/archives";

    public const string Ics = Path + ".ics";

    public const string Atom = Path + ".atom";

    public const string Json = Path + ".json";

    /// <summary>The same in the shape that OpenAgenda gives its events.</summary>
    public const string OpenAgenda = Path + "/openagenda.json";

    public static string Search => Language.Link(Path);

    public static string Archives => Language.Link(Past);

    public static string Details(string slug) => $"{Search}/{slug}";

    /// <summary>With the address of the site, for other programs.</summary>
    internal static string Public(string publicUrl, Offer offer) => $"{publicUrl}{Path}/{offer.Slug}";

    public static string IcsOf(string slug) => $"{Path}/{slug}.ics";
}

using Maillage.Platform.Web;

namespace Maillage.Features.Shared;

/// <summary>A link of the main menu or of the footer; each feature adds those of its own pages.</summary>
/// <param name="Path">The French path.</param>
/// <param name="Order">From left to right.</param>
/// <param name="IsFrenchOnly">True where the page has no English: English pages leave the link out.</param>
/// <param name="IsFor">Who sees it, where the page is not for everybody; null for everybody.</param>
public sealed record MenuLink(
    MenuPlace Place,
    string Path,
    string Name,
    int Order,
    bool IsFrenchOnly = false,
    Func<HttpContext, bool>? IsFor = null
)
{
    public bool IsShownTo(HttpContext context) =>
        !(IsFrenchOnly && Language.IsEnglish) && (IsFor is null || IsFor(context));
}

/// <summary>Where a <see cref="MenuLink"/> stands.</summary>
public enum MenuPlace
{
    Header,
    Footer,

    /// <summary>The menu of the network's own pages, for people signed in.</summary>
    Desk,
}

/// <summary>Lets a feature add its links.</summary>
public static class MenuLinkRegistration
{
    public static IServiceCollection AddMenuLink(
        this IServiceCollection services,
        MenuPlace place,
        string path,
        string name,
        int order,
        bool isFrenchOnly = false,
        Func<HttpContext, bool>? isFor = null
    ) => services.AddSingleton(new MenuLink(place, path, name, order, isFrenchOnly, isFor));
}

namespace Maillage.Features.Inhabitants;

/// <summary>A part of what an inhabitant sees of their own: words already in the language of the page.</summary>
/// <param name="Id">For the address of the heading.</param>
/// <param name="Order">From the top down; 100 for what comes after everything else.</param>
public sealed record InhabitantSection(
    string Id,
    string Title,
    int Order,
    IReadOnlyList<string> Lines,
    IReadOnlyList<InhabitantLink> Links
);

/// <summary>Somewhere to go from a section.</summary>
/// <param name="Href">A path of this site, or a telephone number.</param>
public sealed record InhabitantLink(string Words, string Href);

/// <summary>A feature's part of what an inhabitant sees; each brings its own.</summary>
public interface IInhabitantSection
{
    /// <summary>Null when the feature has nothing for this access.</summary>
    Task<InhabitantSection?> For(InhabitantAccess access, CancellationToken cancellation);
}

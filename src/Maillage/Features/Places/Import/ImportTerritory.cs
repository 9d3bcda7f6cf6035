using Maillage.Data;

namespace Maillage.Features.Places.Import;

/// <summary>What an import may touch: the places of some départements, or all where none is named.</summary>
internal static class ImportTerritory
{
    private const int ShortCode = 2;
    private const int LongCode = 3;

    /// <summary>True where the INSEE code of a commune begins with that of a département; a place without one is nowhere.</summary>
    public static bool Holds(IReadOnlyList<string> departements, string? insee) =>
        departements.Count == 0
        || (insee is not null && departements.Any(code => insee.StartsWith(code, StringComparison.Ordinal)));

    /// <summary>The records of places of these départements.</summary>
    public static IQueryable<PlaceSource> In(
        this IQueryable<PlaceSource> sources,
        IReadOnlyList<string> departements,
        MaillageDb db
    )
    {
        if (departements.Count == 0)
        {
            return sources;
        }

        var codes = departements.ToList();
        return sources.Where(s =>
            db.Places.Any(p =>
                p.Id == s.PlaceId
                && p.Insee != null
                && (codes.Contains(p.Insee.Substring(0, ShortCode)) || codes.Contains(p.Insee.Substring(0, LongCode)))
            )
        );
    }
}

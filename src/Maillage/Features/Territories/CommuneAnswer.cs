namespace Maillage.Features.Territories;

/// <summary>What a person meant by the name or postal code typed: one commune, several to choose from, or none.</summary>
public sealed record CommuneAnswer(Commune? Commune, IReadOnlyList<CommuneMatch> Choices)
{
    private const int MostChoices = 12;

    /// <summary>
    /// An exact name of the home département decides, then an exact name anywhere, then a lone match; otherwise the
    /// person chooses.
    /// </summary>
    public static CommuneAnswer To(string typed, TerritoryMap map, string departement)
    {
        var found = map.Find(typed, MostChoices, departement);
        var exact = found.Where(match => IsExactly(typed, match)).ToList();
        var athome = exact.Where(match => match.Commune.DepartementCode == departement).ToList();
        var one =
            athome.Count == 1 ? athome[0]
            : exact.Count == 1 ? exact[0]
            : found.Count == 1 ? found[0]
            : null;
        return one is null ? new(null, found) : new(one.Commune, []);
    }

    /// <summary>The same for the address of a page, which may have the code in place of what was typed.</summary>
    public static CommuneAnswer OfAddress(string typed, TerritoryMap map, string departement) =>
        map.CommuneByInsee(typed) is { } coded && coded.Insee == typed ? new(coded, []) : To(typed, map, departement);

    private static bool IsExactly(string typed, CommuneMatch match) =>
        AreSame(typed, match.Commune.Name) || (match.OtherName is { } other && AreSame(typed, other));

    private static bool AreSame(string typed, string name)
    {
        Span<byte> one = stackalloc byte[CommuneKey.MaxLength];
        Span<byte> other = stackalloc byte[CommuneKey.MaxLength];
        return one[..Fold(typed, one)].SequenceEqual(other[..Fold(name, other)]);
    }

    private static int Fold(string text, Span<byte> key)
    {
        Span<byte> folded = stackalloc byte[CommuneKey.MaxLength];
        var length = CommuneKey.Fold(text, folded);
        return CommuneKey.Expand(folded[..length], key, lastWordIsOpen: false);
    }
}

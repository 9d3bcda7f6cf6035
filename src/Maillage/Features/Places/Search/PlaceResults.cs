namespace Maillage.Features.Places.Search;

/// <summary>What a search found (résultats).</summary>
/// <param name="Hits">The page asked for, best first.</param>
/// <param name="Total">How many places match; the number of hits when the total was not asked for.</param>
/// <param name="Counts">How many places each filter would leave; null when not asked for.</param>
/// <param name="Corrections">Words that no place has, with those searched instead: « mediateque » → « médiathèque ».</param>
/// <param name="IgnoredWords">Words that nothing resembles, left out of the search.</param>
/// <param name="UnderstoodNeed">The need that the words express: « impôts » → Papiers et impôts.</param>
/// <param name="Widening">Nothing matched and these are alternatives: what was let go to find them.</param>
public sealed record PlaceResults(
    IReadOnlyList<PlaceHit> Hits,
    int Total,
    FilterCounts? Counts,
    IReadOnlyList<Correction> Corrections,
    IReadOnlyList<string> IgnoredWords,
    Need? UnderstoodNeed,
    Widening Widening
);

/// <summary>One place found (résultat).</summary>
/// <param name="DistanceMetres">From the point asked to the place, or to its stop; null without a point.</param>
/// <param name="Stop">The stop that is near, when the place comes to people.</param>
/// <param name="Reasons">« Pourquoi ce lieu ? », strongest first.</param>
public readonly record struct PlaceHit(
    DirectoryEntry Entry,
    double? DistanceMetres,
    StopHit? Stop,
    IReadOnlyList<Reason> Reasons
);

/// <summary>A stop and the first day asked on which it takes place (passage).</summary>
public sealed record StopHit(Stop Stop, DateOnly On);

/// <summary>One answer to « Pourquoi ce lieu ? ».</summary>
/// <param name="Detail">The language's code, the need's code or the word found, according to the kind.</param>
/// <param name="On">The day, for a stop or an opening.</param>
public sealed record Reason(ReasonKind Kind, string? Detail = null, DateOnly? On = null);

/// <summary>The kinds of <see cref="Reason"/>.</summary>
public enum ReasonKind
{
    /// <summary>Does what is needed, with you: someone sits beside you.</summary>
    DoesNeedWithYou,

    /// <summary>Does what is needed.</summary>
    DoesNeed,

    /// <summary>Its name, or what it is, holds the word searched.</summary>
    NamedSo,
    StopNear,
    Nearest,
    OpenNow,
    OpenWhenAsked,
    SpeaksLanguage,
    WheelchairAccess,
    Free,
    VerifiedRecently,
}

/// <summary>A word that was typed and the one searched instead.</summary>
public sealed record Correction(string Typed, string Searched);

/// <summary>What was let go to find alternatives.</summary>
public enum Widening
{
    None,

    /// <summary>Everything asked, but further away.</summary>
    BeyondRadius,

    /// <summary>The other filters, without the words.</summary>
    WithoutWords,

    /// <summary>The nearest places, whatever the filters.</summary>
    WithoutFilters,
}

/// <summary>
/// How many places each value of a filter would leave, the other filters staying as they are. Arrays are indexed
/// by <see cref="Term.Bit"/>.
/// </summary>
public sealed class FilterCounts
{
    public int[] Services { get; } = new int[Vocabularies.Services.Terms.Count];

    public int[] Audiences { get; } = new int[Vocabularies.Audiences.Terms.Count];

    public int[] SpecificNeeds { get; } = new int[Vocabularies.SpecificNeeds.Terms.Count];

    public int[] Fees { get; } = new int[Vocabularies.Fees.Terms.Count];

    public int[] AccessModes { get; } = new int[Vocabularies.AccessModes.Terms.Count];

    public int[] SupportModes { get; } = new int[Vocabularies.SupportModes.Terms.Count];

    public int[] Programmes { get; } = new int[Vocabularies.Programmes.Terms.Count];

    public SortedDictionary<string, int> Languages { get; } = new(StringComparer.Ordinal);

    public int Free { get; internal set; }

    public int Wheelchair { get; internal set; }

    public int OpenNow { get; internal set; }

    public int EveningOrSaturday { get; internal set; }
}

namespace Maillage.Features.Places.Search;

/// <summary>
/// The order of results: each advantage of a place is worth a detour, in metres, taken off its distance.
/// docs/search.md explains the figures.
/// </summary>
internal static class Usefulness
{
    public const int OpenNow = 1_500;
    public const int AnswersNeedBest = 3_000;
    public const int HelpsInPerson = 2_000;
    public const int VerifiedRecently = 1_000;
    public const int HasPhone = 500;

    /// <summary>A place that receives nobody stands after all others when one means to go there.</summary>
    public const int ReceivesNobody = 30_000_000;

    /// <summary>Days during which a verification counts as recent: half a year.</summary>
    public const int RecentDays = 183;

    /// <summary>By <see cref="WordMatch"/>.</summary>
    public static ReadOnlySpan<int> OfWord => [0, 0, 0, 2_000, 2_000, 4_000, 6_000];

    /// <summary>The most that a place may take off its distance.</summary>
    public static int Most(int words, bool hasNeed) =>
        OpenNow + VerifiedRecently + HasPhone + (hasNeed ? AnswersNeedBest + HelpsInPerson : 0) + words * OfWord[^1];
}

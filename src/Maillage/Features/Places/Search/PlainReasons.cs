namespace Maillage.Features.Places.Search;

/// <summary>The reasons that carry no detail: every list of them is written once and shared by all results.</summary>
internal static class PlainReasons
{
    public const int Nearest = 1 << 0;
    public const int OpenNow = 1 << 1;
    public const int OpenWhenAsked = 1 << 2;
    public const int WheelchairAccess = 1 << 3;
    public const int Free = 1 << 4;
    public const int VerifiedRecently = 1 << 5;

    private static readonly Reason[] InOrder =
    [
        new(ReasonKind.Nearest),
        new(ReasonKind.OpenNow),
        new(ReasonKind.OpenWhenAsked),
        new(ReasonKind.WheelchairAccess),
        new(ReasonKind.Free),
        new(ReasonKind.VerifiedRecently),
    ];

    private static readonly Reason[][] Lists =
    [
        .. Enumerable
            .Range(0, 1 << InOrder.Length)
            .Select(set => InOrder.Where((_, bit) => ((set >> bit) & 1) != 0).ToArray()),
    ];

    /// <summary>The reasons of a set of bits, strongest first.</summary>
    public static IReadOnlyList<Reason> Of(int set) => Lists[set];
}

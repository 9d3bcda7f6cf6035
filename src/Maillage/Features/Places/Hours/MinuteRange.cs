namespace Maillage.Features.Places.Hours;

/// <summary>A range of minutes since midnight; an end beyond 1,440 runs into the next day.</summary>
internal readonly record struct MinuteRange(int From, int To, bool IsOpenEnded)
{
    public const int Day = 24 * 60;
}

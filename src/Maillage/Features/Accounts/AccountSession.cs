namespace Maillage.Features.Accounts;

/// <summary>One browser in which an account is signed in (session); ended, it opens nothing any more.</summary>
public sealed class AccountSession
{
    /// <summary>A working day: a computer left open in a shared office is shut out by the evening.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>
    /// How long after its end a session still takes the form that was open: what was written in the evening and sent
    /// the next day is not lost. It shows no page any more, and a session that somebody ended takes nothing.
    /// </summary>
    public static readonly TimeSpan LastForm = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The browser and its system in a few words: « Firefox sur Windows ».</summary>
    public required string Device { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime EndsAt { get; init; }
}

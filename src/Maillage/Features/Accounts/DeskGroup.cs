namespace Maillage.Features.Accounts;

/// <summary>What waits for somebody in one feature, the most pressing first.</summary>
/// <param name="Id">For the address of the heading.</param>
/// <param name="Total">How many wait in all.</param>
/// <param name="Tasks">The first of them.</param>
/// <param name="All">Where all of them are listed.</param>
public sealed record DeskGroup(string Id, string Title, int Total, IReadOnlyList<DeskTask> Tasks, string All);

/// <summary>One thing to do: what, since when or why, and the one button that does it.</summary>
public sealed record DeskTask(string Title, string Why, string Verb, string Href);

/// <summary>A feature's part of the desk.</summary>
public interface IDeskGroup
{
    /// <summary>Null when the person has nothing to do with it.</summary>
    Task<DeskGroup?> For(Person person, CancellationToken cancellation);
}

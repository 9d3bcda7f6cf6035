using Maillage.Platform.Audit;

namespace Maillage.Features.Accounts.Audit;

/// <summary>Journals that somebody is about to read names of people of the network: one line for the page.</summary>
public static class NamesRead
{
    /// <summary>Saved before the names are shown.</summary>
    /// <param name="accounts">Those named; their own name, and what nobody did, are no reading.</param>
    /// <param name="purpose">Why, in words of our own.</param>
    public static Task ReadNames(
        this Journal journal,
        Person reader,
        IEnumerable<Guid?> accounts,
        string purpose,
        CancellationToken cancellation
    ) =>
        journal.Read(
            nameof(Account),
            [.. accounts.OfType<Guid>().Where(id => id != reader.AccountId).Distinct()],
            [nameof(Account.Name)],
            purpose,
            cancellation
        );
}

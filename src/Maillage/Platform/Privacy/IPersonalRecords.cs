namespace Maillage.Platform.Privacy;

/// <summary>
/// One kind of personal record, told by the feature that holds it. Adding a kind: implement this in the feature's folder
/// and register it with <see cref="PrivacyPlatform.AddPersonalRecords{T}"/>; the public register, the nightly job, the
/// export and the erasure then know of it.
/// </summary>
public interface IPersonalRecords
{
    PersonalKind Kind { get; }

    /// <summary>
    /// Deletes, or strips of the person, what has reached its term, and saves: within the caller's transaction, which a
    /// dry run takes back.
    /// </summary>
    /// <param name="now">UTC.</param>
    /// <returns>How many records.</returns>
    Task<int> DeleteExpired(DateTime now, CancellationToken cancellation);

    /// <summary>What no transaction takes back, files for example: called once the deletion is committed.</summary>
    Task AfterDeletion(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>What is held of somebody who has an account; nothing by default, for kinds that know no account.</summary>
    Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ExportedRecord>>([]);

    /// <summary>
    /// Takes somebody who has an account out of the records, within the caller's transaction. What counts stays, without
    /// the person; what the law keeps stays until its term.
    /// </summary>
    Task Erase(AccountHolder holder, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>Whose data are exported or erased.</summary>
/// <param name="Email">Empty when the account has none.</param>
public sealed record AccountHolder(Guid AccountId, string Email);

/// <summary>One record of an export, in words.</summary>
/// <param name="Title">What it is: « Session », « Rôle ».</param>
/// <param name="Fields">Names in French and values as people read them.</param>
public sealed record ExportedRecord(string Title, params IReadOnlyList<ExportedField> Fields);

/// <summary>One value of an export; null where nothing is known.</summary>
public sealed record ExportedField(string Name, string? Value);

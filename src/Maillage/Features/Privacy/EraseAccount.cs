using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.Audit;
using Maillage.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Privacy;

/// <summary>
/// Erases an account because its holder asks (effacer un compte): here, or by letter, when somebody who administers does it.
/// Whoever presses confirms that the session is theirs.
/// </summary>
public sealed class EraseAccount(
    MaillageDb db,
    ConfirmOwner confirmOwner,
    MayErase mayErase,
    ErasePerson erasePerson,
    Actor actor
)
{
    /// <summary>Whose account can be erased; null when there is none, or it was erased.</summary>
    public Task<Holder?> Find(Guid accountId, CancellationToken cancellation) =>
        db
            .Accounts.Where(a => a.Id == accountId && a.ErasedAt == null)
            .Select(a => new Holder(a.Id, a.Name, a.Email ?? ""))
            .SingleOrDefaultAsync(cancellation);

    /// <summary>Confirms who is signed in, then takes the holder out of every kind of record.</summary>
    public async Task<Answer> Run(Person signedIn, Holder holder, string? password, CancellationToken cancellation)
    {
        if (await mayErase.Run(holder.AccountId, cancellation) is { Count: > 0 } before)
        {
            return new Answer(ErasureOutcome.HandOverFirst, null, before);
        }

        if (await confirmOwner.Run(signedIn, password, cancellation) is { } refusal)
        {
            return new Answer(ErasureOutcome.NotConfirmed, refusal, []);
        }

        if (holder.AccountId != signedIn.AccountId)
        {
            (actor.OnBehalfOf, actor.Channel, actor.Reason) = (holder.AccountId, Channel.Paper, "asked by letter");
        }

        await erasePerson.Run(new AccountHolder(holder.AccountId, holder.Email), cancellation);
        return new Answer(ErasureOutcome.Erased, null, []);
    }

    /// <summary>Whose account it is.</summary>
    public sealed record Holder(Guid AccountId, string Name, string Email);

    /// <summary>What came of it.</summary>
    /// <param name="Refusal">Why the person is not confirmed, in a French sentence; otherwise null.</param>
    /// <param name="Before">What must be done first, in French sentences.</param>
    public sealed record Answer(ErasureOutcome Outcome, string? Refusal, IReadOnlyList<string> Before);
}

/// <summary>What comes of a wish to erase an account.</summary>
public enum ErasureOutcome
{
    Erased,
    NotConfirmed,

    /// <summary>The last administrator, or the last manager of an organisation.</summary>
    HandOverFirst,
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.Audit;
using Maillage.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Privacy;

/// <summary>
/// Erases an account because its holder asks (effacer un compte): here with their password, or by letter, when somebody
/// who administers does it with their own.
/// </summary>
public sealed class EraseAccount(
    MaillageDb db,
    CheckPassword checkPassword,
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

    /// <summary>Checks the password of who is signed in, then takes the holder out of every kind of record.</summary>
    public async Task<Answer> Run(Person signedIn, Holder holder, string password, CancellationToken cancellation)
    {
        if (await mayErase.Run(holder.AccountId, cancellation) is { Count: > 0 } before)
        {
            return new Answer(ErasureOutcome.HandOverFirst, default, before);
        }

        var checkedPassword = await checkPassword.Run(
            signedIn.Email,
            password,
            knownBrowser: signedIn.AccountId.ToString()
        );
        if (checkedPassword.Account is null)
        {
            return checkedPassword.Outcome == PasswordOutcome.TooManyAttempts
                ? new Answer(ErasureOutcome.TooManyAttempts, checkedPassword.Wait, [])
                : new Answer(ErasureOutcome.WrongPassword, default, []);
        }

        if (holder.AccountId != signedIn.AccountId)
        {
            (actor.OnBehalfOf, actor.Channel, actor.Reason) = (holder.AccountId, Channel.Paper, "asked by letter");
        }

        await erasePerson.Run(new AccountHolder(holder.AccountId, holder.Email), cancellation);
        return new Answer(ErasureOutcome.Erased, default, []);
    }

    /// <summary>Whose account it is.</summary>
    public sealed record Holder(Guid AccountId, string Name, string Email);

    /// <summary>What came of it.</summary>
    /// <param name="Wait">How long, when there were too many attempts.</param>
    /// <param name="Before">What must be done first, in French sentences.</param>
    public sealed record Answer(ErasureOutcome Outcome, TimeSpan Wait, IReadOnlyList<string> Before);
}

/// <summary>What comes of a wish to erase an account.</summary>
public enum ErasureOutcome
{
    Erased,
    WrongPassword,
    TooManyAttempts,

    /// <summary>The last administrator, or the last manager of an organisation.</summary>
    HandOverFirst,
}

using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// Makes sure, before what cannot be taken back, that whoever holds the session is its owner (confirmer que c’est bien
/// vous): by the password or, for an account without one, by having signed in a moment ago.
/// </summary>
public sealed class ConfirmOwner(MaillageDb db, CheckPassword checkPassword, Sessions sessions)
{
    public async Task<OwnerProof> Asked(Person person, CancellationToken cancellation)
    {
        if (await db.Accounts.AnyAsync(a => a.Id == person.AccountId && a.PasswordHash != null, cancellation))
        {
            return OwnerProof.Password;
        }

        return await sessions.IsFresh(person, cancellation) ? OwnerProof.None : OwnerProof.SignInAgain;
    }

    /// <summary>Why it is not confirmed, in a French sentence; null when it is.</summary>
    public async Task<string?> Run(Person person, string? password, CancellationToken cancellation)
    {
        switch (await Asked(person, cancellation))
        {
            case OwnerProof.None:
                return null;
            case OwnerProof.SignInAgain:
                return "Connectez-vous de nouveau pour confirmer";
            case OwnerProof.Password when string.IsNullOrEmpty(password):
                return "Écrivez votre mot de passe";
        }

        var answer = await checkPassword.Run(person.Email, password!, knownBrowser: person.AccountId.ToString());
        return answer.Outcome switch
        {
            PasswordOutcome.TooManyAttempts => Waiting.Sentence(answer.Wait),
            PasswordOutcome.Wrong => "Ce n’est pas votre mot de passe",
            _ => null,
        };
    }
}

/// <summary>What is asked of the owner of a session.</summary>
public enum OwnerProof
{
    Password,

    /// <summary>The account has no password, and the session was opened some time ago.</summary>
    SignInAgain,

    /// <summary>The account has no password, and its owner has just signed in.</summary>
    None,
}

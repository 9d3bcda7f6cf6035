using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// Refuses passwords that are easy to guess, by what guessing them costs (zxcvbn) rather than by kinds of characters.
/// Long phrases are welcome, and nobody is ever made to change.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    public const int LeastLength = 10;
    public const int MostLength = 256;

    /// <summary>More than 10^8 guesses.</summary>
    private const int LeastScore = 3;

    /// <summary>Longer phrases are judged by their start: the estimate grows with the square of the length.</summary>
    private const int Judged = 72;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var sentence = password switch
        {
            null or { Length: < LeastLength } =>
                "Choisissez au moins 10 caractères. Une phrase de quatre mots convient bien.",
            { Length: > MostLength } => "Choisissez 256 caractères au plus.",
            _ when IsGuessable(user, password) =>
                "Ce mot de passe est trop facile à deviner. Une phrase de quatre mots convient bien.",
            _ => null,
        };
        return Task.FromResult(
            sentence is null
                ? IdentityResult.Success
                : IdentityResult.Failed(new IdentityError { Code = "Guessable", Description = sentence })
        );
    }

    private static bool IsGuessable(Account user, string password) =>
        Zxcvbn
            .Zxcvbn.MatchPassword(
                password.Length > Judged ? password[..Judged] : password,
                [
                    "maillage",
                    .. $"{user.Name} {user.Email}".Split([' ', '@', '.', '-'], StringSplitOptions.RemoveEmptyEntries),
                ]
            )
            .Score < LeastScore;
}

using System.Buffers.Text;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>The passkeys of one's own account: add, name, remove (clés d’accès).</summary>
[Authorize(Access.SignedIn)]
public sealed class PasskeysModel(UserManager<Account> accounts, UsePasskey usePasskey, Sessions sessions) : PageModel
{
    private const int LongestName = 60;

    public IReadOnlyList<Key> Keys { get; private set; } = [];

    /// <summary>A name for the device in hand.</summary>
    public string Suggested => DeviceWords.Of(Request.Headers.UserAgent.ToString());

    /// <summary>True when they can only be changed after signing in again: a session left open adds no way in.</summary>
    public bool AsksSignIn { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        AsksSignIn = !await sessions.IsFresh(HttpContext.Person(), cancellation);
        await Show(await Mine());
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "nom")] string? name,
        [FromForm(Name = "cle")] string? credential,
        [FromForm(Name = "retirer")] string? removed,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        var person = HttpContext.Person();
        if (!await sessions.IsFresh(person, cancellation))
        {
            return Redirect(
                gesture == "reconnecter"
                    ? await sessions.SignInAgain(HttpContext, person, AccountUrls.Passkeys, cancellation)
                    : AccountUrls.Passkeys
            );
        }

        var account = await Mine();
        if (removed is not null)
        {
            if (Base64Url.IsValid(removed) && await Remove(account, removed, cancellation))
            {
                return Redirect(AccountUrls.Passkeys);
            }

            ModelState.AddModelError("", "C’est votre seul moyen d’entrer : choisissez d’abord un mot de passe");
        }
        else if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName)
        {
            ModelState.AddModelError("nom", "Donnez un nom à cet appareil, en 60 lettres au plus");
        }
        else if (await usePasskey.Add(HttpContext, account, credential ?? "", name.Trim()))
        {
            return Redirect(AccountUrls.Passkeys);
        }
        else
        {
            ModelState.AddModelError("nom", "La clé n’a pas été reconnue. Recommencez");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(account);
        return Page();
    }

    private Task<bool> Remove(Account account, string id, CancellationToken cancellation) =>
        usePasskey.Remove(account, Base64Url.DecodeFromChars(id), cancellation);

    private async Task Show(Account account) =>
        Keys = [
            .. (await accounts.GetPasskeysAsync(account))
                .OrderBy(key => key.CreatedAt)
                .Select(key => new Key(
                    Base64Url.EncodeToString(key.CredentialId),
                    key.Name ?? "Sans nom",
                    FrenchTypography.Day(ParisTime.DayAt(key.CreatedAt.UtcDateTime), "d MMMM yyyy")
                )),
        ];

    private async Task<Account> Mine() =>
        await accounts.FindByIdAsync(HttpContext.Person().AccountId.ToString())
        ?? throw new InvalidOperationException("The session's account has gone.");

    /// <summary>A passkey, as its owner knows it.</summary>
    public sealed record Key(string Id, string Name, string Since);
}

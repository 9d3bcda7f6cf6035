using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.SignIn;
using Maillage.Features.Accounts.Teams;
using Maillage.Platform.OpenId;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts;

/// <summary>
/// Joins the network by a link. Opening it changes nothing; a button does. The page is the same whether or not the e-mail
/// has an account.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class InvitationModel(
    MaillageDb db,
    AcceptInvitation acceptInvitation,
    Sessions sessions,
    KnownBrowser knownBrowser,
    LinkIdentity linkIdentity,
    OpenIdProviders providers
) : PageModel
{
    [FromRoute(Name = "secret")]
    public string LinkSecret { get; set; } = "";

    [BindProperty(Name = "name")]
    [StringLength(200, ErrorMessage = "Ce nom est trop long")]
    public string? Name { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>Null when the link has served or its time has passed.</summary>
    public Invitation? Invitation { get; private set; }

    /// <summary>What it is for, in one sentence.</summary>
    public string Purpose { get; private set; } = "";

    public bool HasProConnect => providers.IsOn(ProConnect.Name);

    /// <summary>The identity with which the account may be opened, without a password; null when none waits.</summary>
    public ProvedIdentity? Identity { get; private set; }

    /// <summary>True when whoever is signed in has the e-mail that was invited.</summary>
    public bool IsTheirs { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        Invitation = await acceptInvitation.Find(LinkSecret, cancellation);
        if (Invitation is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            context.Result = Page();
            return;
        }

        var organisation = await db
            .Organisations.Where(o => o.Id == Invitation.OrganisationId)
            .Select(o => o.Name)
            .SingleOrDefaultAsync(cancellation);
        Purpose =
            Invitation.IsNewPassword
                ? "Ce lien sert à choisir un autre mot de passe. Vos sessions ouvertes seront fermées ; vos clés d’accès et vos identités rattachées seront retirées, vous pourrez les remettre."
            : organisation is null
                ? $"Ce lien vous donne un rôle dans le réseau : {RoleWords.Of(Invitation.NetworkRole)}."
            : $"Ce lien vous fait rejoindre « {organisation} » avec le rôle : {RoleWords.Of(Invitation.Role)}.";
        IsTheirs = string.Equals(
            HttpContext.PersonOrNull()?.Email,
            Invitation.Email,
            StringComparison.OrdinalIgnoreCase
        );
        if (!IsTheirs && HasProConnect)
        {
            Identity = await ProvedIdentity.Read(HttpContext, ProConnect.Name);
            if (Identity is not null && await linkIdentity.Find(Identity, cancellation) is not null)
            {
                // Somebody of the network already, who is signed in by coming back from ProConnect.
                Identity = null;
            }
        }

        await next();
    }

    public void OnGet() => Name = Identity is null ? null : ProConnect.NameOf(Identity);

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (gesture == "sans-proconnect")
        {
            await ProvedIdentity.Forget(HttpContext);
            return Redirect(AccountUrls.Invitation(LinkSecret));
        }

        if (Invitation!.IsNewPassword)
        {
            return await ChoosePassword(cancellation);
        }

        if (IsTheirs)
        {
            return
                await acceptInvitation.Join(Invitation!, HttpContext.Person().AccountId, cancellation)
                == InvitationOutcome.Accepted
                ? Redirect(AccountUrls.Desk)
                : Redirect(AccountUrls.Invitation(LinkSecret));
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError("name", "Écrivez votre prénom et votre nom");
        }

        if (string.IsNullOrEmpty(Password) && Identity is null)
        {
            ModelState.AddModelError("password", "Choisissez un mot de passe");
        }

        if (ModelState.IsValid)
        {
            var answer = Identity is null
                ? await acceptInvitation.Open(Invitation!, Name!.Trim(), Password!, cancellation)
                : await acceptInvitation.OpenWith(Invitation!, Name!.Trim(), Identity, cancellation);
            switch (answer.Outcome)
            {
                case InvitationOutcome.Accepted:
                    knownBrowser.Remember(HttpContext, Invitation!.Email);
                    await sessions.Open(HttpContext, answer.Account!, cancellation, Identity);
                    return Redirect(AccountUrls.Desk);
                case InvitationOutcome.HasAccount:
                    // Where « I have an account » leads too: nothing is said.
                    return Redirect(AccountUrls.SignInThen(AccountUrls.Invitation(LinkSecret)));
                case InvitationOutcome.Over:
                    return Redirect(AccountUrls.Invitation(LinkSecret));
                case InvitationOutcome.PasswordRefused:
                    foreach (var problem in answer.Problems)
                    {
                        ModelState.AddModelError("password", problem);
                    }

                    break;
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>Signing in follows, with the code where the account asks for one.</summary>
    private async Task<IActionResult> ChoosePassword(CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError("password", "Choisissez un mot de passe");
        }
        else
        {
            var answer = await acceptInvitation.ChoosePassword(Invitation!, Password, cancellation);
            if (answer.Outcome != InvitationOutcome.PasswordRefused)
            {
                return Redirect(AccountUrls.SignIn);
            }

            foreach (var problem in answer.Problems)
            {
                ModelState.AddModelError("password", problem);
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

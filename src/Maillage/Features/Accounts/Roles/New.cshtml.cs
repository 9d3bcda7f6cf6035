using System.ComponentModel.DataAnnotations;
using Maillage.Design.Forms;
using Maillage.Features.Accounts.Teams;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.Roles;

/// <summary>Makes a link by which somebody takes a role of the network on a territory: sent, or shown once (donner un rôle).</summary>
[Authorize(Access.RoleGiver)]
public sealed class NewModel(
    RoleRights rights,
    InvitePerson invitePerson,
    MailChannel mail,
    IOptions<SiteSettings> site
) : PageModel
{
    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Écrivez une adresse e-mail")]
    public string? Email { get; set; }

    [BindProperty(Name = "kind")]
    [Required(ErrorMessage = "Choisissez un rôle")]
    public string? Kind { get; set; }

    [BindProperty(Name = "territory")]
    [Required(ErrorMessage = "Choisissez un territoire")]
    public string? Territory { get; set; }

    /// <summary>True where the link leaves by e-mail.</summary>
    public bool HasMail => mail.IsOn;

    public bool IsMade { get; private set; }

    /// <summary>To be given by hand, shown once; null when it leaves by e-mail.</summary>
    public string? Link { get; private set; }

    public IReadOnlyList<Choice> Kinds =>
        [
            .. RoleRights
                .Kinds(HttpContext.Person())
                .Select(k => new Choice(k.ToString(), RoleWords.Capital(RoleWords.Of(k)))),
        ];

    public IReadOnlyList<Choice> Territories =>
        [.. rights.Territories(HttpContext.Person()).Select(t => new Choice(t.Code, t.Name))];

    public void OnGet() { }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var kind = RoleRights.Kinds(person).Cast<NetworkRoleKind?>().FirstOrDefault(k => k.ToString() == Kind);
        if (Kind is not null && kind is null)
        {
            ModelState.AddModelError("kind", "Choisissez un rôle");
        }

        if (Territory is not null && kind is { } wanted && !rights.MayGive(person, wanted, Territory))
        {
            ModelState.AddModelError("territory", "Choisissez un territoire");
        }
        else if (kind == NetworkRoleKind.Administrator && Territory is not null && Territory != site.Value.Departement)
        {
            ModelState.AddModelError("territory", "L’administration porte sur tout le département");
        }

        if (ModelState.IsValid)
        {
            var secret = await invitePerson.IntoNetwork(
                Email!,
                kind!.Value,
                Territory!,
                person.AccountId,
                cancellation
            );
            if (secret is not null)
            {
                IsMade = true;
                Link = invitePerson.Sends(Email!) ? null : site.Value.PublicUrl + AccountUrls.Invitation(secret);
                return Page();
            }

            ModelState.AddModelError("email", "Écrivez une adresse e-mail complète, par exemple nom@exemple.fr");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Makes a link by which somebody joins the team, shown once (inviter).</summary>
[Authorize(Access.SignedIn)]
public sealed class InviteModel(MaillageDb db, InvitePerson invitePerson, MailChannel mail, IOptions<SiteSettings> site)
    : PageModel
{
    public static readonly IReadOnlyList<Choice> Roles =
    [
        .. Enum.GetValues<OrganisationRole>().Select(role => new Choice(role.ToString(), Capital(RoleWords.Of(role)))),
    ];

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Écrivez une adresse e-mail")]
    public string? Email { get; set; }

    [BindProperty(Name = "role")]
    [Required(ErrorMessage = "Choisissez un rôle")]
    public string? Role { get; set; }

    public string OrganisationName { get; private set; } = "";

    public string? Link { get; private set; }

    /// <summary>True when the link also leaves by e-mail.</summary>
    public bool IsSent => mail.IsOn;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var name = await db
            .Organisations.Where(o => o.Id == Id)
            .Select(o => o.Name)
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (name is null || !HttpContext.Person().MayInviteInto(Id))
        {
            context.Result = NotFound();
            return;
        }

        OrganisationName = name;
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Role is not null && !Roles.Any(choice => choice.Value == Role))
        {
            ModelState.AddModelError("role", "Choisissez un rôle");
        }

        if (ModelState.IsValid)
        {
            var secret = await invitePerson.IntoOrganisation(
                Email!,
                Id,
                Enum.Parse<OrganisationRole>(Role!),
                HttpContext.Person().AccountId,
                cancellation
            );
            if (secret is not null)
            {
                Link = site.Value.PublicUrl + AccountUrls.Invitation(secret);
                return Page();
            }

            ModelState.AddModelError("email", "Écrivez une adresse e-mail complète, par exemple nom@exemple.fr");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts.Audit;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Makes a link by which somebody joins the team: sent, or shown once where no e-mail leaves (inviter).</summary>
[Authorize(Access.SignedIn)]
public sealed class InviteModel(
    MaillageDb db,
    InvitePerson invitePerson,
    MissionForm missionForm,
    MailChannel mail,
    Journal journal,
    IOptions<SiteSettings> site,
    TimeProvider time
) : PageModel
{
    public static readonly IReadOnlyList<Choice> Roles =
    [
        .. Enum.GetValues<OrganisationRole>()
            .Select(role => new Choice(role.ToString(), RoleWords.Capital(RoleWords.Of(role)))),
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

    public bool IsMade { get; private set; }

    /// <summary>To be given by hand, shown once; null when it leaves by e-mail.</summary>
    public string? Link { get; private set; }

    /// <summary>True where the link leaves by e-mail.</summary>
    public bool HasMail => mail.IsOn;

    /// <summary>What was typed of a volunteer's mission.</summary>
    [BindProperty]
    public MissionForm.Fields Typed { get; set; } = new();

    /// <summary>Those of the team who may follow a volunteer.</summary>
    public IReadOnlyList<Choice> Referents { get; private set; } = [];

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
        Referents = await missionForm.Referents(Id, except: null, HttpContext.RequestAborted);
        await journal.ReadNames(
            HttpContext.Person(),
            MissionForm.AccountsOf(Referents),
            "choisir qui suit un bénévole",
            HttpContext.RequestAborted
        );
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Role is not null && !Roles.Any(choice => choice.Value == Role))
        {
            ModelState.AddModelError("role", "Choisissez un rôle");
        }

        Mission? mission = null;
        if (Role == nameof(OrganisationRole.Volunteer))
        {
            var (typed, problems) = missionForm.Read(Typed, Referents, time.TodayInParis());
            mission = typed;
            foreach (var (field, sentence) in problems)
            {
                ModelState.AddModelError(field, sentence);
            }
        }

        if (ModelState.IsValid)
        {
            var secret = await invitePerson.IntoOrganisation(
                Email!,
                Id,
                Enum.Parse<OrganisationRole>(Role!),
                HttpContext.Person().AccountId,
                mission,
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

using System.Globalization;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Changes until when a volunteer's mission lasts and who follows it.</summary>
[Authorize(Access.SignedIn)]
public sealed class MissionModel(MaillageDb db, MissionForm missionForm, Journal journal, TimeProvider time) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    [FromQuery(Name = "appartenance")]
    public Guid MembershipId { get; set; }

    [BindProperty]
    public MissionForm.Fields Typed { get; set; } = new();

    public string OrganisationName { get; private set; } = "";

    public string VolunteerName { get; private set; } = "";

    public IReadOnlyList<Choice> Referents { get; private set; } = [];

    private Membership Membership { get; set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        var today = time.TodayInParis();
        var found = await (
            from m in db.Memberships
            where m.Id == MembershipId && m.OrganisationId == Id && m.Role == OrganisationRole.Volunteer
            where m.EndedOn == null || m.EndedOn > today
            join account in db.Accounts on m.AccountId equals account.Id
            join organisation in db.Organisations on m.OrganisationId equals organisation.Id
            select new
            {
                Membership = m,
                account.Name,
                Organisation = organisation.Name,
            }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null || !HttpContext.Person().MayInviteInto(Id))
        {
            context.Result = NotFound();
            return;
        }

        (Membership, VolunteerName, OrganisationName) = (found.Membership, found.Name, found.Organisation);
        Referents = await missionForm.Referents(Id, Membership.AccountId, cancellation);
        await journal.Read(
            nameof(Account),
            [Membership.AccountId, .. MissionForm.AccountsOf(Referents).OfType<Guid>()],
            [nameof(Account.Name), nameof(Membership.EndedOn), nameof(Membership.ReferentId)],
            "suivre une mission",
            cancellation
        );
        await next();
    }

    public void OnGet() =>
        Typed = new MissionForm.Fields
        {
            Until = Membership.EndedOn?.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Referent = Membership.ReferentId?.ToString(),
        };

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        // A mission that is over today ends by the button of the team, which says so.
        var (mission, problems) = missionForm.Read(
            Typed with
            {
                From = null,
            },
            Referents,
            Latest(Membership.From, time.TodayInParis())
        );
        foreach (var (field, sentence) in problems)
        {
            ModelState.AddModelError(field, sentence);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        Membership.Plan(mission.Until, mission.ReferentId);
        await db.SaveChangesAsync(cancellation);
        return Redirect(AccountUrls.Team(Id));
    }

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;
}

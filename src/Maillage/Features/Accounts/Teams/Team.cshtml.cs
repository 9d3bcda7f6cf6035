using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.Teams;

/// <summary>An organisation and its team, for those who belong to it and for coordinators (équipe).</summary>
[Authorize(Access.SignedIn)]
public sealed class TeamModel(
    MaillageDb db,
    EndMembership endMembership,
    InvitePerson invitePerson,
    PendingInvitations pendingInvitations,
    Journal journal,
    IOptions<SiteSettings> site,
    TimeProvider time
) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public Header Organisation { get; private set; } = null!;

    public string Number =>
        Organisation.Siret is { } siret ? $"SIRET {siret}"
        : Organisation.Rna is { } rna ? $"RNA {rna}"
        : "Sans numéro";

    public bool MayInvite { get; private set; }

    /// <summary>Administrators alone: whoever chooses a password holds every right of its owner.</summary>
    public bool MayGivePassword => HttpContext.Person().IsAdministrator;

    /// <summary>The link just made, shown once, and whom it is for.</summary>
    public string? Link { get; private set; }

    public string? LinkFor { get; private set; }

    public IReadOnlyList<Member> People { get; private set; } = [];

    /// <summary>For those who may invite; nobody else is shown the addresses.</summary>
    public IReadOnlyList<PendingInvitation> Pending { get; private set; } = [];

    public IReadOnlyList<Relative> Branches { get; private set; } = [];

    /// <summary>The organisation of which this one is a branch.</summary>
    public Relative? Parent { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var person = HttpContext.Person();
        var found = await db
            .Organisations.Where(o => o.Id == Id)
            .Select(o => new Header(o.Id, o.Name, o.Siret, o.Rna))
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (found is null || !person.MaySee(Id))
        {
            context.Result = NotFound();
            return;
        }

        (Organisation, MayInvite) = (found, person.MayInviteInto(Id));
        await next();
    }

    public async Task OnGet(CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var found = await (
            from m in db.Memberships
            where m.OrganisationId == Id && (m.EndedOn == null || m.EndedOn > today)
            join account in db.Accounts on m.AccountId equals account.Id
            orderby account.Name
            select new { Membership = m, account.Name }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var names = found
            .Where(row => row.Membership.From <= today)
            .DistinctBy(row => row.Membership.AccountId)
            .ToDictionary(row => row.Membership.AccountId, row => row.Name);
        People =
        [
            .. found.Select(row => new Member(
                row.Membership.Id,
                row.Membership.AccountId,
                row.Name,
                row.Membership.Role,
                row.Membership.From,
                row.Membership.From > today,
                row.Membership.EndedOn?.AddDays(-1),
                // A referent who has left is no referent any more.
                row.Membership.ReferentId
                    is { } referent
                    ? names.GetValueOrDefault(referent)
                    : null
            )),
        ];
        var person = HttpContext.Person();
        await journal.Read(
            nameof(Account),
            [.. People.Select(p => p.AccountId).Where(id => id != person.AccountId).Distinct()],
            [nameof(Account.Name), nameof(Membership.Role)],
            "voir une équipe",
            cancellation
        );
        Pending = MayInvite ? await pendingInvitations.IntoOrganisation(Id, cancellation) : [];
        var relatives = await db
            .Organisations.Where(o =>
                o.ParentId == Id || db.Organisations.Any(branch => branch.Id == Id && branch.ParentId == o.Id)
            )
            .OrderBy(o => o.Name)
            .Select(o => new
            {
                o.Id,
                o.Name,
                IsBranch = o.ParentId == Id,
            })
            .ToListAsync(cancellation);
        Branches = [.. relatives.Where(o => o.IsBranch).Select(o => new Relative(o.Id, o.Name, person.MaySee(o.Id)))];
        Parent = relatives
            .Where(o => !o.IsBranch)
            .Select(o => new Relative(o.Id, o.Name, person.MaySee(o.Id)))
            .FirstOrDefault();
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "membership")] Guid membership,
        [FromForm(Name = "invitation")] Guid invitation,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        if (gesture == "motdepasse")
        {
            return await GivePassword(membership, cancellation);
        }

        var isDone =
            MayInvite
            && (
                gesture == "annuler"
                    ? await pendingInvitations.Withdraw(invitation, i => i.OrganisationId == Id, cancellation)
                    : await endMembership.Run(Id, membership, cancellation)
            );
        return isDone ? Redirect(AccountUrls.Team(Id)) : NotFound();
    }

    private async Task<IActionResult> GivePassword(Guid membership, CancellationToken cancellation)
    {
        var member = await (
            from m in db.Memberships
            where m.Id == membership && m.OrganisationId == Id
            join account in db.Accounts on m.AccountId equals account.Id
            select new { account.Name, account.Email }
        ).SingleOrDefaultAsync(cancellation);
        if (member?.Email is null || !MayGivePassword)
        {
            return NotFound();
        }

        var person = HttpContext.Person();
        var secret = await invitePerson.ToNewPassword(member.Email, person.AccountId, cancellation);
        (Link, LinkFor) = (site.Value.PublicUrl + AccountUrls.Invitation(secret!), member.Name);
        await OnGet(cancellation);
        return Page();
    }

    /// <summary>What the page says of an organisation.</summary>
    public sealed record Header(Guid Id, string Name, string? Siret, string? Rna);

    /// <summary>An organisation above or below, which only some may open.</summary>
    public sealed record Relative(Guid Id, string Name, bool MayOpen);

    /// <summary>A person of the team.</summary>
    /// <param name="IsToCome">True where the rights begin later.</param>
    /// <param name="Until">The last day of a mission.</param>
    /// <param name="Referent">Who follows a volunteer.</param>
    public sealed record Member(
        Guid Id,
        Guid AccountId,
        string Name,
        OrganisationRole Role,
        DateOnly From,
        bool IsToCome,
        DateOnly? Until,
        string? Referent
    );
}

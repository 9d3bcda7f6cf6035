using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>An organisation and its team, for those who belong to it and for coordinators (équipe).</summary>
[Authorize(Access.SignedIn)]
public sealed class TeamModel(MaillageDb db, EndMembership endMembership, TimeProvider time) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public Header Organisation { get; private set; } = null!;

    public string Number =>
        Organisation.Siret is { } siret ? $"SIRET {siret}"
        : Organisation.Rna is { } rna ? $"RNA {rna}"
        : "Sans numéro";

    public bool MayInvite { get; private set; }

    public IReadOnlyList<Member> People { get; private set; } = [];

    public IReadOnlyList<Header> Branches { get; private set; } = [];

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
        People = await (
            from m in db.Memberships
            where m.OrganisationId == Id && m.From <= today && (m.EndedOn == null || m.EndedOn > today)
            join account in db.Accounts on m.AccountId equals account.Id
            orderby account.Name
            select new Member(m.Id, account.Name, m.Role, m.From)
        ).ToListAsync(cancellation);
        Branches = await db
            .Organisations.Where(o => o.ParentId == Id)
            .OrderBy(o => o.Name)
            .Select(o => new Header(o.Id, o.Name, o.Siret, o.Rna))
            .ToListAsync(cancellation);
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "membership")] Guid membership,
        CancellationToken cancellation
    ) =>
        MayInvite && await endMembership.Run(Id, membership, cancellation)
            ? Redirect(AccountUrls.Team(Id))
            : NotFound();

    /// <summary>What the page says of an organisation.</summary>
    public sealed record Header(Guid Id, string Name, string? Siret, string? Rna);

    /// <summary>A person of the team.</summary>
    public sealed record Member(Guid Id, string Name, OrganisationRole Role, DateOnly From);
}

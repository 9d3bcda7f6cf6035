using Maillage.Data;
using Maillage.Features.Accounts.Teams;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Roles;

/// <summary>Who has which role of the network, territory by territory (rôles du réseau).</summary>
[Authorize(Access.RoleGiver)]
public sealed class ListModel(
    MaillageDb db,
    RoleRights rights,
    EndNetworkRole endRole,
    PendingInvitations pendingInvitations,
    Journal journal,
    TimeProvider time
) : PageModel
{
    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public IReadOnlyList<PendingInvitation> Pending { get; private set; } = [];

    /// <summary>Why the role was not ended, in a sentence.</summary>
    public string? Refusal { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var today = time.TodayInParis();
        var found = await (
            from role in db.NetworkRoles.AsNoTracking()
            where role.From <= today && (role.EndedOn == null || role.EndedOn > today)
            join account in db.Accounts on role.AccountId equals account.Id
            orderby account.Name
            select new { Role = role, account.Name }
        ).ToListAsync(cancellation);
        var seen = found.Where(row => rights.MaySee(person, row.Role.Kind, row.Role.Territory)).ToList();
        await journal.Read(
            nameof(Account),
            [.. seen.Select(row => row.Role.AccountId).Where(id => id != person.AccountId).Distinct()],
            [nameof(Account.Name), nameof(NetworkRole.Kind), nameof(NetworkRole.Territory)],
            "voir les rôles du réseau",
            cancellation
        );
        Pending =
        [
            .. (
                await pendingInvitations.IntoNetwork(
                    (kind, territory) => rights.MayEnd(person, kind, territory),
                    cancellation
                )
            ).Select(i => i with { Territory = rights.NameOf(i.Territory!) }),
        ];
        Groups =
        [
            .. seen.GroupBy(row => row.Role.Territory)
                .OrderByDescending(group => group.First().Role.IsOfDepartement)
                .ThenBy(group => rights.NameOf(group.Key), StringComparer.Ordinal)
                .Select(group => new Group(
                    group.Key,
                    rights.NameOf(group.Key),
                    [
                        .. group
                            .OrderByDescending(row => row.Role.Kind)
                            .Select(row => new Row(
                                row.Role.Id,
                                row.Name,
                                RoleWords.Of(row.Role.Kind),
                                FrenchTypography.Day(row.Role.From, "d MMMM yyyy"),
                                rights.MayEnd(person, row.Role.Kind, row.Role.Territory)
                            )),
                    ]
                )),
        ];
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "role")] Guid role,
        [FromForm(Name = "invitation")] Guid invitation,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        if (gesture == "annuler")
        {
            var isWithdrawn = await pendingInvitations.Withdraw(
                invitation,
                i =>
                    i is { NetworkRole: { } kind, Territory: { } where }
                    && rights.MayEnd(HttpContext.Person(), kind, where),
                cancellation
            );
            return isWithdrawn ? Redirect(AccountUrls.Roles) : NotFound();
        }

        switch (await endRole.Run(role, HttpContext.Person(), cancellation))
        {
            case EndRoleOutcome.Ended:
                return Redirect(AccountUrls.Roles);
            case EndRoleOutcome.NotTheirs:
                return NotFound();
            case EndRoleOutcome.LastAdministrator:
                Refusal = "C’est la dernière personne qui administre : donnez d’abord ce rôle à quelqu’un d’autre.";
                break;
            case EndRoleOutcome.SomebodyWasFaster:
                Refusal = "Quelqu’un retirait un rôle au même moment : recommencez.";
                break;
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await OnGet(cancellation);
        return Page();
    }

    /// <summary>A territory and those who have a role there.</summary>
    public sealed record Group(string Code, string Name, IReadOnlyList<Row> Rows);

    /// <summary>One role of one person.</summary>
    public sealed record Row(Guid Id, string Name, string Role, string Since, bool MayEnd);
}

using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>The organisations that the person belongs to; all of them for a coordinator.</summary>
[Authorize(Access.SignedIn)]
public sealed class ListModel(MaillageDb db, TimeProvider time) : PageModel
{
    public bool MayCreate { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var today = time.TodayInParis();
        MayCreate = person.IsCoordinator || person.IsAdministrator;
        var mine = person.Memberships.Select(m => m.OrganisationId).ToList();
        Rows = await db
            .Organisations.Where(o => MayCreate || mine.Contains(o.Id))
            .OrderBy(o => o.Name)
            .Select(o => new Row(
                o.Id,
                o.Name,
                db.Organisations.Where(parent => parent.Id == o.ParentId)
                    .Select(parent => parent.Name)
                    .FirstOrDefault(),
                db.Memberships.Count(m =>
                    m.OrganisationId == o.Id && m.From <= today && (m.EndedOn == null || m.EndedOn > today)
                )
            ))
            .ToListAsync(cancellation);
    }

    /// <summary>An organisation with the size of its team.</summary>
    public sealed record Row(Guid Id, string Name, string? Parent, int People);
}

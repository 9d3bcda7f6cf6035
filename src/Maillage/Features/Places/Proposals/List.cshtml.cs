using Maillage.Features.Accounts;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Proposals;

/// <summary>The places that people propose in the communes that one coordinates, the oldest first (file des propositions).</summary>
[Authorize(Access.Coordinator)]
public sealed class ListModel(ProposalsInHand proposalsInHand) : PageModel
{
    private const int Shown = 30;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        var waiting = proposalsInHand.Of(HttpContext.Person()).Where(p => p.ClosedAt == null);
        Total = await waiting.CountAsync(cancellation);
        var found = await waiting
            .OrderBy(p => p.CreatedAt)
            .Take(Shown)
            .Select(p => new
            {
                p.Id,
                p.Name,
                p.Insee,
                p.CommuneName,
                p.Where,
                p.CreatedAt,
            })
            .ToListAsync(cancellation);
        var alone = HttpContext.Person().IsAdministrator
            ? await proposalsInHand.WithoutCoordinator(found.Select(p => p.Insee).Distinct(), cancellation)
            : new HashSet<string>();
        Rows =
        [
            .. found.Select(p => new Row(
                p.Id,
                p.Name,
                $"{p.Where}, {p.CommuneName}",
                $"proposé le {FrenchTypography.Day(ParisTime.DayAt(p.CreatedAt))}",
                alone.Contains(p.Insee) ? p.CommuneName : null
            )),
        ];
    }

    /// <summary>A proposal that waits for a decision.</summary>
    /// <param name="Alone">The commune, where nobody coordinates it.</param>
    public sealed record Row(Guid Id, string Name, string Where, string Since, string? Alone);
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>The lists that are remembered and the imports, the latest first (imports).</summary>
[Authorize(Access.Coordinator)]
public sealed class ListModel(MaillageDb db, ImportInHand importInHand) : PageModel
{
    private const int Shown = 30;

    public IReadOnlyList<ImportList> Lists { get; private set; } = [];

    public IReadOnlyList<ImportRun> Runs { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        Lists = [.. (await importInHand.Lists(person, cancellation)).Take(Shown)];
        // Without the previews, which weigh far more than what is shown.
        var all = await db
            .ImportRuns.AsNoTracking()
            .OrderByDescending(r => r.StartedAt)
            .Select(r => new ImportRun
            {
                Id = r.Id,
                Origin = r.Origin,
                StartedAt = r.StartedAt,
                State = r.State,
                ListName = r.ListName,
                Territories = r.Territories,
                Stopped = r.Stopped,
                Created = r.Created,
                Updated = r.Updated,
                Unchanged = r.Unchanged,
                Gone = r.Gone,
                Rejected = r.Rejected,
                Outside = r.Outside,
            })
            .ToListAsync(cancellation);
        Runs = [.. all.Where(run => person.MaySee(run.Territories)).Take(Shown)];
    }

    internal static string Words(ImportRun run) =>
        string.Join(
            ". ",
            new[]
            {
                ParisTime.Words(run.StartedAt),
                run.Stopped?.TrimEnd('.'),
                string.Join(", ", run.Counted().Select(one => $"{one.Number} {one.Words}")),
            }.Where(part => !string.IsNullOrEmpty(part))
        );
}

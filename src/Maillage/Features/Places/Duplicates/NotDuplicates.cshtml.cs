using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Audit;
using Maillage.Features.Shared;
using Maillage.Features.Territories;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>The pairs called « pas un doublon », by whom and when; each can be proposed again (paires écartées).</summary>
[Authorize(Access.SignedIn)]
public sealed class NotDuplicatesModel(
    MaillageDb db,
    DecideDuplicate decideDuplicate,
    TerritoryMap map,
    Journal journal
) : PageModel
{
    private const int PageSize = 20;

    public PageOf Paging { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        var pairs = db.PairsOf(HttpContext.Person(), map, DuplicateState.NotDuplicate);
        Paging = PageOf.Read(page, await pairs.CountAsync(cancellation), PageSize);
        var found = await pairs
            .OrderByDescending(pair => pair.Proposal.DecidedAt)
            .ThenBy(pair => pair.Proposal.Id)
            .Skip(Paging.Skip)
            .Take(PageSize)
            .Select(pair => new
            {
                Pair = pair,
                Who = db.Accounts.Where(a => a.Id == pair.Proposal.DecidedBy).Select(a => a.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        await journal.ReadNames(
            HttpContext.Person(),
            found.Where(row => row.Who is not null).Select(row => row.Pair.Proposal.DecidedBy),
            "voir qui a écarté un doublon",
            cancellation
        );
        Rows =
        [
            .. found.Select(row => new Row(
                row.Pair.Proposal.Id,
                row.Pair.FirstName,
                row.Pair.SecondName,
                row.Pair.FirstCommune,
                row.Pair.Proposal.DecidedAt is { } at
                    ? $"Écarté le {FrenchTypography.Day(ParisTime.DayAt(at), "d MMMM yyyy")} par {row.Who ?? "un compte fermé"}"
                    : ""
            )),
        ];
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "paire")] Guid pair, CancellationToken cancellation)
    {
        var isMine = await db.PairsOf(HttpContext.Person(), map, DuplicateState.NotDuplicate)
            .AnyAsync(p => p.Proposal.Id == pair, cancellation);
        if (!isMine)
        {
            return NotFound();
        }

        await decideDuplicate.Reconsider(pair, cancellation);
        return Redirect(PlaceUrls.Duplicate(pair));
    }

    /// <summary>A pair that was put aside.</summary>
    public sealed record Row(Guid Id, string First, string Second, string? Commune, string Decided);
}

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

/// <summary>The merges made on one's territory, the latest first (fusions).</summary>
[Authorize(Access.SignedIn)]
public sealed class MergesModel(MaillageDb db, TerritoryMap map, Journal journal) : PageModel
{
    private const int PageSize = 25;

    public PageOf Paging { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        var mine = db.PlacesToMerge(HttpContext.Person(), map);
        var merges =
            from merge in db.PlaceMerges.AsNoTracking()
            join kept in mine on merge.KeptPlaceId equals kept.Id
            join merged in mine on merge.MergedPlaceId equals merged.Id
            select new
            {
                merge.Id,
                merge.At,
                merge.SeparatedAt,
                By = (Guid?)merge.AccountId,
                Kept = kept.Name,
                Merged = merged.Name,
                Who = db.Accounts.Where(a => a.Id == merge.AccountId).Select(a => a.Name).FirstOrDefault(),
            };
        Paging = PageOf.Read(page, await merges.CountAsync(cancellation), PageSize);
        var found = await merges
            .OrderByDescending(m => m.At)
            .ThenBy(m => m.Id)
            .Skip(Paging.Skip)
            .Take(PageSize)
            .ToListAsync(cancellation);
        await journal.ReadNames(
            HttpContext.Person(),
            found.Where(m => m.Who is not null).Select(m => m.By),
            "voir qui a réuni des lieux",
            cancellation
        );
        Rows =
        [
            .. found.Select(m => new Row(
                m.Id,
                m.Kept,
                m.Merged,
                $"Le {FrenchTypography.Day(ParisTime.DayAt(m.At), "d MMMM yyyy")} par {m.Who ?? "un compte fermé"}",
                m.SeparatedAt is not null
            )),
        ];
    }

    /// <summary>A merge of the list.</summary>
    public sealed record Row(Guid Id, string Kept, string Merged, string When, bool IsSeparated);
}

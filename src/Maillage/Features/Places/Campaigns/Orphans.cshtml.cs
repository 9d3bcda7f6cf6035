using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Places that nobody looks after and that no list feeds any more (lieux orphelins).</summary>
[Authorize(Access.Coordinator)]
public sealed class OrphansModel(PickPlaces pickPlaces) : PageModel
{
    private const int PageSize = 25;

    public PageOf Paging { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        var orphans = pickPlaces.Orphans(HttpContext.Person());
        Paging = PageOf.Read(page, await orphans.CountAsync(cancellation), PageSize);
        var found = await orphans
            .OrderBy(p => p.GoneAt != null)
            .ThenBy(p => p.VerifiedOn != null)
            .ThenBy(p => p.VerifiedOn)
            .ThenBy(p => p.Id)
            .Skip(Paging.Skip)
            .Take(PageSize)
            .Select(p => new
            {
                p.Slug,
                p.Name,
                p.CommuneName,
                p.GoneAt,
                p.VerifiedOn,
            })
            .ToListAsync(cancellation);
        Rows =
        [
            .. found.Select(p => new Row(
                p.Slug,
                p.Name,
                p.CommuneName,
                p.GoneAt is { } gone
                        ? $"Sorti de l’annuaire le {FrenchTypography.Day(ParisTime.DayAt(gone), "d MMMM yyyy")}"
                    : p.VerifiedOn is { } day ? $"Vérifié le {FrenchTypography.Day(day, "d MMMM yyyy")}"
                    : "Jamais vérifié",
                p.GoneAt is null
            )),
        ];
    }

    /// <summary>A place of the list.</summary>
    public sealed record Row(string Slug, string Name, string? Commune, string Why, bool IsInDirectory);
}

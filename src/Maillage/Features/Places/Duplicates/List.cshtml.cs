using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Features.Territories;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>The pairs that may be one place, on one's territory, the most certain first (doublons proposés).</summary>
[Authorize(Access.SignedIn)]
public sealed class ListModel(MaillageDb db, DecideDuplicate decideDuplicate, TerritoryMap map) : PageModel
{
    public const int PageSize = 15;

    public PageOf Paging { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>What was typed to compare two places.</summary>
    public (string? One, string? Other) Typed { get; private set; }

    public Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation) =>
        Show(page, cancellation);

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "premier")] string? one,
        [FromForm(Name = "second")] string? other,
        CancellationToken cancellation
    )
    {
        Typed = (one, other);
        var first = await Find("premier", one, cancellation);
        var second = await Find("second", other, cancellation);
        if (first is { } a && second is { } b)
        {
            if (a != b)
            {
                var person = HttpContext.Person();
                return Redirect(
                    PlaceUrls.Duplicate(await decideDuplicate.Compare(a, b, person.AccountId, cancellation))
                );
            }

            ModelState.AddModelError("second", "C’est la même page : donnez l’adresse de l’autre lieu");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(page: null, cancellation);
        return Page();
    }

    private async Task<Guid?> Find(string field, string? typed, CancellationToken cancellation)
    {
        var slug = (typed ?? "").Trim().TrimEnd('/').Split('/')[^1].Split('?')[0];
        var found = await db.PlacesToMerge(HttpContext.Person(), map)
            .Where(p => p.Slug == slug && p.GoneAt == null)
            .Select(p => (Guid?)p.Id)
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            ModelState.AddModelError(field, "Aucun de vos lieux n’a cette adresse de page");
        }

        return found;
    }

    private async Task Show(string? page, CancellationToken cancellation)
    {
        var pairs = db.PairsOf(HttpContext.Person(), map, DuplicateState.Proposed);
        Paging = PageOf.Read(page, await pairs.CountAsync(cancellation), PageSize);
        var found = await pairs
            .OrderByDescending(pair => pair.Proposal.Score)
            .ThenBy(pair => pair.Proposal.Id)
            .Skip(Paging.Skip)
            .Take(PageSize)
            .ToListAsync(cancellation);
        Rows =
        [
            .. found.Select(pair => new Row(
                pair.Proposal.Id,
                pair.FirstName,
                pair.FirstCommune,
                pair.SecondName,
                pair.SecondCommune,
                pair.Proposal.ProposedBy is not null
                    ? "Rapprochés par une personne"
                    : pair.Proposal.Score.ToString("P0", CultureInfo.CurrentCulture) + " de chances",
                [.. pair.Proposal.Reasons.OrderByDescending(r => r.Points).Take(3).Select(r => r.Sentence())]
            )),
        ];
    }

    /// <summary>A pair of the list.</summary>
    public sealed record Row(
        Guid Id,
        string First,
        string? FirstCommune,
        string Second,
        string? SecondCommune,
        string Score,
        IReadOnlyList<string> Reasons
    );
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>The campaigns of one's territory, the latest first (campagnes).</summary>
[Authorize(Access.Coordinator)]
public sealed class ListModel(MaillageDb db, TerritoryMap map, TimeProvider time) : PageModel
{
    private const int Shown = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var now = time.GetUtcNow().UtcDateTime;
        var all = await db.Campaigns.AsNoTracking().OrderByDescending(c => c.StartedAt).ToListAsync(cancellation);
        var mine = all.Where(c => person.MaySee(c, map)).Take(Shown).ToList();
        var ids = mine.ConvertAll(c => c.Id);
        var counts = await db
            .Verifications.Where(v => ids.Contains(v.CampaignId))
            .GroupBy(v => v.CampaignId)
            .Select(group => new
            {
                group.Key,
                Total = group.Count(),
                Answered = group.Count(v => v.AnsweredAt != null),
            })
            .ToDictionaryAsync(group => group.Key, cancellation);
        Rows =
        [
            .. mine.Select(c => new Row(
                c.Id,
                c.Name,
                $"Depuis le {FrenchTypography.Day(ParisTime.DayAt(c.StartedAt), "d MMMM yyyy")}. {c.Picked}",
                counts.TryGetValue(c.Id, out var count)
                    ? $"{count.Answered} réponse{(count.Answered > 1 ? "s" : "")} sur {count.Total}"
                    : "Aucun lieu",
                c.IsOver(now)
            )),
        ];
    }

    /// <summary>A campaign of the list.</summary>
    public sealed record Row(Guid Id, string Name, string Why, string Answers, bool IsOver);
}

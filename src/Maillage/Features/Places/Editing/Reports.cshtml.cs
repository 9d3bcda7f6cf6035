using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>The errors that people signalled on the places one looks after, the oldest first (file des signalements).</summary>
[Authorize(Access.SignedIn)]
public sealed class ReportsModel(MaillageDb db, PlaceInHand placeInHand, CloseReport closeReport, Journal journal)
    : PageModel
{
    private const int Shown = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var places = placeInHand.Of(HttpContext.Person());
        var found = await db
            .PlaceReports.AsNoTracking()
            .Where(r => r.ClosedAt == null)
            .Join(
                places,
                r => r.PlaceId,
                p => p.Id,
                (r, p) =>
                    new
                    {
                        Report = r,
                        p.Slug,
                        p.Name,
                    }
            )
            .OrderBy(row => row.Report.Id)
            .Take(Shown)
            .ToListAsync(cancellation);
        foreach (var row in found.Where(row => row.Report.ReplyTo is not null))
        {
            await journal.Read(
                nameof(PlaceReport),
                row.Report.Id,
                [nameof(PlaceReport.ReplyTo)],
                "répondre à un signalement",
                cancellation
            );
        }

        Rows =
        [
            .. found.Select(row => new Row(
                row.Report.Id,
                row.Slug,
                row.Name,
                row.Report.Message,
                row.Report.ReplyTo,
                closeReport.ReachedBy(row.Report.ReplyTo) is not null,
                "signalé le " + ParisTime.At(row.Report.CreatedAt).ToString("d MMMM", CultureInfo.CurrentCulture)
            )),
        ];
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "signalement")] Guid report,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        ReportEnd? end = gesture switch
        {
            "corrige" => ReportEnd.Corrected,
            "exact" => ReportEnd.NothingWrong,
            _ => null,
        };
        var isMine = await db
            .PlaceReports.Where(r => r.Id == report)
            .Join(placeInHand.Of(HttpContext.Person()), r => r.PlaceId, p => p.Id, (r, _) => r.Id)
            .AnyAsync(cancellation);
        if (end is null || !isMine)
        {
            return NotFound();
        }

        await closeReport.Run(report, end.Value, HttpContext.Person().AccountId, cancellation);
        return Redirect(PlaceUrls.Reports);
    }

    /// <summary>A report that waits for an answer.</summary>
    public sealed record Row(
        Guid Id,
        string Slug,
        string Place,
        string Message,
        string? ReplyTo,
        bool IsToldByMessage,
        string Since
    );
}

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
public sealed class ReportsModel(
    MaillageDb db,
    PlaceInHand placeInHand,
    ReportsInHand reportsInHand,
    CloseReport closeReport,
    TakeReport takeReport,
    ReplyWay replyWay,
    Journal journal
) : PageModel
{
    /// <summary>More would make a page too heavy for old phones.</summary>
    private const int Shown = 12;

    /// <summary>The place asked for; null for all those that wait for the person.</summary>
    [FromQuery(Name = "lieu")]
    public string? Slug { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public bool IsCoordinator => HttpContext.Person() is { IsCoordinator: true } or { IsAdministrator: true };

    public Task OnGet(CancellationToken cancellation) => Show(cancellation);

    private async Task Show(CancellationToken cancellation)
    {
        var waiting = reportsInHand.Of(HttpContext.Person(), Slug);
        Total = await waiting.CountAsync(cancellation);
        var found = await waiting
            .OrderBy(row => row.Report.CreatedAt)
            .ThenBy(row => row.Report.Id)
            .Take(Shown)
            .ToListAsync(cancellation);
        await journal.Read(
            nameof(PlaceReport),
            [.. found.Where(row => row.Report.ReplyTo is not null).Select(row => row.Report.Id)],
            [nameof(PlaceReport.ReplyTo)],
            "répondre à un signalement",
            cancellation
        );

        Rows =
        [
            .. found.Select(row => new Row(
                row.Report,
                row.Place,
                replyWay.To(row.Report.ReplyTo) is not null,
                row.Report.MayBeTaken(row.Place),
                "signalé le " + ParisTime.At(row.Report.CreatedAt).ToString("d MMMM", CultureInfo.CurrentCulture)
            )),
        ];
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "signalement")] Guid report,
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vu")] string? seen,
        CancellationToken cancellation
    )
    {
        ReportEnd? end = gesture switch
        {
            "corrige" or "reprendre" => ReportEnd.Corrected,
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

        var account = HttpContext.Person().AccountId;
        if (gesture != "reprendre")
        {
            await closeReport.Run(report, end.Value, account, cancellation);
            return Again();
        }

        var problem = await takeReport.Run(report, SeenInForm(seen), account, cancellation) switch
        {
            TakeOutcome.Done => null,
            TakeOutcome.AlreadySettled => "Quelqu’un a déjà répondu à ce signalement",
            TakeOutcome.SomebodyWasFaster => "Quelqu’un vient de modifier ce lieu. Relisez, puis recommencez",
            TakeOutcome.CannotBeRead => "Cette valeur s’écrit à la main, sur la page du lieu",
        };
        if (problem is null)
        {
            return Again();
        }

        ModelState.AddModelError("", problem);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(cancellation);
        return Page();
    }

    private RedirectResult Again() =>
        Redirect(string.IsNullOrEmpty(Slug) ? PlaceUrls.Reports : PlaceUrls.ReportsOf(Uri.EscapeDataString(Slug)));

    private static DateTime SeenInForm(string? seen) =>
        long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : default;

    /// <summary>A report that waits for an answer, beside what the page says today.</summary>
    /// <param name="MayBeTaken">True where one press writes what would be right.</param>
    public sealed record Row(PlaceReport Report, Place Place, bool IsToldByMessage, bool MayBeTaken, string Since)
    {
        /// <summary>Which state of the place is shown.</summary>
        public string Seen => Place.ModifiedAt.Ticks.ToString(CultureInfo.InvariantCulture);

        /// <summary>The field that is wrong, where the person said it and it is one.</summary>
        public PlaceField? Field => Report.Fact?.Field();

        public string? Fact => Report.Fact?.Words();

        /// <summary>The end of the address of the question that asks for it.</summary>
        public string? Question => Field?.Question();
    }
}

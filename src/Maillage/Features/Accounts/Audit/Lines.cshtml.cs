using System.Globalization;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Audit;

/// <summary>The lines of the journal, the latest first, for administrators; opening it is itself a line (lire le journal).</summary>
[Authorize(Access.Administrator)]
public sealed class LinesModel(MaillageDb db, Journal journal) : PageModel
{
    private const int PageSize = 40;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    [FromQuery(Name = "du")]
    public string? From { get; set; }

    [FromQuery(Name = "au")]
    public string? To { get; set; }

    /// <summary>Words of a name, or an e-mail: who acted.</summary>
    [FromQuery(Name = "personne")]
    public string? Who { get; set; }

    /// <summary>A kind of things.</summary>
    [FromQuery(Name = "sorte")]
    public string? Subject { get; set; }

    /// <summary>The number of one thing: what happened to it, who read it.</summary>
    [FromQuery(Name = "chose")]
    public string? Thing { get; set; }

    public int Number { get; private set; } = 1;

    public bool HasMore { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public Seals State { get; private set; } = null!;

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        Number =
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked is > 0 and < 100000
                ? asked
                : 1;
        var lines = await Matching(cancellation);
        var found = await lines
            .OrderByDescending(l => l.At)
            .ThenByDescending(l => l.Id)
            .Skip((Number - 1) * PageSize)
            .Take(PageSize + 1)
            .ToListAsync(cancellation);
        HasMore = found.Count > PageSize;
        var ids = found.SelectMany(l => new[] { l.AccountId, l.OnBehalfOf }).OfType<Guid>().Distinct().ToList();
        var names = await db
            .Accounts.Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancellation);
        State = await ReadSeals(cancellation);
        // Whoever watches is watched: the people whose acts are shown stand in the line.
        await journal.Read(
            nameof(Journal),
            [Guid.Empty, .. names.Keys.Order()],
            [nameof(Account.Name), nameof(JournalLine.Action)],
            "lire le journal",
            cancellation
        );
        Rows =
        [
            .. found
                .Take(PageSize)
                .Select(l => new Row(
                    l.Id,
                    ParisTime.At(l.At).ToString("d MMM yyyy, H 'h' mm", CultureInfo.CurrentCulture),
                    NameOf(l.AccountId, names) ?? "Personne de connecté",
                    NameOf(l.OnBehalfOf, names),
                    JournalWords.Of(l.Channel),
                    $"{JournalWords.Subject(l.Subject)} {JournalWords.Action(l.Action)}",
                    [.. l.AlsoRead.Prepend(l.SubjectId).Where(id => id != Guid.Empty)],
                    l.Fields,
                    l.Reason,
                    l.Segment
                )),
        ];
    }

    /// <summary>The same search, one page further or back.</summary>
    public string Address(int page)
    {
        var parts = new List<string>();
        foreach (
            var (name, value) in new[]
            {
                ("du", From),
                ("au", To),
                ("personne", Who),
                ("sorte", Subject),
                ("chose", Thing),
            }
        )
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return $"{AccountUrls.JournalPath}?{string.Join('&', parts)}";
    }

    private async Task<IQueryable<JournalLine>> Matching(CancellationToken cancellation)
    {
        var lines = db.JournalLines.AsNoTracking();
        if (Day(From) is { } first)
        {
            var start = ParisTime.StartOf(first);
            lines = lines.Where(l => l.At >= start);
        }

        if (Day(To) is { } last)
        {
            var end = ParisTime.StartOf(last.AddDays(1));
            lines = lines.Where(l => l.At < end);
        }

        if (!string.IsNullOrWhiteSpace(Who))
        {
            var email = Who.Trim().ToUpperInvariant();
            var words = Slug.From(Who);
            // In memory: SQLite knows no capital of an accented letter.
            var all = await db
                .Accounts.Select(a => new
                {
                    a.Id,
                    a.Name,
                    a.NormalizedEmail,
                })
                .ToListAsync(cancellation);
            var people = all.Where(a =>
                    a.NormalizedEmail == email
                    || (words.Length > 0 && Slug.From(a.Name).Contains(words, StringComparison.Ordinal))
                )
                .Select(a => (Guid?)a.Id)
                .ToList();
            lines = lines.Where(l => people.Contains(l.AccountId));
        }

        if (!string.IsNullOrWhiteSpace(Subject))
        {
            lines = lines.Where(l => l.Subject == Subject);
        }

        if (!string.IsNullOrWhiteSpace(Thing))
        {
            // What is no number finds nothing, rather than everything.
            var id = Guid.TryParse(Thing, out var thing) ? thing : Guid.AllBitsSet;
            lines = lines.Where(l => l.SubjectId == id || l.AlsoRead.Contains(id));
        }

        return lines;
    }

    private async Task<Seals> ReadSeals(CancellationToken cancellation)
    {
        var segments = await db
            .JournalSegments.GroupBy(s => s.ExpiredAt != null)
            .Select(g => new { IsExpired = g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        return new Seals(
            segments.Where(s => !s.IsExpired).Sum(s => s.Count),
            segments.Where(s => s.IsExpired).Sum(s => s.Count),
            await db.JournalLines.CountAsync(l => l.Segment == null, cancellation),
            await db
                .JournalSegments.OrderByDescending(s => s.Number)
                .Select(s => s.Hash)
                .FirstOrDefaultAsync(cancellation)
        );
    }

    private static string? NameOf(Guid? id, Dictionary<Guid, string> names) =>
        id is null ? null : names.GetValueOrDefault(id.Value, "Un compte fermé");

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day >= Earliest
        && day <= Latest
            ? day
            : null;

    /// <summary>How much of the journal is sealed.</summary>
    /// <param name="Sealed">Segments whose lines are kept.</param>
    /// <param name="Expired">Segments whose lines were deleted at their term.</param>
    /// <param name="Waiting">Lines not sealed yet.</param>
    /// <param name="Head">Hash of the last segment; null before the first.</param>
    public sealed record Seals(int Sealed, int Expired, int Waiting, string? Head);

    /// <summary>One line, in words; ids and names of fields as they are.</summary>
    public sealed record Row(
        Guid Id,
        string When,
        string Who,
        string? OnBehalfOf,
        string Channel,
        string What,
        IReadOnlyList<Guid> Things,
        IReadOnlyList<string> Fields,
        string? Reason,
        long? Segment
    );
}

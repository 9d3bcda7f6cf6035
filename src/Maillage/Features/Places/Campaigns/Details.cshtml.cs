using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Audit;
using Maillage.Features.Shared;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>How far a campaign is: sent, answered, corrected, not reached; each place with who answered and when.</summary>
[Authorize(Access.Coordinator)]
public sealed class DetailsModel(MaillageDb db, CampaignInHand campaignInHand, Journal journal, TimeProvider time)
    : PageModel
{
    private const int PageSize = 25;

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public Campaign Campaign { get; private set; } = null!;

    public bool IsOver { get; private set; }

    public string Term { get; private set; } = "";

    public IReadOnlyList<(VerificationState State, int Count)> Counts { get; private set; } = [];

    public int Sent { get; private set; }

    public int Answered { get; private set; }

    public int Corrected { get; private set; }

    /// <summary>Called in vain, or written to without an answer until the end.</summary>
    public int NotReached { get; private set; }

    public int ToCall { get; private set; }

    public VerificationState? State { get; private set; }

    public PageOf Paging { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await campaignInHand.Find(Id, HttpContext.Person(), HttpContext.RequestAborted) is not { } campaign)
        {
            context.Result = NotFound();
            return;
        }

        Campaign = campaign;
        await next();
    }

    public async Task OnGet(string? etat, [FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        IsOver = Campaign.IsOver(now);
        var last = FrenchTypography.Day(ParisTime.DayAt(Campaign.EndedAt ?? Campaign.EndsAt), "d MMMM yyyy");
        Term = IsOver ? $"Terminée le {last}." : $"Les liens servent jusqu’au {last}.";
        State =
            Enum.TryParse<VerificationState>(etat, ignoreCase: true, out var state) && Enum.IsDefined(state)
                ? state
                : null;
        var mine = db.Verifications.AsNoTracking().Where(v => v.CampaignId == Id);
        var groups = await mine.GroupBy(v => new
            {
                v.State,
                IsSent = v.Sent > 0,
                IsCalled = v.Calls > 0,
            })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellation);
        Counts =
        [
            .. Enum.GetValues<VerificationState>()
                .Select(s => (s, groups.Where(g => g.Key.State == s).Sum(g => g.Count)))
                .Where(pair => pair.Item2 > 0),
        ];
        Sent = groups.Where(g => g.Key.IsSent).Sum(g => g.Count);
        Answered = groups.Where(g => VerificationWords.IsAnswer(g.Key.State)).Sum(g => g.Count);
        Corrected = groups.Where(g => g.Key.State == VerificationState.Corrected).Sum(g => g.Count);
        ToCall = groups.Where(g => g.Key.State == VerificationState.ToCall).Sum(g => g.Count);
        NotReached = groups
            .Where(g =>
                g.Key.State == VerificationState.ToCall && (g.Key.IsCalled || IsOver)
                || (g.Key.State is VerificationState.Asked or VerificationState.Waiting && IsOver)
            )
            .Sum(g => g.Count);
        Paging = PageOf.Read(
            page,
            State is { } wanted ? Counts.Where(c => c.State == wanted).Sum(c => c.Count) : Counts.Sum(c => c.Count),
            PageSize
        );
        var shown = State is { } only ? mine.Where(v => v.State == only) : mine;
        var found = await (
            from verification in shown
            join place in db.Places on verification.PlaceId equals place.Id
            orderby verification.AnsweredAt descending, verification.Id
            select new
            {
                verification.Id,
                verification.State,
                verification.AnsweredAt,
                verification.AnsweredBy,
                verification.Calls,
                verification.Sent,
                place.Name,
                place.CommuneName,
                Who = db.Accounts.Where(a => a.Id == verification.AnsweredBy).Select(a => a.Name).FirstOrDefault(),
            }
        )
            .Skip(Paging.Skip)
            .Take(PageSize)
            .ToListAsync(cancellation);
        await journal.ReadNames(
            HttpContext.Person(),
            found.Where(v => v.Who is not null).Select(v => v.AnsweredBy),
            "suivre une campagne",
            cancellation
        );
        Rows =
        [
            .. found.Select(v => new Row(
                v.Id,
                v.Name,
                v.CommuneName,
                v.State,
                v.AnsweredAt is { } at
                        ? $"Répondu le {FrenchTypography.Day(ParisTime.DayAt(at), "d MMMM")} {(v.AnsweredBy is null ? "par le lien reçu" : $"au téléphone, noté par {v.Who ?? "un compte fermé"}")}"
                    : v.Calls > 0 ? $"{v.Calls} appel{(v.Calls > 1 ? "s" : "")} sans réponse"
                    : v.Sent > 1 ? $"{v.Sent - 1} relance{(v.Sent > 2 ? "s" : "")}"
                    : ""
            )),
        ];
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (gesture == "terminer")
        {
            var campaign = await db.Campaigns.SingleAsync(c => c.Id == Id, cancellation);
            campaign.End(HttpContext.Person().AccountId, time.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellation);
        }

        return Redirect(PlaceUrls.Campaign(Id));
    }

    public string Address(VerificationState? state, int number) =>
        PageOf.Address(PlaceUrls.Campaign(Id), number, ("etat", state?.ToString()));

    /// <summary>A place of the campaign.</summary>
    public sealed record Row(Guid Id, string Place, string? Commune, VerificationState State, string Why);
}

/// <summary>How the states of a question are said.</summary>
public static class VerificationWords
{
    public static string Words(this VerificationState state) =>
        state switch
        {
            VerificationState.Waiting => "Message en préparation",
            VerificationState.Asked => "Sans réponse",
            VerificationState.ToCall => "À appeler",
            VerificationState.Confirmed => "Tout est exact",
            VerificationState.Proposed => "Correction à relire",
            VerificationState.Corrected => "Corrigé",
            VerificationState.Dismissed => "Correction écartée",
            VerificationState.Withdrawn => "Lieu retiré",
        };

    /// <summary>True where the place has said something.</summary>
    public static bool IsAnswer(VerificationState state) =>
        state
            is VerificationState.Confirmed
                or VerificationState.Proposed
                or VerificationState.Corrected
                or VerificationState.Dismissed;
}

using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>The call sheet of a campaign: whom to call, what to read out, three buttons for what was said.</summary>
[Authorize(Access.Coordinator)]
public sealed class CallsModel(
    MaillageDb db,
    CampaignInHand campaignInHand,
    CallSheet callSheet,
    AnswerVerification answerVerification,
    CampaignLetters letters,
    MessageSignatures signatures
) : PageModel
{
    private const int PageSize = 12;

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public Campaign Campaign { get; private set; } = null!;

    public PageOf Paging { get; private set; } = null!;

    /// <summary>True where the whole sheet is shown, to be printed.</summary>
    public bool IsWhole { get; private set; }

    public IReadOnlyList<CallRow> Rows { get; private set; } = [];

    /// <summary>False while no key is set: a printed link would open nothing after the next restart.</summary>
    public bool MayWrite => signatures.Last;

    /// <summary>How many letters wait to be posted.</summary>
    public int ToPost { get; private set; }

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

    public async Task OnGet([FromQuery(Name = "page")] string? page, string? tout, CancellationToken cancellation)
    {
        IsWhole = tout == "oui";
        var total = await callSheet.Count(Id, cancellation);
        Paging = PageOf.Read(page, total, IsWhole ? Math.Max(1, total) : PageSize);
        ToPost = (await letters.ToPost(Id, cancellation)).Count;
        Rows = await callSheet.Read(Id, Paging.Skip, IsWhole ? Math.Max(1, total) : PageSize, cancellation);
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "verification")] Guid verification,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        CallOutcome? outcome = gesture switch
        {
            "exact" => CallOutcome.AllRight,
            "corrige" => CallOutcome.Corrected,
            "rappeler" => CallOutcome.NoAnswer,
            _ => null,
        };
        var slug = await (
            from v in db.Verifications
            join place in db.Places on v.PlaceId equals place.Id
            where v.Id == verification && v.CampaignId == Id
            select place.Slug
        ).SingleOrDefaultAsync(cancellation);
        if (gesture == "lettre" && slug is not null)
        {
            // Where a colleague was faster, the sheet says what is left to do.
            var isWritten = signatures.Last && await letters.Write(Campaign, verification, cancellation);
            return Redirect(isWritten ? PlaceUrls.Letters(Id) : PlaceUrls.Calls(Id));
        }

        if (outcome is not { } said || slug is null)
        {
            return NotFound();
        }

        var noted = await answerVerification.Called(
            verification,
            said,
            HttpContext.Person().AccountId,
            "la coordination du réseau",
            cancellation
        );
        return Redirect(said == CallOutcome.Corrected && noted ? PlaceUrls.Manage(slug) : PlaceUrls.Calls(Id));
    }
}

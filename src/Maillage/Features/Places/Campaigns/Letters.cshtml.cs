using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Letters of a campaign that wait to be printed and posted.</summary>
[Authorize(Access.Coordinator)]
public sealed class LettersModel(CampaignInHand campaignInHand, CampaignLetters letters) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public IReadOnlyList<LetterRow> Rows { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await campaignInHand.Find(Id, HttpContext.Person(), HttpContext.RequestAborted) is null)
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }

    public async Task OnGet(CancellationToken cancellation) => Rows = await letters.ToPost(Id, cancellation);

    public async Task<IActionResult> OnPost([FromForm(Name = "lettre")] Guid letter, CancellationToken cancellation) =>
        await letters.Posted(Id, letter, cancellation) ? Redirect(PlaceUrls.Letters(Id)) : NotFound();
}

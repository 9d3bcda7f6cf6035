using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Inhabitants;

/// <summary>Gives an inhabitant a reference and a code, shown once: on paper, or read aloud.</summary>
[Authorize(Accounts.Access.Helper)]
public sealed class GiveModel(MaillageDb db, GiveAccess giveAccess, IOptions<SiteSettings> site) : PageModel
{
    [BindProperty(Name = "structure")]
    public string? Organisation { get; set; }

    [BindProperty(Name = "reference")]
    public string? Reference { get; set; }

    public IReadOnlyList<Choice> Organisations { get; private set; } = [];

    public GiveAccess.Given? Given { get; private set; }

    public string OrganisationName { get; private set; } = "";

    /// <summary>Where the person goes, as one reads it on paper.</summary>
    public string PublicAddress => site.Value.PublicUrl.Split("://")[^1] + InhabitantUrls.Open;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var ids = HttpContext.Person().HelpsFor;
        Organisations = await db
            .Organisations.Where(o => ids.Contains(o.Id))
            .OrderBy(o => o.Name)
            .Select(o => new Choice(o.Id.ToString(), o.Name))
            .ToListAsync(HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        if (gesture == "code")
        {
            await GiveCode(cancellation);
        }
        else
        {
            await GiveNew(cancellation);
        }

        if (Given is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Page();
    }

    private async Task GiveNew(CancellationToken cancellation)
    {
        var chosen = Organisations.Count == 1 ? Organisations[0].Value : Organisation;
        if (Organisations.FirstOrDefault(choice => choice.Value == chosen) is not { } organisation)
        {
            ModelState.AddModelError("structure", "Choisissez votre structure");
            return;
        }

        OrganisationName = organisation.Text;
        Given = await giveAccess.Run(Guid.Parse(organisation.Value), HttpContext.Person().AccountId, cancellation);
    }

    private async Task GiveCode(CancellationToken cancellation)
    {
        Given = await giveAccess.Again(Reference ?? "", HttpContext.Person().HelpsFor, cancellation);
        OrganisationName = "la structure qui vous l’a donné";
        if (Given is null)
        {
            ModelState.AddModelError("reference", "Votre structure n’a pas donné cette référence : vérifiez-la");
        }
    }
}

using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Inhabitants;

/// <summary>Gives an inhabitant a reference and a code, shown once: on paper, read aloud, or by SMS too.</summary>
[Authorize(Accounts.Access.Helper)]
public sealed class GiveModel(MaillageDb db, GiveAccess giveAccess) : PageModel
{
    [BindProperty(Name = "structure")]
    public string? Organisation { get; set; }

    [BindProperty(Name = "reference")]
    public string? Reference { get; set; }

    public IReadOnlyList<Choice> Organisations { get; private set; } = [];

    public GiveAccess.Given? Given { get; private set; }

    public string OrganisationName { get; private set; } = "";

    /// <summary>Where a new reference and its code are sent too; empty where they are only shown.</summary>
    [BindProperty(Name = "mobile")]
    public string? Mobile { get; set; }

    /// <summary>The same, for another code.</summary>
    [BindProperty(Name = "autre-mobile")]
    public string? OtherMobile { get; set; }

    public bool HasSms => giveAccess.HasSms;

    public bool IsSent { get; private set; }

    /// <summary>Where the person goes, as one reads it on paper.</summary>
    public string PublicAddress => giveAccess.Where;

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

        if (!TryMobile(Mobile, "mobile", out var mobile))
        {
            return;
        }

        OrganisationName = organisation.Text;
        Given = await giveAccess.Run(
            Guid.Parse(organisation.Value),
            HttpContext.Person().AccountId,
            mobile,
            cancellation
        );
    }

    private async Task GiveCode(CancellationToken cancellation)
    {
        if (!TryMobile(OtherMobile, "autre-mobile", out var mobile))
        {
            return;
        }

        Given = await giveAccess.Again(Reference ?? "", HttpContext.Person().HelpsFor, mobile, cancellation);
        OrganisationName = "la structure qui vous l’a donné";
        if (Given is null)
        {
            ModelState.AddModelError("reference", "Votre structure n’a pas donné cette référence : vérifiez-la");
        }
    }

    private bool TryMobile(string? typed, string field, out MessageAddress? mobile)
    {
        mobile = giveAccess.Mobile(typed);
        IsSent = mobile is not null;
        if (IsSent || string.IsNullOrWhiteSpace(typed))
        {
            return true;
        }

        ModelState.AddModelError(field, "Ce n’est pas un numéro de mobile : vérifiez-le, ou laissez vide");
        return false;
    }
}

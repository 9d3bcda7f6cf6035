using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Adds an organisation to the network.</summary>
[Authorize(Access.Coordinator)]
public sealed class NewModel(CreateOrganisation createOrganisation) : PageModel
{
    [BindProperty(Name = "name")]
    [Required(ErrorMessage = "Écrivez le nom de la structure")]
    [StringLength(300, ErrorMessage = "Ce nom est trop long")]
    public string? Name { get; set; }

    [BindProperty(Name = "number")]
    public string? Number { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (ModelState.IsValid)
        {
            var (outcome, id) = await createOrganisation.Run(Name!.Trim(), Number, parentId: null, cancellation);
            switch (outcome)
            {
                case OrganisationOutcome.Created:
                    return Redirect(AccountUrls.Team(id));
                case OrganisationOutcome.AlreadyKnown:
                    ModelState.AddModelError("number", "Une structure du réseau a déjà ce numéro");
                    break;
                case OrganisationOutcome.WrongNumber:
                    ModelState.AddModelError("number", "Ce numéro n’est ni un SIRET ni un RNA : vérifiez les chiffres");
                    break;
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

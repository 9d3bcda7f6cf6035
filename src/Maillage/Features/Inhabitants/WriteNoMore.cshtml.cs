using System.ComponentModel.DataAnnotations;
using Maillage.Design.Forms;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Inhabitants;

/// <summary>
/// Notes, in two steps, that somebody has died or left, so that nothing more is written to them; or that it was a mistake
/// (ne plus écrire). What is on the list is never shown: the answer is the same for any address.
/// </summary>
[Authorize(Accounts.Access.Helper)]
public sealed class WriteNoMoreModel(StopAddress stopAddress) : PageModel
{
    private const string Mistake = "erreur";

    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        new(nameof(StopReason.Died), "La personne est décédée"),
        new(nameof(StopReason.Left), "Elle est partie, ou n’a plus cette adresse"),
        new(Mistake, "C’était une erreur : lui écrire à nouveau"),
    ];

    [BindProperty(Name = "adresse")]
    [Required(ErrorMessage = "Écrivez un numéro de mobile ou une adresse e-mail")]
    public string? Address { get; set; }

    [BindProperty(Name = "raison")]
    [Required(ErrorMessage = "Dites ce qui est arrivé")]
    public string? Reason { get; set; }

    /// <summary>False where nothing could be kept: no message leaves this site yet.</summary>
    public bool Lasts => stopAddress.Lasts;

    /// <summary>The address as it was understood, to be read again; null before it was.</summary>
    public string? Read { get; private set; }

    public bool IsDone { get; private set; }

    public bool IsMistake => Reason == Mistake;

    /// <summary>What was chosen, in its own words.</summary>
    public string? Chosen => Reasons.FirstOrDefault(choice => choice.Value == Reason)?.Text;

    public void OnGet() { }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        var address = MessageAddress.Read(Address);
        if (Address is not null && address is null)
        {
            ModelState.AddModelError(
                "adresse",
                "Ce n’est ni un numéro de mobile ni une adresse e-mail complète : vérifiez"
            );
        }

        if (Reason is not null && Chosen is null)
        {
            ModelState.AddModelError("raison", "Dites ce qui est arrivé");
        }

        if (!ModelState.IsValid || gesture == "changer" || !Lasts)
        {
            Response.StatusCode = gesture == "changer" ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
            return Page();
        }

        Read = address!.Value;
        if (gesture == "confirmer")
        {
            await (
                IsMistake
                    ? stopAddress.Mistaken(address, cancellation)
                    : stopAddress.Ended(address, Enum.Parse<StopReason>(Reason!), cancellation)
            );
            IsDone = true;
        }

        return Page();
    }
}

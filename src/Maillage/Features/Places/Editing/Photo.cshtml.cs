using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Uploads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>The photo of a place, with the words for those who do not see it (la photo du lieu).</summary>
[Authorize(Access.SignedIn)]
[RequestSizeLimit(Largest)]
public sealed class PhotoModel(MaillageDb db, PlaceInHand placeInHand, SetPhoto setPhoto) : PageModel
{
    /// <summary>More than any setting allows of a picture, so that too large a one gets a sentence.</summary>
    private const long Largest = 60_000_000;

    private const string Overtaken =
        "Quelqu’un vient de changer la photo de ce lieu : la voici. Recommencez si la vôtre est meilleure";

    [FromRoute(Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(Name = "photo")]
    [Required(ErrorMessage = "Choisissez une photo")]
    public IFormFile? Sent { get; set; }

    [BindProperty(Name = "texte")]
    [Required(ErrorMessage = "Écrivez ce que l’on voit sur la photo, en une phrase")]
    [StringLength(PlacePhoto.LongestAlternative, ErrorMessage = "Écrivez 200 caractères au plus")]
    public string? Alternative { get; set; }

    public Place Place { get; private set; } = null!;

    public PlacePhoto? Photo { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await placeInHand.Find(Slug, HttpContext.Person(), HttpContext.RequestAborted) is not { } place)
        {
            context.Result = NotFound();
            return;
        }

        Place = place;
        Photo = await db
            .PlacePhotos.AsNoTracking()
            .SingleOrDefaultAsync(p => p.PlaceId == place.Id, HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "vue")] string? seen,
        CancellationToken cancellation
    )
    {
        Guid? picture = Guid.TryParse(seen, out var id) ? id : null;
        if (gesture == "retirer")
        {
            ModelState.Clear();
            if (await setPhoto.Remove(Place.Id, HttpContext.Person().AccountId, picture, cancellation))
            {
                return Redirect(PlaceUrls.SetPhoto(Slug));
            }

            ModelState.AddModelError("photo", Overtaken);
        }
        else if (ModelState.IsValid)
        {
            await using var sent = Sent!.OpenReadStream();
            var outcome = await setPhoto.Run(
                Place.Id,
                HttpContext.Person().AccountId,
                picture,
                sent,
                Alternative!.Trim(),
                cancellation
            );
            if (outcome is { Picture: PictureOutcome.Kept, SomebodyWasFaster: false })
            {
                return Redirect(PlaceUrls.SetPhoto(Slug));
            }

            ModelState.AddModelError("photo", outcome.SomebodyWasFaster ? Overtaken : Sentence(outcome.Picture));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private static string Sentence(PictureOutcome outcome) =>
        outcome switch
        {
            PictureOutcome.TooLarge => "Cette photo est trop lourde : choisissez-en une de 10 Mo au plus",
            PictureOutcome.Infected => "L’antivirus a refusé ce fichier",
            PictureOutcome.ScannerAway =>
                "L’antivirus ne répond pas : rien n’a été gardé. Réessayez dans quelques minutes",
            PictureOutcome.NotAPicture or PictureOutcome.Kept =>
                "Ce fichier n’est pas une photo que nous pouvons lire : choisissez une image JPEG, PNG ou WebP",
        };
}

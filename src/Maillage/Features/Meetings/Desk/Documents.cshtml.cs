using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Platform.Text;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>What is left of a workshop or an event: documents to read, recordings to watch (documents et enregistrements).</summary>
[Authorize(Access.Helper)]
public sealed class DocumentsModel(MaillageDb db, OffersInHand offersInHand, TimeProvider time) : PageModel
{
    private const string Remove = "retirer";

    public static IReadOnlyList<Choice> Kinds { get; } =
    [new(nameof(DocumentKind.Document), "Un document"), new(nameof(DocumentKind.Replay), "Un enregistrement à revoir")];

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    /// <summary>Made with the form: sent twice, it adds once.</summary>
    [BindProperty(Name = "envoi")]
    public Guid FormId { get; set; }

    [BindProperty(Name = "sorte")]
    public string? Kind { get; set; }

    [BindProperty(Name = "titre")]
    public string? Heading { get; set; }

    [BindProperty(Name = "adresse")]
    public string? Address { get; set; }

    public Offer Offer { get; private set; } = null!;

    public IReadOnlyList<OfferDocument> Rows { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        if (await offersInHand.FindToChange(Id, HttpContext.Person(), cancellation) is not { } offer)
        {
            context.Result = NotFound();
            return;
        }

        Offer = offer;
        Rows = await db
            .OfferDocuments.Where(d => d.OfferId == Id)
            .OrderBy(d => d.AddedAt)
            .ThenBy(d => d.Id)
            .ToListAsync(cancellation);
        await next();
    }

    public void OnGet() => (FormId, Kind) = (Guid.CreateVersion7(), nameof(DocumentKind.Document));

    public async Task<IActionResult> OnPost([FromForm(Name = Remove)] Guid? removed, CancellationToken cancellation)
    {
        if (removed is { } id)
        {
            db.OfferDocuments.RemoveRange(Rows.Where(row => row.Id == id));
            await db.SaveChangesAsync(cancellation);
            return Redirect(MeetingDeskUrls.Documents(Id));
        }

        var (title, link) = (TypedText.LineOf(Heading), TypedLink.Read(Address));
        if (title is not { Length: <= OfferDocument.LongestTitle })
        {
            ModelState.AddModelError("titre", $"Donnez un titre, en {OfferDocument.LongestTitle} caractères au plus");
        }

        if (link is null)
        {
            ModelState.AddModelError(
                "adresse",
                "Écrivez l’adresse entière où on le trouve, par exemple https://exemple.fr/programme"
            );
        }

        if (Rows.Count >= OfferDocument.Most)
        {
            ModelState.AddModelError("", $"Il y en a déjà {OfferDocument.Most} : retirez-en avant d’en ajouter");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var added = SentOnce.IdOf(
            $"{HttpContext.Person().AccountId:N}{Id:N}{FormId:N}",
            new
            {
                Kind,
                title,
                link,
            }
        );
        if (Rows.All(row => row.Id != added))
        {
            db.OfferDocuments.Add(
                new OfferDocument
                {
                    Id = added,
                    OfferId = Id,
                    Kind = Kind == nameof(DocumentKind.Replay) ? DocumentKind.Replay : DocumentKind.Document,
                    Title = title!,
                    Address = link!,
                    AddedAt = time.GetUtcNow().UtcDateTime,
                }
            );
            await db.SaveChangesAsync(cancellation);
        }

        return Redirect(MeetingDeskUrls.Documents(Id));
    }
}

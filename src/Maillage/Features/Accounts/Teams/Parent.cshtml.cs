using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Says of which organisation another is a branch (rattachement).</summary>
[Authorize(Access.SignedIn)]
public sealed class ParentModel(MaillageDb db, AttachOrganisation attachOrganisation) : PageModel
{
    private const int Shown = 20;
    private const string None = "aucune";

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    /// <summary>Words of the name, or the number, of the organisation looked for.</summary>
    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    public string OrganisationName { get; private set; } = "";

    /// <summary>The choice made or standing: an id, or « aucune ».</summary>
    public string Chosen { get; private set; } = None;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    /// <summary>True where there are more than are shown.</summary>
    public bool AreMore { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        var person = HttpContext.Person();
        var found = await db
            .Organisations.Where(o => o.Id == Id)
            .Select(o => new
            {
                o.Name,
                o.ParentId,
                Parent = db.Organisations.Where(p => p.Id == o.ParentId).Select(p => p.Name).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellation);
        if (found is null || !person.MayInviteInto(Id))
        {
            context.Result = NotFound();
            return;
        }

        OrganisationName = found.Name;
        Chosen = found.ParentId?.ToString() ?? None;
        var candidates = attachOrganisation.Candidates(person).Where(o => o.Id != Id && o.Id != found.ParentId);
        // In memory: SQLite knows no capital of an accented letter.
        var words = Slug.From(Words ?? "");
        var number = string.Concat((Words ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        var shown = (
            await candidates
                .OrderBy(o => o.Name)
                .Select(o => new
                {
                    o.Id,
                    o.Name,
                    o.Siret,
                    o.Rna,
                })
                .ToListAsync(cancellation)
        ).Where(o => o.Siret == number || o.Rna == number || Slug.From(o.Name).Contains(words, StringComparison.Ordinal)).Take(Shown + 1).ToList();
        AreMore = shown.Count > Shown;
        Choices =
        [
            new Choice(None, "Aucune : elle est indépendante"),
            .. found.ParentId is { } parent ? [new Choice(parent.ToString(), found.Parent!)] : Array.Empty<Choice>(),
            .. shown.Take(Shown).Select(o => new Choice(o.Id.ToString(), o.Name)),
        ];
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost([FromForm(Name = "parent")] string? parent, CancellationToken cancellation)
    {
        Guid? id = null;
        if (parent != None)
        {
            if (!Guid.TryParse(parent, out var chosen))
            {
                return Refused("Choisissez une structure, ou aucune");
            }

            id = chosen;
        }

        return await attachOrganisation.Run(Id, id, HttpContext.Person(), cancellation) switch
        {
            AttachOutcome.Attached => Redirect(AccountUrls.Team(Id)),
            AttachOutcome.NotTheirs => Refused("Choisissez une structure, ou aucune"),
            AttachOutcome.Circle => Refused(
                $"Cette structure est elle-même rattachée à « {OrganisationName} » : choisissez-en une autre"
            ),
            AttachOutcome.SomebodyWasFaster => Refused(
                "Quelqu’un rattachait une structure au même moment : recommencez"
            ),
        };
    }

    private PageResult Refused(string sentence)
    {
        ModelState.AddModelError("parent", sentence);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

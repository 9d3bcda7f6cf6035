using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Imports;

/// <summary>A page on which somebody says what a list holds; once the list is read there is nothing left to say.</summary>
public abstract class ImportStepModel(ImportInHand importInHand) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public ImportRun Run { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await importInHand.Find(Id, HttpContext.Person(), HttpContext.RequestAborted) is not { } run)
        {
            context.Result = NotFound();
            return;
        }

        if (run is not { State: ImportState.Matching, Match: not null })
        {
            context.Result = Redirect(PlaceUrls.Import(Id));
            return;
        }

        if (HttpMethods.IsPost(Request.Method))
        {
            // What the night began is in the hands of whoever answers: it is shown to them before it is applied.
            run.AccountId ??= HttpContext.Person().AccountId;
        }

        Run = run;
        await next();
    }

    /// <summary>Journals that values of the list, as somebody gave it, are about to be read: some may be of people.</summary>
    protected Task NoteExamples(Journal journal, CancellationToken cancellation) =>
        journal.Read(nameof(ImportRun), Id, [nameof(ImportRun.Preview)], "lire des exemples d’une liste", cancellation);

    /// <summary>The page again, with sentences.</summary>
    protected PageResult Refused(string field, params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            ModelState.AddModelError(field, sentence);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

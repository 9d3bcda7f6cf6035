using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Features.Shared;
using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Maillage.Features.Places.Imports;

/// <summary>
/// The columns of a list, the first values of each and what it is taken for. Each is changed on a page of its own: a list
/// of choices beside every column would weigh too much for an old phone.
/// </summary>
[Authorize(Access.Coordinator)]
public sealed class ColumnsModel(
    ImportInHand importInHand,
    MatchColumns matchColumns,
    DecideImport decideImport,
    Journal journal
) : ImportStepModel(importInHand)
{
    private const int PageSize = 30;

    public PageOf Paging { get; private set; } = null!;

    internal IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        await NoteExamples(journal, cancellation);
        Fill(page);
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromQuery(Name = "page")] string? page,
        CancellationToken cancellation
    )
    {
        if (gesture == "laisser")
        {
            await decideImport.Leave(Run, cancellation);
            return Redirect(PlaceUrls.Imports);
        }

        var wrong = await matchColumns.EndColumns(Run, cancellation);
        if (wrong.Count > 0)
        {
            Fill(page);
            return Refused("", wrong);
        }

        return Redirect(Run.State == ImportState.Matching ? PlaceUrls.ImportValues(Id) : PlaceUrls.Import(Id));
    }

    private void Fill(string? page)
    {
        var columns = ImportPreview.Of(Run).Columns;
        var match = ColumnMatch.Read(Run.Match!);
        Paging = PageOf.Read(page, columns.Count, PageSize);
        Rows =
        [
            .. columns
                .Index()
                .Skip(Paging.Skip)
                .Take(PageSize)
                .Select(one => new Row(
                    one.Index + 1,
                    one.Item.Name,
                    string.Join(" · ", one.Item.Values),
                    ColumnTargets.Find(match.Columns.FirstOrDefault(c => c.Name == one.Item.Name)?.Target)
                )),
        ];
    }

    /// <summary>A column of the list.</summary>
    internal sealed record Row(int Number, string Name, string Examples, ColumnTarget? Target);
}

using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Maillage.Features.Places.Imports;

/// <summary>What one column of a list is.</summary>
[Authorize(Access.Coordinator)]
public sealed class ColumnModel(ImportInHand importInHand, MatchColumns matchColumns, Journal journal)
    : ImportStepModel(importInHand)
{
    /// <summary>Rank of the column, from 1.</summary>
    [FromRoute(Name = "number")]
    public int Number { get; set; }

    /// <summary>How many columns the list has.</summary>
    public int Count { get; private set; }

    public string Target { get; private set; } = "";

    internal ColumnExamples Column { get; private set; } = null!;

    internal static IEnumerable<IGrouping<string, ColumnTarget>> Groups { get; } =
    [.. ColumnTargets.Values.Concat(ColumnTargets.YesOrNo).GroupBy(target => target.Group, StringComparer.Ordinal)];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!Fill())
        {
            return NotFound();
        }

        await NoteExamples(journal, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "sens")] string? target,
        [FromForm(Name = "geste")] string? gesture,
        CancellationToken cancellation
    )
    {
        if (!Fill())
        {
            return NotFound();
        }

        if (await matchColumns.Set(Run, Column.Name, target ?? "", cancellation) is { } wrong)
        {
            return Refused("sens", wrong);
        }

        return Redirect(
            gesture == "suivante" && Number < Count
                ? PlaceUrls.ImportColumn(Id, Number + 1)
                : PlaceUrls.ImportColumns(Id)
        );
    }

    private bool Fill()
    {
        var columns = ImportPreview.Of(Run).Columns;
        Count = columns.Count;
        if (Number < 1 || Number > Count)
        {
            return false;
        }

        Column = columns[Number - 1];
        Target = ColumnMatch.Read(Run.Match!).Columns.FirstOrDefault(c => c.Name == Column.Name)?.Target ?? "";
        return true;
    }
}

using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Features.Shared;
using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Maillage.Features.Places.Imports;

/// <summary>What the values that the standard does not know become, a few at a time (tables de valeurs).</summary>
[Authorize(Access.Coordinator)]
public sealed class ValuesModel(ImportInHand importInHand, MatchColumns matchColumns, Journal journal)
    : ImportStepModel(importInHand)
{
    public const string Keep = "=";
    public const string LeaveOut = "-";

    /// <summary>Choices offered on one page, all values together: more would weigh too much for an old phone.</summary>
    private const int MostChoices = 300;

    /// <summary>What a value weighs beside its choices.</summary>
    private const int OwnWeight = 6;

    public PageOf Paging { get; private set; } = null!;

    internal IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        Fill(page);
        if (Rows.Count == 0)
        {
            return Redirect(PlaceUrls.ImportColumns(Id));
        }

        await NoteExamples(journal, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "valeur")] List<string?>? values,
        [FromForm(Name = "devient")] List<string?>? choices,
        [FromForm(Name = "rang")] string? page,
        CancellationToken cancellation
    )
    {
        Fill(page);
        if (Rows.Count == 0)
        {
            return Redirect(PlaceUrls.ImportColumns(Id));
        }

        // The columns may have been matched anew in another tab.
        if (
            choices?.Count != Rows.Count
            || values is null
            || !Rows.Select(row => row.Value.ReplaceLineEndings("\n"))
                // A browser sends the end of a line its own way.
                .SequenceEqual(values.Select(value => value?.ReplaceLineEndings("\n")), StringComparer.Ordinal)
        )
        {
            return Refused("", "Les colonnes ont changé entre-temps : répondez de nouveau");
        }

        var said = Rows.Zip(choices)
            .Select(pair =>
                pair.Second == LeaveOut ? (pair.First.Field, pair.First.Value, ValueFate.LeftOut, "")
                : pair.First.Terms.FirstOrDefault(term => term.Code == pair.Second) is { } term
                    ? (pair.First.Field, pair.First.Value, ValueFate.Translated, term.Label)
                : (pair.First.Field, pair.First.Value, ValueFate.Kept, "")
            );
        var isLast = Paging.Number >= Paging.Pages;
        if (await matchColumns.Translate(Run, said, isLast, cancellation) is { } late)
        {
            return Refused("", late);
        }

        return Redirect(isLast ? PlaceUrls.Import(Id) : PageOf.Address(PlaceUrls.ImportValues(Id), Paging.Number + 1));
    }

    private void Fill(string? page)
    {
        var tables = ColumnMatch.Read(Run.Match!).Tables;
        var pages = Pages([.. ImportPreview.Of(Run).Values.Select((value, rank) => RowOf(value, rank, tables))]);
        Paging = PageOf.Read(page, pages.Count, 1);
        Rows = pages.ElementAtOrDefault(Paging.Number - 1) ?? [];
    }

    private static List<List<Row>> Pages(List<Row> rows)
    {
        var pages = new List<List<Row>>();
        var weight = MostChoices;
        foreach (var row in rows)
        {
            var own = row.Terms.Count + OwnWeight;
            if (weight + own > MostChoices)
            {
                pages.Add([]);
                weight = 0;
            }

            pages[^1].Add(row);
            weight += own;
        }

        return pages;
    }

    private static Row RowOf(
        ValueToTranslate value,
        int rank,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> tables
    )
    {
        var vocabulary = ColumnTargets.Closed.First(one => one.Field == value.Field);
        var said = tables
            .GetValueOrDefault(value.Field)
            ?.Where(pair => Vocabulary.KeyOf(pair.Key) == Vocabulary.KeyOf(value.Value))
            .Select(pair => pair.Value)
            .FirstOrDefault();
        var chosen = said ?? value.Proposal;
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"valeur-{rank}"),
            value.Field,
            ColumnTargets.Find(value.Field)!.Label,
            value.Value,
            value.Count,
            vocabulary.Terms,
            chosen is null ? Keep
                : chosen.Length == 0 ? LeaveOut
                : vocabulary.Find(chosen)?.Code ?? Keep
        );
    }

    /// <summary>A value and what it may become.</summary>
    /// <param name="Chosen">A code of a term, or one of the two other answers.</param>
    internal sealed record Row(
        string Id,
        string Field,
        string Label,
        string Value,
        int Count,
        IReadOnlyList<Term> Terms,
        string Chosen
    );
}

namespace Maillage.Features.Places.Import;

/// <summary>The first records of a list, column by column (échantillon).</summary>
/// <param name="IsStandard">True where it is recognised as the standard.</param>
/// <param name="BuiltIn">As in <see cref="ListHead.BuiltIn"/>.</param>
internal sealed record ListSample(
    IReadOnlyList<SampledColumn> Columns,
    IReadOnlyList<RawRow> Rows,
    bool IsStandard,
    Mapping? BuiltIn
)
{
    private const int MostColumns = 200;

    /// <summary>Reads them; throws <see cref="UnreadableListException"/> for what is no list.</summary>
    public static async Task<ListSample> Read(Stream file, CancellationToken cancellation)
    {
        var list = await ListContent.Open(file, cancellation);
        await using var records = list.Rows(cancellation).GetAsyncEnumerator(cancellation);
        // A list that breaks off further on is told so when it is read whole.
        var head = await ListHead.Take(records);
        var rows = head.Rows.Where(row => row.Unreadable is null).ToList();
        if (rows.Count == 0)
        {
            throw head.Broken ?? new UnreadableListException("Aucune fiche n’a pu être lue dans cette liste.");
        }

        return new ListSample(
            [
                .. head
                    .Names.Take(MostColumns)
                    .Select(name => new SampledColumn(
                        name,
                        [
                            .. rows.Select(row => row.Cells.GetValueOrDefault(name)?.Trim())
                                .OfType<string>()
                                .Where(value => value.Length > 0),
                        ]
                    )),
            ],
            rows,
            head.IsStandard,
            head.BuiltIn
        );
    }
}

/// <summary>A column and what the first records hold in it, empty cells aside.</summary>
internal sealed record SampledColumn(string Name, IReadOnlyList<string> Values);

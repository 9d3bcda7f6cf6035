namespace Maillage.Features.Places.Import;

/// <summary>The first records of a list, column by column (échantillon).</summary>
internal sealed record ListSample(IReadOnlyList<SampledColumn> Columns, IReadOnlyList<RawRow> Rows)
{
    /// <summary>Enough to tell what a column holds.</summary>
    private const int MostRows = 500;

    private const int MostColumns = 200;

    /// <summary>Reads them; throws <see cref="UnreadableListException"/> for what is no list.</summary>
    public static async Task<ListSample> Read(Stream file, CancellationToken cancellation)
    {
        var list = await ListContent.Open(file, cancellation);
        var rows = new List<RawRow>();
        try
        {
            await foreach (
                var row in list.IsJson ? JsonRows.Read(list, cancellation) : CsvRows.Read(list, cancellation)
            )
            {
                if (row.Unreadable is null)
                {
                    rows.Add(row);
                }

                if (rows.Count == MostRows)
                {
                    break;
                }
            }
        }
        catch (UnreadableListException) when (rows.Count > 0)
        {
            // A list that breaks off further on is told so when it is read whole.
        }

        if (rows.Count == 0)
        {
            throw new UnreadableListException("Aucune fiche n’a pu être lue dans cette liste.");
        }

        // In JSON a record holds only the columns that it fills.
        var names = rows.SelectMany(row => row.Columns)
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostColumns);
        return new ListSample(
            [
                .. names.Select(name => new SampledColumn(
                    name,
                    [
                        .. rows.Select(row => row.Cells.GetValueOrDefault(name)?.Trim())
                            .OfType<string>()
                            .Where(value => value.Length > 0),
                    ]
                )),
            ],
            rows
        );
    }

    /// <summary>How the list is recognised by itself.</summary>
    public bool IsStandard => StandardFields.AreIn(Columns.Select(c => c.Name));

    /// <summary>The mapping that ships with the application and that knows these columns; null when none does.</summary>
    public Mapping? BuiltIn
    {
        get
        {
            var names = Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Mapping.BuiltIn.FirstOrDefault(one => one.RecognisedBy.All(names.Contains));
        }
    }
}

/// <summary>A column and what the first records hold in it, empty cells aside.</summary>
internal sealed record SampledColumn(string Name, IReadOnlyList<string> Values);

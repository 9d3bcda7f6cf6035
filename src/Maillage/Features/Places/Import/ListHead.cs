namespace Maillage.Features.Places.Import;

/// <summary>The first records of a list and what tells how it is read (début), the same for whoever shows or reads it.</summary>
/// <param name="Rows">In their order, with those that cannot be read.</param>
/// <param name="Names">Its columns: in JSON a record holds only those that it fills.</param>
/// <param name="Broken">Why the list goes no further; null where it does.</param>
internal sealed record ListHead(
    IReadOnlyList<RawRow> Rows,
    IReadOnlyList<string> Names,
    UnreadableListException? Broken
)
{
    /// <summary>Enough to tell what a column holds.</summary>
    private const int MostRows = 500;

    /// <summary>Takes the first rows, and leaves the others to be taken from the same place.</summary>
    public static async Task<ListHead> Take(IAsyncEnumerator<RawRow> rows)
    {
        var (taken, broken) = (new List<RawRow>(), (UnreadableListException?)null);
        try
        {
            while (taken.Count < MostRows && await rows.MoveNextAsync())
            {
                taken.Add(rows.Current);
            }
        }
        catch (UnreadableListException unreadable)
        {
            broken = unreadable;
        }

        var names = taken
            .Where(row => row.Unreadable is null)
            .SelectMany(row => row.Columns)
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return new ListHead(taken, [.. names], broken);
    }

    /// <summary>How the list is recognised by itself.</summary>
    public bool IsStandard => StandardFields.AreIn(Names);

    /// <summary>The mapping that ships with the application and that knows these columns; null when none does.</summary>
    public Mapping? BuiltIn
    {
        get
        {
            var names = Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Mapping.BuiltIn.FirstOrDefault(one => one.RecognisedBy.All(names.Contains));
        }
    }
}

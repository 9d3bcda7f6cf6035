using System.Runtime.CompilerServices;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Import;

/// <summary>Reads a list in CSV or JSON: the standard's columns, those of a known list, or any through a mapping.</summary>
internal sealed class TabularReader(TerritoryMap territories, DateOnly today)
{
    private readonly StandardReader standard = new(territories, today);

    /// <summary>Gives the records one by one; throws <see cref="UnreadableListException"/> where the list breaks off.</summary>
    public async IAsyncEnumerable<SourceRecord> Read(
        ListContent list,
        ReadingOptions options,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var rows = list.Rows(cancellation).GetAsyncEnumerator(cancellation);
        var head = await ListHead.Take(rows);
        var mapping = options.Mapping ?? Recognise(head);
        CheckColumns(list, mapping, head);
        foreach (var row in head.Rows.Where(row => IsTaken(row, mapping)))
        {
            yield return Record(row, mapping, options);
        }

        if (head.Broken is { } broken)
        {
            throw broken;
        }

        while (await rows.MoveNextAsync())
        {
            if (IsTaken(rows.Current, mapping))
            {
                yield return Record(rows.Current, mapping, options);
            }
        }
    }

    private static bool IsTaken(RawRow row, Mapping? mapping) =>
        mapping?.Only.All(condition => condition.IsMet(row)) != false;

    /// <summary>Null for the standard, and where there is nothing to recognise.</summary>
    private static Mapping? Recognise(ListHead head) =>
        head.Names.Count == 0 || head.IsStandard
            ? null
            : head.BuiltIn
                ?? throw new UnreadableListException(
                    $"Les colonnes ne sont pas celles du standard ({string.Join(", ", head.Names.Take(6))}…) : "
                        + "donnez une correspondance avec --mapping."
                );

    private static void CheckColumns(ListContent list, Mapping? mapping, ListHead head)
    {
        if (mapping is null || list.IsJson || head.Names.Count == 0)
        {
            return;
        }

        var missing = mapping.Columns.Except(head.Names, StringComparer.OrdinalIgnoreCase).FirstOrDefault();
        if (missing is not null)
        {
            throw new UnreadableListException(
                $"La correspondance lit la colonne « {missing} », que le fichier n’a pas."
            );
        }
    }

    /// <summary>What the database holds of the name of a list and of the id of a record in it.</summary>
    private const int LongestSource = 200;
    private const int LongestId = 300;

    private SourceRecord Record(RawRow row, Mapping? mapping, ReadingOptions options)
    {
        var fields = new RecordFields(
            row.Line,
            mapping is null ? MappedRow.Standard(row) : MappedRow.Apply(mapping, row)
        );
        Place? place = null;
        var source = options.Source ?? fields.Take("source") ?? mapping?.Source ?? options.DefaultSource;
        if (row.Unreadable is not null)
        {
            fields.Reject(null, null, row.Unreadable);
        }
        else if (fields.Take("id") is { Length: > LongestId } id)
        {
            fields.Reject("id", id, $"L’identifiant dépasse {LongestId} caractères : la fiche n’a pas été importée.");
        }
        else if (source.Length > LongestSource)
        {
            fields.Reject(
                "source",
                source,
                $"Le nom de la liste dépasse {LongestSource} caractères : la fiche n’a pas été importée."
            );
        }
        else
        {
            place = standard.Read(fields);
        }

        return new SourceRecord
        {
            Line = row.Line,
            Source = source,
            SourceId = place is null ? fields.Take("id") ?? "" : StandardReader.SourceId(fields),
            Original = row.Original,
            Place = place,
            Problems = fields.Problems,
        };
    }
}

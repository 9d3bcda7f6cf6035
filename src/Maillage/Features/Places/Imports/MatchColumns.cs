using Maillage.Data;
using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>What a person says of the columns and of the values of a list (dire ce que sont les colonnes).</summary>
public sealed class MatchColumns(MaillageDb db, KeptLists keptLists)
{
    /// <summary>Says what one column is, and reads again how its lists are separated and what says yes in it.</summary>
    /// <param name="target">Code of a <see cref="ColumnTarget"/>; empty not to import it.</param>
    /// <returns>A French sentence where it cannot be; null when it is kept.</returns>
    public async Task<string?> Set(ImportRun run, string column, string target, CancellationToken cancellation)
    {
        if (target.Length > 0 && ColumnTargets.Find(target) is null)
        {
            return "Choisissez ce qu’est cette colonne";
        }

        try
        {
            await using var file = keptLists.Open(run.Id);
            var sampled = (await ListSample.Read(file, cancellation)).Columns;
            var match = ColumnMatch.Read(run.Match!);
            var targets = match.Columns.ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);
            targets.Remove(column);
            if (target.Length > 0 && sampled.FirstOrDefault(one => one.Name == column) is { } chosen)
            {
                targets[column] = ProposeColumns.Matched(chosen, target);
            }

            run.Match = (
                match with
                {
                    Columns = [.. sampled.Select(one => targets.GetValueOrDefault(one.Name)).OfType<MatchedColumn>()],
                }
            ).Write();
            return await Save(cancellation);
        }
        catch (UnreadableListException unreadable)
        {
            return unreadable.Message;
        }
    }

    /// <summary>Ends the matching of columns: looks for values to translate, or asks for the list to be read.</summary>
    /// <returns>French sentences that say what is missing; none where one may go on.</returns>
    public async Task<IReadOnlyList<string>> EndColumns(ImportRun run, CancellationToken cancellation)
    {
        var match = ColumnMatch.Read(run.Match!);
        IReadOnlyList<string> wrong =
        [
            .. match.Missing(),
            .. match
                .Twice()
                .Select(group =>
                    $"Deux colonnes sont « {ColumnTargets.Find(group.Key)!.Label} » : {string.Join(", ", group.Select(one => one.Name))}. Gardez-en une"
                ),
        ];
        if (wrong.Count > 0)
        {
            return wrong;
        }

        try
        {
            await using var file = keptLists.Open(run.Id);
            var unknown = await UnknownValues.Find(file, match, cancellation);
            run.Preview = (
                ImportPreview.Of(run) with
                {
                    Values =
                    [
                        .. unknown.Select(one => new ValueToTranslate(
                            one.Vocabulary.Field,
                            one.Value,
                            one.Count,
                            one.Proposal
                        )),
                    ],
                }
            ).Write();
            if (unknown.Count == 0)
            {
                AskToRead(run);
            }
        }
        catch (UnreadableListException unreadable)
        {
            return [unreadable.Message];
        }

        return await Save(cancellation) is { } late ? [late] : [];
    }

    /// <summary>Says what values become; those left as they are have no line.</summary>
    /// <param name="isLast">True where no other value is left to translate: the list is then read.</param>
    /// <returns>A French sentence where somebody was faster; null when it is kept.</returns>
    public async Task<string?> Translate(
        ImportRun run,
        IEnumerable<(string Field, string Value, ValueFate Fate, string Label)> said,
        bool isLast,
        CancellationToken cancellation
    )
    {
        var match = ColumnMatch.Read(run.Match!);
        var tables = match.Tables.ToDictionary(
            table => table.Key,
            table => table.Value.ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var (field, value, fate, label) in said)
        {
            if (!tables.TryGetValue(field, out var table))
            {
                table = tables[field] = new Dictionary<string, string>(StringComparer.Ordinal);
            }

            // Other spellings of the same value would be found first.
            foreach (var same in table.Keys.Where(key => Vocabulary.KeyOf(key) == Vocabulary.KeyOf(value)).ToList())
            {
                table.Remove(same);
            }

            if (fate != ValueFate.Kept)
            {
                table[value] = fate == ValueFate.LeftOut ? "" : label;
            }
        }

        run.Match = (
            match with
            {
                Tables = tables.ToDictionary(
                    table => table.Key,
                    table => (IReadOnlyDictionary<string, string>)table.Value,
                    StringComparer.Ordinal
                ),
            }
        ).Write();
        if (isLast)
        {
            AskToRead(run);
        }

        return await Save(cancellation);
    }

    /// <summary>What stopped it before is answered.</summary>
    private static void AskToRead(ImportRun run) => (run.State, run.Stopped) = (ImportState.ToRead, null);

    private async Task<string?> Save(CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return "Quelqu’un a décidé de cet import entre-temps : revenez à la liste des imports";
        }
    }
}

/// <summary>What becomes of a value that the standard does not know.</summary>
public enum ValueFate
{
    /// <summary>As it is written, as a local value.</summary>
    Kept,
    LeftOut,

    /// <summary>A label of the standard.</summary>
    Translated,
}

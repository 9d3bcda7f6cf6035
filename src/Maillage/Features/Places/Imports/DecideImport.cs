using Maillage.Data;
using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>What became of a decision on an import.</summary>
public enum DecisionOutcome
{
    Done,

    /// <summary>Somebody has decided meanwhile, or it is no longer at that step.</summary>
    TooLate,

    /// <summary>The list has shrunk and nobody said that this is right.</summary>
    Shrunken,

    /// <summary>Another import has ended since it was read: it is read again first.</summary>
    ReadAgain,

    /// <summary>Another import is being applied or undone.</summary>
    Busy,
}

/// <summary>The decisions of whoever imports (décider d’un import): apply, leave, undo. The work itself is done aside.</summary>
public sealed class DecideImport(MaillageDb db, TimeProvider time)
{
    /// <summary>Asks for what was read to be applied, and remembers the list under its name.</summary>
    /// <param name="evenIfSmaller">True where a person says that the list has really shrunk.</param>
    public async Task<DecisionOutcome> Apply(
        ImportRun run,
        Guid accountId,
        bool evenIfSmaller,
        CancellationToken cancellation
    )
    {
        if (run.State != ImportState.Waiting)
        {
            return DecisionOutcome.TooLate;
        }

        if (run.HasShrunk && !evenIfSmaller)
        {
            return DecisionOutcome.Shrunken;
        }

        if (
            await db.ImportRuns.AnyAsync(
                r => r.State == ImportState.Applying || r.State == ImportState.Undoing,
                cancellation
            )
        )
        {
            return DecisionOutcome.Busy;
        }

        var readAt = run.ReadAt;
        var isOutdated = await db.ImportRuns.AnyAsync(
            r => r.EndedAt > readAt && (r.State == ImportState.Done || r.State == ImportState.Undone),
            cancellation
        );
        if (isOutdated && run.HasFile)
        {
            run.State = ImportState.ToRead;
            run.AccountId ??= accountId;
            return await Save(cancellation) ? DecisionOutcome.ReadAgain : DecisionOutcome.TooLate;
        }

        var now = time.GetUtcNow().UtcDateTime;
        Begin(run, now);
        await Remember(run, accountId, now, cancellation);
        return await Save(cancellation) ? DecisionOutcome.Done : DecisionOutcome.TooLate;
    }

    /// <summary>Leaves an import that was not applied.</summary>
    public async Task<DecisionOutcome> Leave(ImportRun run, CancellationToken cancellation)
    {
        if (run.State is not (ImportState.Matching or ImportState.ToRead or ImportState.Reading or ImportState.Waiting))
        {
            return DecisionOutcome.TooLate;
        }

        // Somebody has decided: there is nothing left to tell on the desk.
        (run.State, run.EndedAt, run.Stopped) = (ImportState.Abandoned, time.GetUtcNow().UtcDateTime, null);
        return await Save(cancellation) ? DecisionOutcome.Done : DecisionOutcome.TooLate;
    }

    /// <summary>Goes back to the columns.</summary>
    public async Task<DecisionOutcome> MatchAgain(ImportRun run, Guid accountId, CancellationToken cancellation)
    {
        if (run is not { State: ImportState.Waiting, HasFile: true, Match: not null })
        {
            return DecisionOutcome.TooLate;
        }

        run.State = ImportState.Matching;
        run.AccountId ??= accountId;
        return await Save(cancellation) ? DecisionOutcome.Done : DecisionOutcome.TooLate;
    }

    /// <summary>
    /// Takes the places of these départements alone, or the whole list where none is named: it is read again, since all
    /// that was counted changes.
    /// </summary>
    public async Task<DecisionOutcome> Take(
        ImportRun run,
        IReadOnlyList<string> territories,
        CancellationToken cancellation
    )
    {
        if (run is not { State: ImportState.Waiting, HasFile: true })
        {
            return DecisionOutcome.TooLate;
        }

        (run.State, run.Stopped, run.Territories) = (ImportState.ToRead, null, [.. territories]);
        return await Save(cancellation) ? DecisionOutcome.Done : DecisionOutcome.TooLate;
    }

    /// <summary>Asks for an import to be undone.</summary>
    public async Task<DecisionOutcome> Undo(ImportRun run, CancellationToken cancellation)
    {
        if (run.State != ImportState.Done)
        {
            return DecisionOutcome.TooLate;
        }

        (run.State, run.Stopped) = (ImportState.Undoing, null);
        return await Save(cancellation) ? DecisionOutcome.Done : DecisionOutcome.TooLate;
    }

    /// <summary>From here on the work aside applies it.</summary>
    internal static void Begin(ImportRun run, DateTime now) =>
        (run.State, run.StartedAt) = (ImportState.Applying, ImportRun.InstantAt(now));

    private async Task Remember(ImportRun run, Guid accountId, DateTime now, CancellationToken cancellation)
    {
        var address = ListOrigin.IsAddress(run.Origin, out _) ? run.Origin : null;
        var list = run.ListId is { } id
            ? await db.ImportLists.SingleOrDefaultAsync(l => l.Id == id, cancellation)
            : null;
        if (list is { Territories.Count: > 0 } && run.Territories.Count == 0)
        {
            // Those who coordinate its territory go on with theirs: the whole is a list of its own.
            list = null;
        }

        var name = run.Title();
        if (list is null)
        {
            var all = await db.ImportLists.ToListAsync(cancellation);
            list = all.Find(one =>
                Vocabulary.KeyOf(one.Name) == Vocabulary.KeyOf(name)
                && one.Territories.Order().SequenceEqual(run.Territories.Order(), StringComparer.Ordinal)
            );
        }

        if (list is null)
        {
            list = new ImportList
            {
                Id = Guid.CreateVersion7(),
                Name = name,
                ListName = run.ListName,
                Territories = [.. run.Territories],
                SavedBy = accountId,
                SavedAt = now,
            };
            db.ImportLists.Add(list);
        }

        run.ListId = list.Id;
        if (list.Territories.Count == 0)
        {
            list.Territories = [.. run.Territories];
        }

        (list.SavedBy, list.SavedAt, list.Match) = (accountId, now, run.Match);
        // A list recognised by its columns alone may be a copy found elsewhere.
        if (list.Address is null || run.IsNamed)
        {
            list.Address = address ?? list.Address;
        }
    }

    private async Task<bool> Save(CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}

using Maillage.Data;
using Maillage.Features.Places.Import;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>
/// Takes in the lists that are read every night (lecture de la nuit): each is applied once read, unless it has shrunk or
/// cannot be read, which then stands on the desk. One whose asker may no longer import waits to be taken over.
/// </summary>
public sealed partial class ReadNightlyLists(
    MaillageDb db,
    IServiceScopeFactory scopes,
    WorkOnImports workOnImports,
    TimeProvider time,
    ILogger<ReadNightlyLists> logger
)
{
    /// <summary>Does nothing for a list already read today, nor for one of which an import still waits.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var today = time.TodayInParis();
        var due = db.ImportLists.Where(l =>
            l.NightlyBy != null && !l.IsPaused && l.Address != null && (l.ReadOn == null || l.ReadOn != today)
        );
        if (!await due.AnyAsync(cancellation))
        {
            return;
        }

        await using var held = await db.TryLock("nightly-lists", cancellation);
        if (held is null)
        {
            return;
        }

        // Asked only now: whoever held the lock before may have read them.
        foreach (var id in await due.OrderBy(l => l.SavedAt).Select(l => l.Id).ToListAsync(cancellation))
        {
            if (!await Try(id, (lists, give) => Take(lists, give, id, today, cancellation), cancellation))
            {
                await Try(
                    id,
                    (lists, _) =>
                        Stop(
                            lists,
                            id,
                            today,
                            "La liste n’a pas pu être lue cette nuit : prévenez la personne qui gère le site.",
                            cancellation
                        ),
                    cancellation
                );
            }

            // Who waits on the desk does not wait for every list of the night.
            await Try(id, (_, _) => workOnImports.Run(cancellation), cancellation);
        }
    }

    /// <summary>Does something of one list apart from the others: one that fails holds up none.</summary>
    private async Task<bool> Try(Guid id, Func<MaillageDb, GiveList, Task> step, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await step(
                scope.ServiceProvider.GetRequiredService<MaillageDb>(),
                scope.ServiceProvider.GetRequiredService<GiveList>()
            );
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            NotTaken(id, failure);
            return false;
        }
    }

    private async Task Take(MaillageDb db, GiveList giveList, Guid id, DateOnly today, CancellationToken cancellation)
    {
        if (
            await db.ImportLists.SingleOrDefaultAsync(l => l.Id == id, cancellation)
            is not { Address: not null, NightlyBy: { } asker } list
        )
        {
            return;
        }

        if (!await db.MayImport(asker, list.Territories, today, cancellation))
        {
            list.IsPaused = true;
            await db.SaveChangesAsync(cancellation);
            return;
        }

        // Saved with the import that comes of it: a process killed meanwhile leaves it to be read.
        list.ReadOn = today;
        if (await IsUnderWay(db, list, cancellation))
        {
            await db.SaveChangesAsync(cancellation);
            return;
        }

        var given = new GivenList(list.Address, Name: null, AccountId: null, list.Territories, [list], list);
        var (_, refusal) = await giveList.FromAddress(given, cancellation);
        if (refusal is not null)
        {
            await Stop(db, id, today, refusal, cancellation);
        }
    }

    private static Task<bool> IsUnderWay(MaillageDb db, ImportList list, CancellationToken cancellation) =>
        db.ImportRuns.AnyAsync(
            r =>
                r.ListId == list.Id
                && r.State != ImportState.Done
                && r.State != ImportState.Undone
                && r.State != ImportState.Abandoned,
            cancellation
        );

    /// <summary>Leaves word on the desk that the list was not read.</summary>
    private async Task Stop(MaillageDb db, Guid id, DateOnly today, string sentence, CancellationToken cancellation)
    {
        if (
            await db.ImportLists.SingleOrDefaultAsync(l => l.Id == id, cancellation)
            is not { Address: { } address } list
        )
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        list.ReadOn = today;
        db.ImportRuns.Add(
            new ImportRun
            {
                Id = Guid.CreateVersion7(),
                Origin = address,
                StartedAt = now,
                EndedAt = now,
                State = ImportState.Abandoned,
                Stopped = sentence,
                ListId = list.Id,
                ListName = list.ListName,
                Territories = [.. list.Territories],
            }
        );
        await db.SaveChangesAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Error, "The nightly list {ListId} could not be taken in.")]
    private partial void NotTaken(Guid listId, Exception failure);
}

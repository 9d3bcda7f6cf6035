using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;
using static Maillage.Tests.Features.Places.Import.ImportScene;

namespace Maillage.Tests.Features.Places.Import;

/// <summary>Undoing that is stopped on its way and goes on later.</summary>
public class UndoImportTests
{
    /// <summary>More than are undone at one stroke.</summary>
    private const int Count = 700;

    [Fact]
    public async Task The_names_kept_before_undoing_was_stopped_are_still_named_at_its_end()
    {
        await using var scene = await Start();
        var report = await scene.Import(
            Json([.. Enumerable.Range(1, Count).Select(i => Record(("id", $"l{i}"), ("nom", $"Maison {i}")))])
        );
        var run = report.RunId!.Value;
        var broken = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        await using (var db = scene.Db())
        {
            // One that a person has changed, among those undone first, and one that cannot be undone, among the last.
            var changes = await db.ImportChanges.OrderByDescending(c => c.Id).ToListAsync();
            var changed = await db.Places.SingleAsync(p => p.Id == changes[0].PlaceId);
            (changed.Name, changed.ModifiedAt) = ("Maison changée", changed.ModifiedAt.AddMinutes(1));
            db.Add(
                new ImportChange
                {
                    Id = broken,
                    RunId = run,
                    PlaceId = changes[^1].PlaceId,
                    PlaceBefore = "{",
                }
            );
            await db.SaveChangesAsync();
        }

        await Assert.ThrowsAnyAsync<Exception>(() => scene.Undo(run));
        await using (var db = scene.Db())
        {
            Assert.InRange(await db.Places.CountAsync(), 2, Count - 1);
            Assert.Equal(["Maison changée"], (await db.ImportRuns.SingleAsync()).Kept);
            await db.ImportChanges.Where(c => c.Id == broken).ExecuteDeleteAsync();
        }

        var result = await scene.Undo(run);

        Assert.Equal(UndoOutcome.UndoneInPart, result.Outcome);
        Assert.Equal(["Maison changée"], result.Kept);
        await using var after = scene.Db();
        Assert.Equal("Maison changée", (await after.Places.SingleAsync()).Name);
        var ended = await after.ImportRuns.SingleAsync();
        Assert.Equal(ImportState.Undone, ended.State);
        Assert.Equal(["Maison changée"], ended.Kept);
    }
}

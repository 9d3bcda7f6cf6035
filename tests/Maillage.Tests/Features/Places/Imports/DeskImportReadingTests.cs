using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>When and how often the lists given on the desk are read.</summary>
public sealed class DeskImportReadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_list_whose_reading_was_begun_three_times_without_an_end_is_given_up_and_may_be_given_again()
    {
        await using var app = await Open(folder);
        using var client = await app.SignedInClient("Coralie");
        var browser = await Give(client, Rows(1, 3));
        await KillWhileReading(app, starts: 2);
        await Work(app);
        Assert.Equal((ImportState.Waiting, 0), await Last(app));

        // As many times again, since that reading ended.
        await KillWhileReading(app, starts: 3);
        await Work(app);
        Assert.Equal((ImportState.Abandoned, 3), await Last(app));
        await browser.Follow("Actualiser");
        Assert.Contains("Pas importée", browser.Text, StringComparison.Ordinal);
        Assert.Contains("s’est arrêtée trois fois avant la fin", browser.Text, StringComparison.Ordinal);
        await using (var db = app.Db())
        {
            Assert.Equal(0, await db.StagedPlaces.CountAsync(Stop));
        }

        app.Pass(TimeSpan.FromMinutes(1));
        await Give(client, Rows(1, 3));
        await Work(app);
        Assert.Equal((ImportState.Waiting, 0), await Last(app));
    }

    [Fact]
    public async Task A_server_that_is_stopped_in_good_order_is_no_fault_of_the_list()
    {
        await using var app = await Open(folder);
        using var client = await app.SignedInClient("Coralie");
        await Give(client, Rows(1, 30_000));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var work = app.Services.GetRequiredService<WorkOnImports>().Run(stop.Token);
        while ((await Last(app)).State == ImportState.ToRead)
        {
            await Task.Delay(5, Stop);
        }

        Assert.Equal((ImportState.Reading, 1), await Last(app));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal((ImportState.Reading, 0), await Last(app));
    }

    [Fact]
    public async Task The_timer_takes_up_what_waits_and_the_lists_of_the_night_from_two_o_clock_on()
    {
        await using var app = await Open(folder);
        using var client = await app.SignedInClient("Coralie");
        await using (var db = app.Db())
        {
            // Nobody may import it any more: the night lays it aside without asking for it.
            db.Add(
                new ImportList
                {
                    Id = Guid.CreateVersion7(),
                    Name = "Liste de la nuit",
                    Address = "https://exemple.test/liste.csv",
                    Territories = ["49"],
                    SavedBy = Guid.CreateVersion7(),
                    SavedAt = TestApp.DefaultNow.UtcDateTime,
                    NightlyBy = Guid.CreateVersion7(),
                }
            );
            await db.SaveChangesAsync(Stop);
        }

        app.Pass(new DateTimeOffset(2026, 11, 25, 0, 10, 0, TimeSpan.Zero) - app.Clock.GetUtcNow());
        await using var seen = app.Db();
        foreach (var _ in new[] { 1, 2 })
        {
            using var own = await app.SignedInClient("Coralie");
            await Give(own, Rows(1, 3));
            await Tick(app, () => seen.ImportRuns.AllAsync(r => r.State == ImportState.Waiting, Stop));
        }

        // The turn that read the first list was over before the second one was read.
        Assert.False(await seen.ImportLists.AnyAsync(l => l.IsPaused, Stop));

        app.Pass(new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero) - app.Clock.GetUtcNow());
        await Tick(app, () => seen.ImportLists.AnyAsync(l => l.IsPaused, Stop));
    }

    /// <summary>Lets the clock go on by the pause of the timer until what is awaited is there.</summary>
    private static async Task Tick(TestApp app, Func<Task<bool>> isThere)
    {
        for (var turn = 0; turn < 400; turn++)
        {
            if (await isThere())
            {
                return;
            }

            app.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(50, Stop);
        }

        Assert.Fail("Rien n’a été fait.");
    }

    /// <summary>As processes killed while they read leave the last import.</summary>
    private static async Task KillWhileReading(TestApp app, int starts)
    {
        await using var db = app.Db();
        var run = await db.ImportRuns.OrderByDescending(r => r.StartedAt).FirstAsync(Stop);
        (run.State, run.Readings) = (ImportState.Reading, starts);
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<(ImportState State, int Readings)> Last(TestApp app)
    {
        await using var db = app.Db();
        var run = await db.ImportRuns.OrderByDescending(r => r.StartedAt).FirstAsync(Stop);
        return (run.State, run.Readings);
    }
}

using System.Diagnostics;
using System.Globalization;
using Maillage.Data;
using Maillage.Features.Places.Import;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>The web application killed at random while it imports: the next one ends the import, every place once.</summary>
public sealed class DeskImportKilledTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Milliseconds, at most, after what was waited for.</summary>
    private const int MostMilliseconds = 60;

    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The moments are drawn from <c>MAILLAGE_TEST_SEED</c>, or from a seed that the test prints.</summary>
    [Fact(Timeout = 180_000)]
    public async Task An_import_ends_with_every_place_once_though_the_application_is_killed_while_it_reads_and_applies()
    {
        var seed = int.TryParse(
            Environment.GetEnvironmentVariable("MAILLAGE_TEST_SEED"),
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var cancellation = TestContext.Current.CancellationToken;
        var random = new Random(seed);
        var list = SharedData.Path("places/france-services-2023-07.csv");
        await using var database = await TestDatabase.Create();
        var id = await Ask(database, list);

        int[] known = [random.Next(1_500), random.Next(1_000), 1_000 + random.Next(1_000)];
        await Kill(database, db => db.StagedPlaces.CountAsync(cancellation), known[0], random);
        await using (var killed = database.Open())
        {
            var reading = await killed.ImportRuns.SingleAsync(cancellation);
            Assert.True(reading is { State: not ImportState.Reading } or { Readings: 1 });
        }

        await Kill(database, db => db.Places.CountAsync(cancellation), known[1], random);
        await Kill(database, db => db.Places.CountAsync(cancellation), known[2], random);
        using (var last = Start(database))
        {
            await Until(
                database,
                last,
                db => db.ImportRuns.CountAsync(r => r.State == ImportState.Done, cancellation),
                atLeast: 1
            );
            await End(last);
        }

        await using var after = database.Open();
        var run = await after.ImportRuns.SingleAsync(r => r.Id == id, cancellation);
        var ids = await after.PlaceSources.Select(s => s.SourceId).ToListAsync(cancellation);
        Assert.Equal((null, 0, 0, 0, 0), (run.Stopped, run.Readings, run.Updated, run.Unchanged, run.Gone));
        Assert.InRange(run.Created, 2_500, run.Read);
        Assert.Equal(run.Read, run.Created + run.Rejected);
        Assert.Equal(run.Created, ids.Count);
        Assert.Equal(run.Created, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(run.Created, await after.Places.CountAsync(p => p.ModifiedAt == run.StartedAt, cancellation));
        Assert.Equal(run.Created, await after.Places.CountAsync(cancellation));
        Assert.Equal(run.Created, await after.ImportChanges.CountAsync(c => c.PlaceBefore == null, cancellation));
        Assert.Equal(run.Created, await after.ImportChanges.CountAsync(cancellation));
        Assert.Equal(0, await after.StagedPlaces.CountAsync(cancellation));
        var report = await File.ReadAllLinesAsync(Path.Combine(folder, "lists", $"{id:N}.csv"), cancellation);
        Assert.Equal(run.Rejected, report.Count(line => line.EndsWith(",oui", StringComparison.Ordinal)));
    }

    /// <summary>A list that waits to be read and that nobody has to agree to, as the night leaves it.</summary>
    private async Task<Guid> Ask(TestDatabase database, string list)
    {
        var id = Guid.CreateVersion7();
        File.Copy(
            list,
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "lists")).FullName, $"{id:N}.list")
        );
        await using var db = database.Open();
        db.Add(
            new ImportRun
            {
                Id = id,
                Origin = "france-services.csv",
                StartedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
                State = ImportState.ToRead,
                HasFile = true,
            }
        );
        await db.SaveChangesAsync(Stop);
        return id;
    }

    /// <summary>Starts the application and kills it shortly after it has done as much.</summary>
    private async Task Kill(TestDatabase database, Func<MaillageDb, Task<int>> count, int atLeast, Random random)
    {
        using var process = Start(database);
        await Until(database, process, count, atLeast + 1);
        await Task.Delay(random.Next(MostMilliseconds), Stop);
        await End(process);
    }

    private static async Task Until(
        TestDatabase database,
        Process process,
        Func<MaillageDb, Task<int>> count,
        int atLeast
    )
    {
        await using var db = database.Open();
        while (await count(db) < atLeast)
        {
            Assert.False(process.HasExited);
            await Task.Delay(10, Stop);
        }
    }

    private Process Start(TestDatabase database)
    {
        var process = MaillageProcess.Start(
            [],
            new()
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Database__Provider"] = database.Provider,
                ["Database__ConnectionString"] = database.ConnectionString,
                ["Uploads__Folder"] = folder,
            }
        );
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>SIGKILL.</summary>
    private static async Task End(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(Stop);
    }
}

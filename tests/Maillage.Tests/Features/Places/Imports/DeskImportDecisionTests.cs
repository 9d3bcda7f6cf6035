using System.Net;
using Maillage.Features.Places.Import;
using Maillage.Platform.Privacy;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>What is decided of an import on its page, and what becomes of it.</summary>
public sealed class DeskImportDecisionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_import_stays_in_its_territory_shows_what_changes_and_asks_where_a_list_shrinks()
    {
        await using var app = await Open(folder);
        using var client = await app.SignedInClient("Coralie");
        var browser = await Give(client, Rows(1, 10) + "11,Mairie de Nantes,Nantes,44000\n12,,Angers,49000\n");
        var first = browser.Address;
        Assert.Contains("En lecture", browser.Text, StringComparison.Ordinal);
        await using (var db = app.Db())
        {
            // As a process killed while it reads leaves it.
            var killed = await db.ImportRuns.SingleAsync(Stop);
            killed.State = ImportState.Reading;
            db.StagedPlaces.Add(
                new StagedPlace
                {
                    RunId = killed.Id,
                    Number = 7,
                    Source = "Liste",
                    SourceId = "7",
                }
            );
            await db.SaveChangesAsync(Stop);
        }

        await Work(app);
        await browser.Open(first);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["lieux à créer"] = 10,
                ["fiche refusée"] = 1,
                ["fiche d’un autre territoire"] = 1,
            },
            Counts(browser)
        );
        Assert.Contains("Ligne 13 : La fiche n’a pas de nom", browser.Text, StringComparison.Ordinal);
        await DecideOnlyWhatCanBe(app, browser);
        await browser.Open(first);
        await browser.Press("Importer");
        await Work(app);
        await UndoAloneWhatCanBe(app);

        // Nobody else's coordinator sees it, nor whoever coordinates only a part of what it touches.
        foreach (var name in new[] { "Nantaise", "Epci" })
        {
            using var other = await app.SignedInClient(name);
            using var refused = await other.GetAsync(new Uri(first, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        browser = await Give(client, Rows(3, 10).Replace("Maison 3", "Grande maison 3", StringComparison.Ordinal));
        var smaller = browser.Address;
        await Work(app);
        await browser.Open("/espace");
        Assert.Contains("8 au lieu de 10", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Vérifier");
        Assert.Equal(smaller, browser.Address);
        Assert.Contains("Maison 3 Grande maison 3", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Partis de la liste", browser.Text, StringComparison.Ordinal);
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (
            var plain = new FormUrlEncodedContent([new("geste", "importer"), new("__RequestVerificationToken", token)])
        )
        {
            var other = browser.OtherTab();
            await other.Post(smaller, plain);
            Assert.Equal(HttpStatusCode.Conflict, other.Status);
            Assert.Contains("dites si c’est normal", other.Text, StringComparison.Ordinal);
        }

        await browser.Press("Importer quand même");
        await Work(app);
        await using (var db = app.Db())
        {
            Assert.Equal(2, await db.Places.CountAsync(p => p.GoneAt != null, Stop));
            Assert.Equal(1, await db.Places.CountAsync(p => p.Name == "Grande maison 3", Stop));
            Assert.Equal(0, await db.Places.CountAsync(p => p.Name == "Mairie de Nantes", Stop));
        }

        // A person has decided meanwhile.
        using var late = new FormUrlEncodedContent([
            new("geste", "importer-quand-meme"),
            new("__RequestVerificationToken", token),
        ]);
        await browser.Post(smaller, late);
        Assert.Contains("Quelqu’un a déjà décidé", browser.Text, StringComparison.Ordinal);

        await ForgetFilesOnTime(app, smaller);
    }

    /// <summary>An import waits for the others, and one whose columns are the standard’s has none to be said.</summary>
    private static async Task DecideOnlyWhatCanBe(TestApp app, Browser browser)
    {
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (
            var again = new FormUrlEncodedContent([new("geste", "revoir"), new("__RequestVerificationToken", token)])
        )
        {
            var other = browser.OtherTab();
            await other.Post(browser.Address, again);
            Assert.Equal(HttpStatusCode.Conflict, other.Status);
        }

        await using var db = app.Db();
        Assert.Equal(ImportState.Waiting, (await db.ImportRuns.SingleAsync(Stop)).State);
        var busy = Begun(ImportState.Undoing);
        db.Add(busy);
        await db.SaveChangesAsync(Stop);
        await browser.Press("Importer");
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("Un autre import est en cours", browser.Text, StringComparison.Ordinal);
        db.Remove(busy);
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>An undo that fails is told, can be asked for again, and holds up no other; leftovers leave too.</summary>
    private static async Task UndoAloneWhatCanBe(TestApp app)
    {
        Guid run;
        var (other, left) = (Begun(ImportState.Undoing), Begun(ImportState.Abandoned));
        await using (var db = app.Db())
        {
            var done = await db.ImportRuns.SingleAsync(Stop);
            (run, done.State) = (done.Id, ImportState.Undoing);
            db.AddRange(other, left);
            db.Add(
                new ImportChange
                {
                    Id = Guid.CreateVersion7(),
                    RunId = run,
                    PlaceId = (await db.Places.FirstAsync(Stop)).Id,
                    PlaceBefore = "{",
                }
            );
            db.Add(
                new StagedPlace
                {
                    RunId = left.Id,
                    Number = 1,
                    Source = "Liste",
                    SourceId = "1",
                }
            );
            await db.SaveChangesAsync(Stop);
        }

        await Work(app);
        await using var after = app.Db();
        var failed = await after.ImportRuns.SingleAsync(r => r.Id == run, Stop);
        Assert.Equal(ImportState.Done, failed.State);
        Assert.Contains("L’annulation n’a pas pu aller à son terme", failed.Stopped, StringComparison.Ordinal);
        Assert.Equal(ImportState.Undone, (await after.ImportRuns.SingleAsync(r => r.Id == other.Id, Stop)).State);
        Assert.Equal(10, await after.Places.CountAsync(Stop));
        Assert.Equal(0, await after.StagedPlaces.CountAsync(Stop));
        after.RemoveRange(await after.ImportChanges.Where(c => c.PlaceBefore == "{").ToListAsync(Stop));
        after.RemoveRange(await after.ImportRuns.Where(r => r.Id == other.Id || r.Id == left.Id).ToListAsync(Stop));
        await after.SaveChangesAsync(Stop);
    }

    private static ImportRun Begun(ImportState state) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Origin = "autre.csv",
            StartedAt = TestApp.DefaultNow.UtcDateTime,
            State = state,
        };

    /// <summary>The file of an import leaves a week after its end, with what it shows; one left undecided is given up.</summary>
    private async Task ForgetFilesOnTime(TestApp app, string ended)
    {
        using var client = await app.SignedInClient("Coralie");
        var browser = await Give(client, Rows(1, 10));
        await Work(app);
        Assert.Equal(6, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);
        var week = TestApp.DefaultNow.UtcDateTime.AddDays(7).AddMinutes(1);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var records = scope.ServiceProvider.GetServices<IPersonalRecords>().Single(r => r.Kind.Id == "imports");
            Assert.Equal(0, await records.DeleteExpired(week.AddMinutes(-2), Stop));
            Assert.Equal(3, await records.DeleteExpired(week, Stop));
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.SetLastWriteTimeUtc(file, TestApp.DefaultNow.UtcDateTime.AddDays(-1));
            }

            await records.AfterDeletion(Stop);
        }

        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        await browser.Open(browser.Address);
        Assert.Contains("Personne n’a décidé à temps", browser.Text, StringComparison.Ordinal);
        await browser.Open(ended);
        Assert.Contains("Importée", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        Assert.Equal(0, await db.ImportRuns.CountAsync(r => r.Preview != null, Stop));
        Assert.Equal(0, await db.StagedPlaces.CountAsync(Stop));
    }
}

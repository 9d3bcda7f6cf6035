using System.Net;
using System.Text;
using Maillage.Data;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>Lists followed by night.</summary>
public sealed class DeskImportNightTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_list_followed_by_night_is_imported_alone_unless_it_shrinks_or_cannot_be_read()
    {
        var content = Rows(1, 10);
        await using var server = CreateServer();
        server.MapGet("/liste.csv", () => content.Length == 0 ? Results.StatusCode(503) : Results.Text(content));
        await server.StartAsync(Stop);
        await using var app = await Open(folder, ("GuardedHttp:AllowedHosts:0", "localhost"));
        using var client = await app.SignedInClient("Coralie");
        var browser = new Browser(client);
        await browser.Open(New);
        browser.Fill("Ou son adresse", $"{AddressOf(server)}liste.csv");
        await browser.Fill("Nom de la liste", "Liste de la nuit").Press("Continuer");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await Work(app);
        await browser.Follow("Actualiser");
        await browser.Press("Importer");
        await Work(app);
        await browser.Follow("Actualiser");
        await browser.Follow("lecture chaque nuit");
        await browser.Choose("Lire et importer cette liste chaque nuit").Press("Enregistrer");
        Assert.Contains("Lue chaque nuit", browser.Text, StringComparison.Ordinal);

        // It waits for the coming night.
        content = Rows(1, 11);
        await Night(app, isNew: false);
        Assert.Equal((11, 0), await Night(app));

        content = Rows(1, 5);
        Assert.Equal((11, 0), await Night(app));
        await browser.Open("/espace");
        Assert.Contains("5 au lieu de 11", browser.Text, StringComparison.Ordinal);

        // While somebody is asked, the list is left alone.
        Assert.Equal((11, 0), await Night(app));
        await browser.Follow("Vérifier");
        await browser.Press("Ne pas importer");
        await browser.Open("/espace");
        Assert.DoesNotContain("Imports qui attendent", browser.Text, StringComparison.Ordinal);

        content = "";
        Assert.Equal((11, 0), await Night(app));
        await browser.Open("/espace");
        Assert.Contains("répond par l’erreur 503", browser.Text, StringComparison.Ordinal);

        // Once it is read again, there is nothing left to say.
        content = Rows(1, 11);
        app.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((11, 0), await Night(app));
        await browser.Open("/espace");
        Assert.DoesNotContain("Imports qui attendent", browser.Text, StringComparison.Ordinal);

        await MatchAgainWhatTheNightRead(app, browser, changed => content = changed);
        await KeepOnWhereOneFails(app, changed => content = changed);
        await RecogniseWithoutDoubt(app);

        // Followed again between midnight and the hour of the night, it is read that very night.
        await using (var undecided = app.Db())
        {
            (await undecided.ImportLists.SingleAsync(Stop)).NightlyBy = null;
            await undecided.SaveChangesAsync(Stop);
        }

        app.Pass(new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.Zero) - app.Clock.GetUtcNow());
        using var late = await app.SignedInClient("Coralie");
        browser = new Browser(late);
        await browser.Open("/espace/imports");
        await browser.Follow("Liste de la nuit");
        await browser.Choose("Lire et importer cette liste chaque nuit").Press("Enregistrer");
        await using (var followed = app.Db())
        {
            Assert.Equal(new DateOnly(2026, 11, 24), (await followed.ImportLists.SingleAsync(Stop)).ReadOn);
        }

        await browser.Open("/espace/imports");
        await browser.Follow("Liste de la nuit");
        await browser.Press("Ne plus suivre cette liste");
        await using var db = app.Db();
        Assert.Equal(0, await db.ImportLists.CountAsync(Stop));
    }

    [Fact]
    public async Task A_list_whose_asker_has_lost_the_role_waits_to_be_taken_over()
    {
        await using var server = CreateServer();
        server.MapGet("/liste.csv", () => Results.Text(Rows(1, 3)));
        await server.StartAsync(Stop);
        await using var app = await Open(folder, ("GuardedHttp:AllowedHosts:0", "localhost"));
        await using (var db = app.Db())
        {
            var coralie = await db.Accounts.SingleAsync(a => a.Name == "Coralie", Stop);
            db.Add(
                new ImportList
                {
                    Id = Guid.CreateVersion7(),
                    Name = "Liste de la nuit",
                    Address = $"{AddressOf(server)}liste.csv",
                    Territories = ["49"],
                    SavedBy = coralie.Id,
                    SavedAt = TestApp.DefaultNow.UtcDateTime,
                    NightlyBy = coralie.Id,
                }
            );
            (await db.NetworkRoles.SingleAsync(r => r.AccountId == coralie.Id, Stop)).End(new DateOnly(2026, 11, 24));
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal((0, 0), await Night(app));
        Assert.Equal((0, 0), await Night(app));
        using var client = await app.SignedInClient("Basile");
        var browser = new Browser(client);
        await browser.Open("/espace");
        Assert.Contains("la personne qui l’a demandé n’a plus ce rôle", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Reprendre");
        Assert.Contains("Coralie l’avait demandé et n’a plus ce rôle", browser.Text, StringComparison.Ordinal);
        await browser.Press("Reprendre à mon nom");
        Assert.DoesNotContain("n’a plus ce rôle", browser.Text, StringComparison.Ordinal);
        await browser.Open("/espace");
        Assert.DoesNotContain("Imports qui attendent", browser.Text, StringComparison.Ordinal);
        Assert.Equal((3, 0), await Night(app));

        // Whoever no longer wants it read by night has nothing to take over either.
        await using (var db = app.Db())
        {
            (await db.ImportLists.SingleAsync(Stop)).IsPaused = true;
            await db.SaveChangesAsync(Stop);
        }

        await browser.Open("/espace/imports");
        Assert.Contains("À reprendre", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Liste de la nuit");
        browser
            .Page.QuerySelectorAll("input[type=checkbox]")
            .Single(box => box.GetAttribute("name") == "nuit")
            .RemoveAttribute("checked");
        await browser.Press("Enregistrer");
        Assert.Contains("Lue à la demande", browser.Text, StringComparison.Ordinal);
    }

    /// <summary>Columns that have changed by night are said by somebody, who then sees what would change.</summary>
    private static async Task MatchAgainWhatTheNightRead(TestApp app, Browser browser, Action<string> serve)
    {
        serve(Renamed(Rows(1, 12)));
        app.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((11, 0), await Night(app));
        await browser.Open("/espace");
        Assert.Contains("Ses colonnes ne sont plus les mêmes", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Vérifier");
        await browser.Press("Continuer");
        await Work(app);
        await browser.Follow("Actualiser");
        Assert.Contains("À vérifier", browser.Text, StringComparison.Ordinal);
        Assert.Equal(1, Counts(browser)["lieu à créer"]);
        await browser.Press("Importer");
        await Work(app);
        await using var db = app.Db();
        Assert.Equal(12, await db.Places.CountAsync(Stop));
        Assert.NotNull((await db.ImportLists.SingleAsync(Stop)).Match);

        // Another spelling of its name is the same list.
        using var client = await app.SignedInClient("Coralie");
        var other = await Give(client, Encoding.UTF8.GetBytes(Renamed(Rows(1, 12))), "autre.csv", "LISTE de la nuit");
        await Work(app);
        await other.Follow("Actualiser");
        Assert.Equal(new Dictionary<string, int> { ["lieux inchangés"] = 12 }, Counts(other));
        await other.Press("Ne pas importer");

        // A list of which nothing can be read goes back to its columns.
        serve(Renamed(Header + "1,,Angers,49000\n"));
        app.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((12, 0), await Night(app));
        await browser.Open("/espace");
        await browser.Follow("Vérifier");
        Assert.EndsWith("/colonnes", browser.Address, StringComparison.Ordinal);
        Assert.Contains("La fiche n’a pas de nom", browser.Text, StringComparison.Ordinal);
        Assert.Equal("Nom du lieu", Meaning(browser, "NOM_STRUCTURE"));
        await browser.Press("Ne pas importer");

        // One that is read is never left to be decided on its way, even for an instant.
        serve(Renamed(Rows(1, 13)));
        app.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((13, 0), await Night(app));
        var night = await db.ImportRuns.AsNoTracking().OrderByDescending(r => r.StartedAt).FirstAsync(Stop);
        var lines = await db
            .JournalLines.Where(l => l.SubjectId == night.Id && l.Action == JournalLine.Changed)
            .ToListAsync(Stop);
        Assert.Equal(3, lines.Count(line => line.Fields.Contains(nameof(ImportRun.State))));
    }

    /// <summary>A list of the night that fails is told on the desk, and the others are read.</summary>
    private static async Task KeepOnWhereOneFails(TestApp app, Action<string> serve)
    {
        var broken = Guid.CreateVersion7();
        await using (var db = app.Db())
        {
            var list = await db.ImportLists.SingleAsync(Stop);
            db.Add(
                new ImportList
                {
                    Id = broken,
                    Name = "Cassée",
                    Match = "{",
                    Address = list.Address,
                    NightlyBy = list.NightlyBy,
                    ReadOn = list.ReadOn,
                    Territories = ["49"],
                    SavedBy = list.SavedBy,
                    SavedAt = list.SavedAt.AddDays(-1),
                }
            );
            await db.SaveChangesAsync(Stop);
        }

        serve(Renamed(Rows(1, 14)));
        app.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((14, 0), await Night(app));
        await using var after = app.Db();
        var failed = await after.ImportRuns.SingleAsync(r => r.ListId == broken, Stop);
        Assert.Equal(ImportState.Abandoned, failed.State);
        Assert.Contains("La liste n’a pas pu être lue cette nuit", failed.Stopped, StringComparison.Ordinal);
        var left = await after.ImportLists.SingleAsync(l => l.Id == broken, Stop);
        Assert.NotNull(left.ReadOn);
        after.Remove(left);
        await after.SaveChangesAsync(Stop);
    }

    /// <summary>Without a name, a list is one that is remembered only where nothing else reads it.</summary>
    private static async Task RecogniseWithoutDoubt(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var list = await db.ImportLists.SingleAsync(Stop);
        var twin = new ImportList
        {
            Id = Guid.CreateVersion7(),
            Name = "Jumelle",
            Match = list.Match,
            Territories = ["49"],
            SavedBy = list.SavedBy,
            SavedAt = list.SavedAt,
        };
        var copy = await Given("https://copie.test/liste.csv", Renamed(Rows(1, 2)), list);
        Assert.Equal((list.Id, "Liste de la nuit"), (copy.ListId!.Value, copy.ListName));
        Assert.Null((await Given("copie.csv", Renamed(Rows(1, 2)), list, twin)).ListId);
        var standard = await Given(
            "copie.csv",
            "id,nom,code_postal,id_lieumed,nom_structure,commune,cp\n1,a,,,,,\n",
            list
        );
        Assert.Equal((null, null), (standard.ListId, standard.Match));

        Assert.Equal(120, (await Given(new string('a', 200) + ".csv", "nimporte\nquoi\n")).ListName!.Length);
        Assert.Equal("Liste", (await Given(".csv", "nimporte\nquoi\n")).ListName);

        // Where it was found by its columns alone, the address of the list stays.
        var address = list.Address;
        copy.State = ImportState.Waiting;
        var decided = await scope
            .ServiceProvider.GetRequiredService<DecideImport>()
            .Apply(copy, list.SavedBy, evenIfSmaller: false, Stop);
        Assert.Equal((DecisionOutcome.Done, address), (decided, list.Address));

        // A value has one translation, however it is written.
        standard.Match = """{"columns":[],"tables":{"typologie":{"Asso.":"Association"}}}""";
        await scope
            .ServiceProvider.GetRequiredService<MatchColumns>()
            .Translate(standard, [("typologie", "asso", ValueFate.LeftOut, "")], isLast: false, Stop);
        Assert.DoesNotContain("Asso.", standard.Match, StringComparison.Ordinal);

        async Task<ImportRun> Given(string origin, string content, params ImportList[] known)
        {
            using var sent = new MemoryStream(Encoding.UTF8.GetBytes(content));
            var given = new GivenList(origin, Name: null, list.SavedBy, ["49"], known);
            var (run, refusal) = await scope.ServiceProvider.GetRequiredService<GiveList>().FromFile(sent, given, Stop);
            Assert.Null(refusal);
            return run!;
        }
    }

    /// <summary>The lists of a night, and how many places there are then, of which how many are gone.</summary>
    private static async Task<(int Places, int Gone)> Night(TestApp app, bool isNew = true)
    {
        await using (var db = app.Db())
        {
            if (isNew)
            {
                foreach (var list in await db.ImportLists.ToListAsync(Stop))
                {
                    list.ReadOn = list.ReadOn?.AddDays(-1);
                }

                await db.SaveChangesAsync(Stop);
            }
        }

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ReadNightlyLists>().Run(Stop);
        }

        await Work(app);
        await using var after = app.Db();
        var places = await after.Places.CountAsync(Stop);
        if (!isNew)
        {
            Assert.Equal(10, places);
        }

        return (places, await after.Places.CountAsync(p => p.GoneAt != null, Stop));
    }

    private static Uri AddressOf(WebApplication server) =>
        new UriBuilder(
            server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        )
        {
            Host = "localhost",
        }.Uri;

    private static WebApplication CreateServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }
}

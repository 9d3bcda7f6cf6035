using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Platform.Audit;
using Maillage.Platform.Privacy;
using Maillage.Tests.Platform.Uploads;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>Lists imported from the desk: given, matched, checked, applied, undone, read by night.</summary>
public sealed class DeskImportTests(Clamd clamd) : IDisposable
{
    private const string New = "/espace/imports/nouveau";
    private const string Header = "id,nom,commune,code_postal\n";

    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_real_list_that_nobody_knows_is_matched_checked_applied_recognised_and_undone()
    {
        await using var app = await Open();
        using var client = await app.SignedInClient("Coralie");

        // The département's own list as it was published, without the column by which it is recognised.
        var list = Encoding.UTF8.GetBytes(
            (await File.ReadAllTextAsync(SharedData.Path("places/raw-49-departement-2023-05.json"), Stop)).Replace(
                "\"AFFICHAGE\"",
                "\"ETAT\"",
                StringComparison.Ordinal
            )
        );
        var browser = await Give(client, list, "C:\\listes\\département.json");

        Assert.EndsWith("/colonnes", browser.Address, StringComparison.Ordinal);
        Assert.Equal("Identifiant dans la liste", Meaning(browser, "ID_LieuMed"));
        Assert.Equal("Nom du lieu", Meaning(browser, "NOM_STRUCTURE"));
        Assert.Equal("Numéro dans la rue", Meaning(browser, "N°"));
        Assert.Equal("Code postal", Meaning(browser, "CP"));
        Assert.Equal("Téléphone", Meaning(browser, "NUM_TEL"));
        Assert.Equal("X en mètres (Lambert-93)", Meaning(browser, "x"));
        await browser.Open(browser.Address + "?page=2");
        Assert.Equal("Y en mètres (Lambert-93)", Meaning(browser, "y"));
        await browser.Open(browser.Address.Split('?')[0]);
        Assert.Equal("Type de lieu", Meaning(browser, "SS_CAT"));
        Assert.All(
            ["EPCI", "CATEGORIE", "DEM_Gen"],
            column => Assert.Equal("Ne pas importer", Meaning(browser, column))
        );
        var columns = browser.Address;

        // Without a name nothing goes on, and nothing is lost.
        await Say(browser, "NOM_STRUCTURE", "Ne pas importer");
        await browser.Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Dites quelle colonne porte le nom du lieu", browser.Text, StringComparison.Ordinal);
        Assert.Equal("Code postal", Meaning(browser, "CP"));
        await Say(browser, "NOM_STRUCTURE", "Nom du lieu");

        await browser.Press("Continuer");
        Assert.EndsWith("/valeurs", browser.Address, StringComparison.Ordinal);
        var types = 0;
        while (browser.Address.Contains("/valeurs", StringComparison.Ordinal))
        {
            foreach (var choices in browser.Page.QuerySelectorAll("select"))
            {
                Assert.True(browser.Page.All.Length <= 500, "Trop lourde");
                if (choices.PreviousElementSibling!.GetAttribute("value") == "Association")
                {
                    Assert.Equal("Type de lieu : « Association »", Folded(choices.ParentElement!.Children[0]));
                    Pick(choices, "Laisser de côté");
                    types++;
                }
            }

            await browser.Press(browser.Page.QuerySelector("main form button")!.TextContent);
        }

        Assert.Equal(1, types);
        var import = browser.Address;
        Assert.Equal(columns, import + "/colonnes");
        Assert.Contains("En lecture", browser.Text, StringComparison.Ordinal);
        await Work(app);

        await browser.Follow("Actualiser");
        Assert.Contains("À vérifier", browser.Text, StringComparison.Ordinal);
        Assert.InRange(Counts(browser)["lieux à créer"], 230, 243);
        await using (var db = app.Db())
        {
            Assert.Equal(0, await db.Places.CountAsync(Stop));
        }

        await browser.Press("Importer");
        Assert.Contains("En cours", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("progress"));
        await Work(app);
        await browser.Follow("Actualiser");
        Assert.Contains("Importée", browser.Text, StringComparison.Ordinal);
        await using (var db = app.Db())
        {
            var places = await db.Places.ToListAsync(Stop);
            Assert.InRange(places.Count, 230, 243);
            var allonnes = places.Single(p => p.Name == "Association Micro-informatique Allonnaise (AMIA)");
            Assert.Equal("20 rue Armand Quenard", allonnes.Address);
            Assert.Equal("49002", allonnes.Insee);
            Assert.InRange(allonnes.Latitude!.Value, 47.2, 47.35);
            Assert.DoesNotContain(places, p => p.Typologies.Contains("Association"));
            Assert.Contains("département", (await db.ImportLists.SingleAsync(Stop)).Name, StringComparison.Ordinal);
        }

        using (var report = await client.GetAsync(new Uri(import + "/rapport.csv", UriKind.Relative), Stop))
        {
            var csv = await report.Content.ReadAsStringAsync(Stop);
            Assert.Contains("ligne,champ,valeur,ce_qui_est_fait,refus", csv, StringComparison.Ordinal);
        }

        // What was said is remembered: the next time it is read at once, and nothing changes.
        var again = await Give(client, list, "département.json");
        await Work(app);
        await again.Follow("Actualiser");
        Assert.InRange(Counts(again)["lieux inchangés"], 230, 243);
        Assert.DoesNotContain("lieux à créer", Counts(again));
        await again.Press("Ne pas importer");
        Assert.Equal("/espace/imports", again.Address);

        await browser.Open(import);
        await browser.Press("Annuler cet import");
        Assert.Contains("Annuler tout cet import ?", browser.Text, StringComparison.Ordinal);
        await using (var db = app.Db())
        {
            Assert.NotEqual(0, await db.Places.CountAsync(Stop));
        }

        await browser.Press("Oui, tout annuler");
        await Work(app);
        await browser.Open(import);
        Assert.Contains("Annulée", browser.Text, StringComparison.Ordinal);
        await using (var db = app.Db())
        {
            Assert.Equal(0, await db.Places.CountAsync(Stop));
        }
    }

    [Fact]
    public async Task An_import_stays_in_its_territory_shows_what_changes_and_asks_where_a_list_shrinks()
    {
        await using var app = await Open();
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

        // Nobody else's coordinator sees it; who coordinates an EPCI does not import.
        foreach (
            var (name, status) in new[] { ("Nantaise", HttpStatusCode.NotFound), ("Epci", HttpStatusCode.Forbidden) }
        )
        {
            using var other = await app.SignedInClient(name);
            using var refused = await other.GetAsync(new Uri(first, UriKind.Relative), Stop);
            Assert.Equal(status, refused.StatusCode);
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

    [Fact]
    public async Task A_list_followed_by_night_is_imported_alone_unless_it_shrinks_or_cannot_be_read()
    {
        var content = Rows(1, 10);
        await using var server = CreateServer();
        server.MapGet("/liste.csv", () => content.Length == 0 ? Results.StatusCode(503) : Results.Text(content));
        await server.StartAsync(Stop);
        var port = new Uri(
            server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        ).Port;
        await using var app = await Open(("GuardedHttp:AllowedHosts:0", "localhost"));
        using var client = await app.SignedInClient("Coralie");
        var browser = new Browser(client);
        await browser.Open(New);
        browser.Fill(
            "Ou son adresse",
            string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/liste.csv")
        );
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
            (await undecided.ImportLists.SingleAsync(Stop)).IsNightly = false;
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
    public async Task What_cannot_be_imported_is_refused_with_a_sentence_and_nothing_is_kept()
    {
        await using var app = await Open(("Uploads:Clamd", await clamd.Address()), ("Import:LargestList", "100000"));
        using var client = await app.SignedInClient("Coralie");
        (byte[] Sent, string Sentence)[] wrongs =
        [
            ([.. "PK"u8, 3, 4, 0, 0], "classeur ou une archive"),
            ("<html></html>"u8.ToArray(), "page web"),
            ("%PDF-1.7"u8.ToArray(), "n’est pas du texte"),
            ([], "vide"),
            ("id,nom\n"u8.ToArray(), "Aucune fiche"),
            (new byte[100_001], "dépasse"),
            (Clamd.Eicar, "L’antivirus a refusé ce fichier"),
        ];
        foreach (var (sent, sentence) in wrongs)
        {
            var browser = await Give(client, sent, "liste.csv");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains(sentence, browser.Text, StringComparison.Ordinal);
        }

        foreach (
            var (address, sentence) in new[]
            {
                ("/etc/passwd", "ne se lit pas"),
                ("file:///etc/passwd", "ne se lit pas"),
                ("http://127.0.0.1/liste.csv", "réseau privé"),
                ("", "Choisissez un fichier, ou donnez une adresse"),
                ("https://exemple.test/" + new string('a', 1000), "trop longue"),
            }
        )
        {
            var browser = new Browser(client);
            await browser.Open(New);
            await browser.Fill("Ou son adresse", address).Fill("Nom de la liste", "Essai").Press("Continuer");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains(sentence, browser.Text, StringComparison.Ordinal);
            Assert.Equal("Essai", browser.Field("Nom de la liste").GetAttribute("value"));
        }

        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        await using var db = app.Db();
        Assert.Equal(0, await db.ImportRuns.CountAsync(Stop));
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
                    IsNightly = true,
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

    /// <summary>The same list with columns of its own.</summary>
    private static string Renamed(string list) =>
        list.Replace(Header, "ID_LieuMed,NOM_STRUCTURE,COMMUNE,CP\n", StringComparison.Ordinal);

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

    private Task<TestApp> Open(params (string Key, string Value)[] settings) =>
        TestApp.Start(
            db =>
            {
                db.AddNetworkPerson("Coralie", NetworkRoleKind.Coordinator);
                db.AddNetworkPerson("Nantaise", NetworkRoleKind.Coordinator, "44");
                db.AddNetworkPerson("Epci", NetworkRoleKind.Coordinator, "244900015");
            },
            settings: settings
                .Append(("Uploads:Folder", folder))
                .ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2)
        );

    private static string Rows(int first, int last) =>
        Header
        + string.Concat(
            Enumerable
                .Range(first, last - first + 1)
                .Select(number =>
                    string.Create(CultureInfo.InvariantCulture, $"{number},Maison {number},Angers,49000\n")
                )
        );

    private static Task<Browser> Give(HttpClient client, string list) =>
        Give(client, Encoding.UTF8.GetBytes(list), "liste.csv");

    private static async Task<Browser> Give(HttpClient client, byte[] list, string name, string title = "")
    {
        var browser = new Browser(client);
        await browser.Open(New);
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent();
        using var file = new ByteArrayContent(list);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(file, "fichier", name);
        content.Add(new StringContent(title), "nom");
        content.Add(new StringContent(token), "__RequestVerificationToken");
        await browser.Post(New, content);
        return browser;
    }

    /// <summary>Does what waits; the application's own service may be doing it already.</summary>
    private static async Task Work(TestApp app)
    {
        for (var turn = 0; turn < 600; turn++)
        {
            await app.Services.GetRequiredService<WorkOnImports>().Run(Stop);
            await using var db = app.Db();
            if (
                !await db.ImportRuns.AnyAsync(
                    r =>
                        r.State == ImportState.ToRead
                        || r.State == ImportState.Reading
                        || r.State == ImportState.Applying
                        || r.State == ImportState.Undoing,
                    Stop
                )
            )
            {
                return;
            }

            await Task.Delay(50, Stop);
        }

        Assert.Fail("Les imports n’ont pas avancé.");
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

    /// <summary>The figures of an import, by their words.</summary>
    private static Dictionary<string, int> Counts(Browser browser) =>
        browser
            .Page.QuerySelectorAll(".ml-chiffre")
            .ToDictionary(
                figure => figure.QuerySelector("span")!.TextContent,
                figure => int.Parse(figure.QuerySelector("b")!.TextContent, CultureInfo.InvariantCulture)
            );

    private static string Folded(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What a column is taken for, on the page of columns.</summary>
    private static string Meaning(Browser browser, string column) =>
        browser
            .Page.QuerySelectorAll("dt")
            .Single(term => term.TextContent.Trim() == column)
            .NextElementSibling!.QuerySelector("p:last-child > :first-child")!
            .TextContent;

    private static async Task Say(Browser browser, string column, string meaning)
    {
        await browser.Follow($"Changer : {column}");
        Pick(browser.Page.QuerySelector("select")!, meaning);
        await browser.Press("Enregistrer");
        Assert.Equal(meaning, Meaning(browser, column));
    }

    private static void Pick(IElement choices, string words)
    {
        foreach (var option in choices.QuerySelectorAll("option"))
        {
            option.RemoveAttribute("selected");
        }

        choices
            .QuerySelectorAll("option")
            .Single(option => option.TextContent.Trim() == words)
            .SetAttribute("selected", "");
    }

    private static WebApplication CreateServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }
}

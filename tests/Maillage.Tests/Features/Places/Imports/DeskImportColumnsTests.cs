using System.Net;
using System.Text;
using AngleSharp.Dom;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>A list that nobody knows, given on the desk: its columns and values are said, then it is known.</summary>
public sealed class DeskImportColumnsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_real_list_that_nobody_knows_is_matched_checked_applied_recognised_and_undone()
    {
        await using var app = await Open(folder);
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

    private static string Folded(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

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
}

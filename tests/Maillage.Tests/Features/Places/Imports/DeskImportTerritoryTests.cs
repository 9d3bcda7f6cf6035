using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>A list of all France in the hands of an administrator: the territory of the site, unless they say otherwise.</summary>
public sealed class DeskImportTerritoryTests : IDisposable
{
    private const string Whole = "Prendre toute la liste";
    private const string TerritoryAlone = "Prendre seulement le territoire";

    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_administrator_takes_the_territory_of_the_site_unless_they_ask_for_the_whole_list()
    {
        await using var app = await Open(folder);
        using var client = await app.SignedInClient("Ada");
        var list = Rows(1, 3) + "11,Mairie de Nantes,Nantes,44000\n12,Mairie de Rezé,Rezé,44400\n";
        var browser = await Give(client, list, "Lieux de France");
        await Read(app, browser);
        Assert.Equal(3, Counts(browser)["lieux à créer"]);
        Assert.Contains(
            "2 fiches sont hors de votre territoire (Maine-et-Loire)",
            browser.Text,
            StringComparison.Ordinal
        );
        await browser.Press(Whole);
        await Read(app, browser);
        Assert.Equal(5, Counts(browser)["lieux à créer"]);
        Assert.Contains("elles sont prises aussi", browser.Text, StringComparison.Ordinal);
        await browser.Press(TerritoryAlone);
        await Read(app, browser);
        await browser.Press("Importer seulement le territoire");
        await Work(app);
        Assert.Equal((3, "49"), await Known(app));

        // Whoever coordinates the département sees an import that stays in it, and chooses nothing beyond.
        using (var other = await app.SignedInClient("Basile"))
        {
            var basile = new Browser(other);
            await basile.Open(browser.Address);
            Assert.Contains("Importée", basile.Text, StringComparison.Ordinal);
            basile = await Give(other, list, "Lieux de France");
            await Read(app, basile);
            Assert.DoesNotContain(Whole, basile.Text, StringComparison.Ordinal);
            await basile.Press("Ne pas importer");
        }

        // The whole list is remembered beside that of the territory, as whole.
        browser = await Give(client, list, "Lieux de France");
        await Read(app, browser);
        await browser.Press(Whole);
        await Read(app, browser);
        await browser.Press("Importer");
        await Work(app);
        Assert.Equal((5, "49, toute"), await Known(app));
        await using (var db = app.Db())
        {
            db.Remove(await db.ImportLists.SingleAsync(l => l.Territories.Count > 0, Stop));
            await db.SaveChangesAsync(Stop);
        }

        browser = await Give(client, list, "Lieux de France");
        await Read(app, browser);
        Assert.Equal(5, Counts(browser)["lieux inchangés"]);
        await browser.Press(TerritoryAlone);
        await Read(app, browser);
        Assert.Equal(3, Counts(browser)["lieux inchangés"]);
        await browser.Press("Importer seulement le territoire");
        await Work(app);
        Assert.Equal((5, "49"), await Known(app));
    }

    [Fact]
    public async Task Whoever_coordinates_an_epci_imports_its_places_and_touches_no_other()
    {
        await using var app = await Open(folder);
        using var client = await app.SignedInClient("Coralie");
        var list = Rows(1, 2) + "11,Maison de Cholet,Cholet,49300\n12,Maison de Nantes,Nantes,44000\n";
        var browser = await Give(client, list, "Lieux du coin");
        await Read(app, browser);
        await browser.Press("Importer");
        await Work(app);
        Assert.Equal((3, "49"), await Known(app));

        // Angers is of the EPCI, Cholet and Nantes are not: neither their changes nor their absence count.
        using var other = await app.SignedInClient("Epci");
        var epci = new Browser(other);
        await epci.Open("/espace/imports/nouveau");
        Assert.Contains("Angers Loire Métropole", epci.Text, StringComparison.Ordinal);
        list = Rows(1, 3).Replace("Maison 1,", "Grande maison 1,", StringComparison.Ordinal);
        epci = await Give(other, list + "11,Volée,Angers,49000\n12,Maison de Nantes,Nantes,44000\n", "Lieux du coin");
        await Read(app, epci);
        Assert.Equal(1, Counts(epci)["lieu à créer"]);
        Assert.Equal(1, Counts(epci)["lieu à changer"]);
        Assert.Contains("2 fiches sont hors de votre territoire", epci.Text, StringComparison.Ordinal);
        await epci.Press("Importer");
        await Work(app);

        Assert.Equal((4, "244900015, 49"), await Known(app));
        await using (var db = app.Db())
        {
            var cholet = await db.Places.SingleAsync(p => p.CommuneName == "Cholet", Stop);
            Assert.Equal(("Maison de Cholet", null), (cholet.Name, cholet.GoneAt));
        }

        // Whoever coordinates the whole département sees it; it comes back as a whole.
        var coralie = new Browser(client);
        await coralie.Open(epci.Address);
        Assert.Contains("Importée", coralie.Text, StringComparison.Ordinal);
    }

    private static async Task Read(TestApp app, Browser browser)
    {
        await Work(app);
        await browser.Follow("Actualiser");
        Assert.Contains("À vérifier", browser.Text, StringComparison.Ordinal);
    }

    /// <summary>How many places there are, and the territories of the lists that are remembered.</summary>
    private static async Task<(int Places, string Lists)> Known(TestApp app)
    {
        await using var db = app.Db();
        var lists = await db.ImportLists.ToListAsync(Stop);
        return (
            await db.Places.CountAsync(Stop),
            string.Join(
                ", ",
                lists
                    .Select(one => one.Territories.Count == 0 ? "toute" : string.Join('+', one.Territories))
                    .Order(StringComparer.Ordinal)
            )
        );
    }
}

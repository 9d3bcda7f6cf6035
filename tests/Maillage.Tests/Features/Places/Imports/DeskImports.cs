using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>What the tests of imports from the desk share: lists to give, and the work done aside.</summary>
internal static class DeskImports
{
    public const string New = "/espace/imports/nouveau";
    public const string Header = "id,nom,commune,code_postal\n";

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<TestApp> Open(string folder, params (string Key, string Value)[] settings) =>
        TestApp.Start(
            db =>
            {
                db.AddNetworkPerson("Coralie", NetworkRoleKind.Coordinator);
                db.AddNetworkPerson("Basile", NetworkRoleKind.Coordinator);
                db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
                db.AddNetworkPerson("Nantaise", NetworkRoleKind.Coordinator, "44");
                db.AddNetworkPerson("Epci", NetworkRoleKind.Coordinator, "244900015");
            },
            settings: settings
                .Append(("Uploads:Folder", folder))
                .ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2)
        );

    public static string Rows(int first, int last) =>
        Header
        + string.Concat(
            Enumerable
                .Range(first, last - first + 1)
                .Select(number =>
                    string.Create(CultureInfo.InvariantCulture, $"{number},Maison {number},Angers,49000\n")
                )
        );

    /// <summary>The same list with columns of its own.</summary>
    public static string Renamed(string list) =>
        list.Replace(Header, "ID_LieuMed,NOM_STRUCTURE,COMMUNE,CP\n", StringComparison.Ordinal);

    public static Task<Browser> Give(HttpClient client, string list, string title = "") =>
        Give(client, Encoding.UTF8.GetBytes(list), "liste.csv", title);

    public static async Task<Browser> Give(HttpClient client, byte[] list, string name, string title = "")
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
    public static async Task Work(TestApp app)
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

    /// <summary>The figures of an import, by their words.</summary>
    public static Dictionary<string, int> Counts(Browser browser) =>
        browser
            .Page.QuerySelectorAll(".ml-chiffre")
            .ToDictionary(
                figure => figure.QuerySelector("span")!.TextContent,
                figure => int.Parse(figure.QuerySelector("b")!.TextContent, CultureInfo.InvariantCulture)
            );

    /// <summary>What a column is taken for, on the page of columns.</summary>
    public static string Meaning(Browser browser, string column) =>
        browser
            .Page.QuerySelectorAll("dt")
            .Single(term => term.TextContent.Trim() == column)
            .NextElementSibling!.QuerySelector("p:last-child > :first-child")!
            .TextContent;
}

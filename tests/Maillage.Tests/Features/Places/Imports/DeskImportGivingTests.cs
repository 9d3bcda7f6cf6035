using System.Net;
using Maillage.Tests.Platform.Uploads;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Maillage.Tests.Features.Places.Imports.DeskImports;

namespace Maillage.Tests.Features.Places.Imports;

/// <summary>Lists given on the desk.</summary>
public sealed class DeskImportGivingTests(Clamd clamd) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-lists-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_cannot_be_imported_is_refused_with_a_sentence_and_nothing_is_kept()
    {
        await using var app = await Open(
            folder,
            ("Uploads:Clamd", await clamd.Address()),
            ("Import:LargestList", "100000")
        );
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
}

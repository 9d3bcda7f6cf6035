using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places.Import;

/// <summary>The verb in a process of its own, as a person runs it.</summary>
public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-import-").FullName;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.Create();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_clean_list_gives_0_a_refusal_2_and_the_report_has_the_agreed_form()
    {
        var list = await Write("liste.csv", "id,nom,commune,code_postal\n1,Mairie,Angers,49000\n2,,Angers,49000\n");
        var report = Path.Combine(folder, "rapport.json");

        var (code, text) = await Run("import", "places", list, "--report", report);
        var (clean, _) = await Run(
            "import",
            "places",
            await Write("bonne.csv", "id,nom,commune,code_postal\n1,Mairie,Angers,49000\n")
        );

        Assert.Equal((2, 0), (code, clean));
        Assert.Contains("2 fiches lues : 1 créées", text, StringComparison.Ordinal);
        Assert.Contains("Ligne 3 : La fiche n’a pas de nom", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report));
        Assert.Equal(["summary", "problems"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["read", "created", "updated", "unchanged", "repaired", "rejected", "gone"],
            json.RootElement.GetProperty("summary").EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            ["line", "field", "value", "sentence"],
            json.RootElement.GetProperty("problems")[0].EnumerateObject().Select(p => p.Name)
        );
    }

    [Fact]
    public async Task A_list_that_shrinks_gives_3_and_is_imported_when_told_to()
    {
        const string Header = "id,nom,commune,code_postal\n";
        var whole = await Write("liste.csv", Header + "1,Mairie,Angers,49000\n2,Médiathèque,Angers,49000\n");
        await Run("import", "places", whole);
        var half = await Write("liste.csv", Header + "1,Mairie,Angers,49000\n");

        var (stopped, text) = await Run("import", "places", half);
        var (agreed, _) = await Run("import", "places", half, "--even-if-smaller");

        Assert.Equal((3, 0), (stopped, agreed));
        Assert.Contains("1 au lieu de 2. Rien n’a été importé.", text, StringComparison.Ordinal);
        Assert.Contains("recommencez avec --even-if-smaller", text, StringComparison.Ordinal);
        await using var db = database.Open();
        Assert.Equal(["Médiathèque"], await db.Places.Where(p => p.GoneAt != null).Select(p => p.Name).ToListAsync());
    }

    [Fact]
    public async Task The_verb_measures_from_the_official_centres_that_were_imported()
    {
        await using (var db = database.Open())
        {
            db.CommuneCentres.Add(
                new CommuneCentre
                {
                    Insee = "49007",
                    Latitude = 48.8566,
                    Longitude = 2.3522,
                    Source = "essai",
                    ImportedOn = new DateOnly(2026, 11, 24),
                }
            );
            await db.SaveChangesAsync();
        }

        await Run(
            "import",
            "places",
            await Write(
                "liste.csv",
                "id,nom,commune,code_postal,latitude,longitude\n1,Mairie,Angers,49000,47.4705,-0.5508\n"
            )
        );

        await using var after = database.Open();
        Assert.Equal(LocationPrecision.Commune, (await after.Places.SingleAsync()).LocationPrecision);
    }

    [Theory]
    [InlineData("absent.csv")]
    [InlineData("http://127.0.0.1/liste.csv")]
    [InlineData("file:///etc/passwd")]
    public async Task What_cannot_be_opened_is_told_in_one_sentence(string origin)
    {
        var (code, text) = await Run("import", "places", origin);

        Assert.Equal(2, code);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_killed_midway_leaves_nothing_half_done_after_the_next()
    {
        var rows = new StringBuilder("id,nom,commune,code_postal\n");
        for (var i = 1; i <= 30_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{i},Maison {i},Angers,49000\n");
        }

        var list = await Write("longue.csv", rows.ToString());
        using (var process = Start("import", "places", list))
        {
            await using var db = database.Open();
            while (!process.HasExited && !await db.Places.AnyAsync())
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.InRange(await db.Places.CountAsync(), 1, 29_999);
        }

        var (code, text) = await Run("import", "places", list);

        Assert.Equal(0, code);
        Assert.Contains(
            "30 000 inchangées",
            text.Replace('\u202F', ' ').Replace('\u00A0', ' '),
            StringComparison.Ordinal
        );
        await using var after = database.Open();
        Assert.Equal(30_000, await after.Places.CountAsync());
        Assert.Equal(0, await after.StagedPlaces.CountAsync());
        Assert.Equal(2, await after.ImportRuns.CountAsync(r => r.State == ImportState.Done));
    }

    private async Task<string> Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }

    private async Task<(int Code, string Text)> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text + await errors);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet"
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["Database__Provider"] = database.Provider;
        start.Environment["Database__ConnectionString"] = database.ConnectionString;
        return Process.Start(start)!;
    }
}

using System.Text;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Places;
using Maillage.Features.Places.Import;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places.Import;

/// <summary>An application with an empty directory, into which a test imports what it writes.</summary>
internal sealed class ImportScene : IAsyncDisposable
{
    private readonly TestApp app;

    private ImportScene(TestApp app) => this.app = app;

    public TestApp App => app;

    public static async Task<ImportScene> Start() => new(await TestApp.Start());

    /// <summary>One record of the standard, whole and right, with what the test changes; null takes a field away.</summary>
    public static Dictionary<string, object?> Record(params (string Field, object? Value)[] changes)
    {
        var record = new Dictionary<string, object?>
        {
            ["id"] = "lieu-1",
            ["pivot"] = "43493312300029",
            ["nom"] = "Médiathèque d’Allonnes",
            ["commune"] = "Allonnes",
            ["code_postal"] = "49650",
            ["code_insee"] = "49002",
            ["adresse"] = "20 rue des Tilleuls",
            ["latitude"] = 47.294016,
            ["longitude"] = 0.02466,
            ["telephone"] = "+33261910001",
            ["courriels"] = "mediatheque@allonnes.test",
            ["source"] = "Liste d’essai",
            ["date_maj"] = "2024-04-02",
            ["services"] = "Aide aux démarches administratives",
        };
        foreach (var (field, value) in changes)
        {
            if (value is null)
            {
                record.Remove(field);
            }
            else
            {
                record[field] = value;
            }
        }

        return record;
    }

    public static string Json(params Dictionary<string, object?>[] records) => JsonSerializer.Serialize(records);

    public Task<ImportReport> Import(string content, ReadingOptions? options = null, bool isTrial = false) =>
        Import(Encoding.UTF8.GetBytes(content), options, isTrial);

    public async Task<ImportReport> Import(byte[] content, ReadingOptions? options = null, bool isTrial = false)
    {
        using var stream = new MemoryStream(content);
        return await Import(stream, options, isTrial);
    }

    /// <summary>Imports what a test gives.</summary>
    /// <param name="evenIfSmaller">False to be stopped by a list that has shrunk, as people are.</param>
    public Task<ImportReport> Import(
        Stream content,
        ReadingOptions? options = null,
        bool isTrial = false,
        bool evenIfSmaller = true
    ) =>
        app
            .Services.GetRequiredService<ImportPlaces>()
            .Run(
                content,
                new ImportRequest(
                    "essai",
                    options ?? new ReadingOptions(null, "Liste d’essai"),
                    isTrial,
                    EvenIfSmaller: evenIfSmaller
                )
            );

    public async Task<ImportReport> ImportFile(string path, ReadingOptions? options = null, bool isTrial = false)
    {
        await using var file = File.OpenRead(path);
        return await Import(file, options, isTrial);
    }

    public Task<UndoResult> Undo(Guid run) => app.Services.GetRequiredService<UndoImport>().Run(run);

    public MaillageDb Db() => app.Db();

    public async Task<Place> Only()
    {
        await using var db = Db();
        return await db.Places.Include(p => p.Sources).SingleAsync();
    }

    /// <summary>Imports one record and gives the place that came of it.</summary>
    public async Task<(Place Place, ImportReport Report)> ImportOne(params (string Field, object? Value)[] changes)
    {
        var report = await Import(Json(Record(changes)));
        return (await Only(), report);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

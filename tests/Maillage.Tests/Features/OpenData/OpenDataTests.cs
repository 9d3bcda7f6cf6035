using System.Net;
using System.Text.Json;
using Maillage.Features.OpenData;
using Maillage.Features.Places.Search;
using Maillage.Tests.Features.Places.Export;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.OpenData;

public class OpenDataTests
{
    public static TheoryData<string> Addresses =>
        [.. DataFile.All.Select(file => file.Path), OpenDataUrls.TurtlePath, OpenDataUrls.JsonLdPath];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_file_is_open_to_every_site_and_not_sent_twice(string address)
    {
        await using var app = await TestApp.Start(db => db.Places.Add(StandardExportTests.APlace()));
        using var client = app.Client();

        var first = await client.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await client.SendAsync(again);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        var third = await client.SendAsync(head);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(["*"], first.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("licence-ouverte", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.NotEmpty(await first.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.Equal(first.Headers.ETag, third.Headers.ETag);
        Assert.Empty(await third.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_file_is_compressed_for_whoever_reads_it_so(string address)
    {
        await using var app = await TestApp.Start(db => db.Places.Add(StandardExportTests.APlace()));
        using var client = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new("br"));

        var answer = await client.SendAsync(request);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_file_follows_the_directory()
    {
        await using var app = await TestApp.Start(db => db.Places.Add(StandardExportTests.APlace()));
        using var client = app.Client();
        var before = await client.GetAsync("/donnees/lieux.csv");
        await using (var db = app.Db())
        {
            (await db.Places.SingleAsync()).Name = "Nouveau nom";
            await db.SaveChangesAsync();
        }

        await app.Services.GetRequiredService<PlaceDirectory>().Reload();
        var after = await client.GetAsync("/donnees/lieux.csv");

        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.Contains("Nouveau nom", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_cannot_be_written_anew_are_given_as_they_were()
    {
        await using var app = await TestApp.Start(db => db.Places.Add(StandardExportTests.APlace()));
        using var client = app.Client();
        var before = await client.GetStringAsync("/donnees/lieux.csv");
        await app.Services.GetRequiredService<PlaceDirectory>().Reload();
        await using (var db = app.Db())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE places RENAME TO elsewhere");
        }

        Assert.Equal(before, await client.GetStringAsync("/donnees/lieux.csv"));
    }

    [Fact]
    public async Task The_page_gives_each_file_with_its_count_size_licence_and_date()
    {
        await using var app = await TestApp.Start(db =>
            db.Places.AddRange(StandardExportTests.APlace(), StandardExportTests.APlace())
        );
        using var client = app.Client();

        var page = await client.GetStringAsync("/donnees");

        Assert.All(DataFile.All, file => Assert.Contains($"href=\"{file.Path}\"", page, StringComparison.Ordinal));
        // The three forms of the standard, and the structures; these places offer no service.
        Assert.Equal(4, page.Split("2 enregistrements").Length - 1);
        Assert.Contains("24 novembre 2026", page, StringComparison.Ordinal);
        Assert.Contains("Licence Ouverte 2.0", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_catalogue_conforms_to_dcat_ap_and_says_the_same_in_both_forms(bool full)
    {
        await using var app = await TestApp.Start(
            db =>
            {
                if (full)
                {
                    db.Places.Add(StandardExportTests.APlace());
                }
            },
            settings: new Dictionary<string, string?>
            {
                ["Site:PublicUrl"] = "https://aide.exemple.fr",
                ["Site:Publisher"] = "Département « test » \\ 49",
                ["Site:ContactEmail"] = full ? "donnees@exemple.fr" : "",
            }
        );
        using var client = app.Client();
        var folder = Directory.CreateTempSubdirectory();
        var turtle = Path.Combine(folder.FullName, "catalogue.ttl");
        var json = Path.Combine(folder.FullName, "catalogue.jsonld");
        await File.WriteAllBytesAsync(turtle, await client.GetByteArrayAsync(OpenDataUrls.TurtlePath));
        await File.WriteAllBytesAsync(json, await client.GetByteArrayAsync(OpenDataUrls.JsonLdPath));

        var (_, output) = await Node.Run(
            Path.Combine(SharedData.Repository, "tests/Maillage.Tests/Features/OpenData/validate-catalogue.mjs"),
            SharedData.Path("shacl/dcat-ap_3_shacl_shapes.ttl"),
            turtle,
            json
        );
        folder.Delete(recursive: true);

        using var answer = JsonDocument.Parse(output);
        Assert.Equal("[]", answer.RootElement.GetProperty("results").ToString());
        Assert.True(answer.RootElement.GetProperty("conforms").GetBoolean());
        Assert.Equal("[]", answer.RootElement.GetProperty("different").ToString());
        Assert.True(answer.RootElement.GetProperty("statements").GetInt32() > 100);
    }
}

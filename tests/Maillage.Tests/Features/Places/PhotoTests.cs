using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Maillage.Features.Accounts;
using Maillage.Tests.Platform.Uploads;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Maillage.Tests.Features.Places;

/// <summary>The photo of a place: what is taken, what is refused, what is left of the file that was sent.</summary>
public sealed class PhotoTests(Clamd clamd) : IDisposable
{
    private const string Page = "/espace/lieux/maison-des-lices/photo";
    private const string Hidden = "47.4705N 0.5508W Paul Martin";

    private readonly string folder = Directory.CreateTempSubdirectory("maillage-photos-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_photo_is_drawn_anew_and_shown_on_the_public_page()
    {
        await using var app = await Start(await clamd.Address());
        using var client = await app.SignedInClient("Rachid");

        foreach (var sent in new[] { Jpeg(), Png(), Webp() })
        {
            Assert.Contains(Hidden, Encoding.Latin1.GetString(sent), StringComparison.Ordinal);
            var browser = await Send(client, sent, "C:\\photos\\..\\façade.exe", "Porte bleue");
            Assert.Equal((HttpStatusCode.OK, Page), (browser.Status, browser.Address));
        }

        // One place, one photo: the files of the former ones are gone.
        Assert.Equal(2, Files().Count);
        Assert.All(
            Files(),
            file =>
            {
                var kept = File.ReadAllBytes(file);
                Assert.DoesNotContain(Hidden, Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
                Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
                Assert.InRange(kept.Length, 1, 45_000);
                Assert.EndsWith(".jpg", file, StringComparison.Ordinal);
            }
        );

        var visitor = new Browser(app.Client());
        await visitor.Open("/lieux/maison-des-lices");
        var image = visitor.Page.QuerySelector("img.ml-photo")!;
        Assert.Equal("Porte bleue", image.GetAttribute("alt"));
        var address = image.GetAttribute("src")!;
        using var stranger = app.Client();
        using var answer = await stranger.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition!.DispositionType);
        using var shown = SKBitmap.Decode(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(480, shown.Width);
        foreach (
            var wrong in new[]
            {
                address.Replace("maison-des-lices", "autre-maison", StringComparison.Ordinal),
                address.Replace("480", "481", StringComparison.Ordinal),
                $"/lieux/maison-des-lices/photo/{Guid.CreateVersion7()}/480.jpg",
            }
        )
        {
            using var refused = await stranger.GetAsync(new Uri(wrong, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        var rachid = new Browser(client);
        await rachid.Open(Page);
        await rachid.Press("Retirer cette photo");
        Assert.Empty(Files());
        await visitor.Open("/lieux/maison-des-lices");
        Assert.Null(visitor.Page.QuerySelector("img.ml-photo"));
        await using var db = app.Db();
        Assert.Contains(await db.JournalLines.ToListAsync(), line => line.Subject == "PlacePhoto");
    }

    [Fact]
    public async Task Each_photo_is_a_version_and_none_replaces_another_in_silence()
    {
        await using var app = await Start("");
        using var client = await app.SignedInClient("Rachid");
        await Send(client, Jpeg(), "a.jpg", "Porte bleue");
        var late = new Browser(client);
        await late.Open(Page);

        await Send(client, Jpeg(), "b.jpg", "Porte verte");
        await late.Press("Retirer cette photo");

        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Contains("Quelqu’un vient de changer la photo", late.Text, StringComparison.Ordinal);
        await late.Press("Retirer cette photo");
        Assert.Empty(Files());
        await late.Open("/espace/lieux/maison-des-lices/historique");
        Assert.Contains("Photo : Porte verte rien", late.Text, StringComparison.Ordinal);
        Assert.Contains("Photo : Porte bleue Porte verte", late.Text, StringComparison.Ordinal);
        Assert.Contains("Photo : rien Porte bleue", late.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Revenir à cet état", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_taken_sideways_is_put_upright()
    {
        await using var app = await Start("");
        using var client = await app.SignedInClient("Rachid");

        // 6: the camera was turned; what is wide in the file is high on the page.
        await Send(client, Jpeg(width: 300, height: 200, orientation: 6), "a.jpg", "Porte");

        using var kept = SKBitmap.Decode(Files()[0]);
        Assert.Equal((200, 300), (kept.Width, kept.Height));
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_with_a_sentence_and_nothing_is_kept()
    {
        await using var app = await Start(await clamd.Address());
        using var client = await app.SignedInClient("Rachid");
        var script = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script></svg>"u8;
        (byte[] Sent, string Sentence)[] wrongs =
        [
            (script.ToArray(), "n’est pas une photo"),
            ("<html><script>alert(1)</script>"u8.ToArray(), "n’est pas une photo"),
            ("GIF89a"u8.ToArray(), "n’est pas une photo"),
            ([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], "n’est pas une photo"),
            ([], "n’est pas une photo"),
            (Clamd.Eicar, "L’antivirus a refusé ce fichier"),
            (new byte[1_000_001], "trop lourde"),
        ];

        foreach (var (sent, sentence) in wrongs)
        {
            var browser = await Send(client, sent, "photo.jpg", "Porte bleue");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains(sentence, browser.Text, StringComparison.Ordinal);
        }

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Nothing_is_kept_while_the_antivirus_does_not_answer()
    {
        await clamd.Address();
        foreach (var away in new[] { "127.0.0.1:1", Path.Combine(folder, "nobody.sock") })
        {
            await using var app = await Start(away);
            using var client = await app.SignedInClient("Rachid");
            var browser = await Send(client, Jpeg(), "photo.jpg", "Porte bleue");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains("L’antivirus ne répond pas : rien n’a été gardé", browser.Text, StringComparison.Ordinal);
            Assert.Empty(Files());
        }

        await using var bySocket = await Start(clamd.Socket);
        using var rachid = await bySocket.SignedInClient("Rachid");
        Assert.Contains("refusé", (await Send(rachid, Clamd.Eicar, "a.jpg", "Porte")).Text, StringComparison.Ordinal);
        Assert.Equal(Page, (await Send(rachid, Jpeg(), "a.jpg", "Porte")).Address);
        Assert.Equal(2, Files().Count);
    }

    [Fact]
    public async Task The_photo_of_a_place_gone_for_two_years_leaves_with_its_files()
    {
        await using var app = await Start("");
        using var client = await app.SignedInClient("Rachid");
        await Send(client, Jpeg(), "a.jpg", "Porte");
        Assert.Equal(2, Files().Count);
        await using (var db = app.Db())
        {
            (await db.Places.SingleAsync(p => p.Slug == "maison-des-lices")).GoneAt =
                TestApp.DefaultNow.UtcDateTime.AddMonths(-24);
            await db.SaveChangesAsync();
        }

        // Files have the machine's clock: older than any hour of this test's.
        Files().ForEach(file => File.SetLastWriteTimeUtc(file, TestApp.DefaultNow.UtcDateTime.AddDays(-1)));
        await using var scope = app.Services.CreateAsyncScope();
        var purge = scope.ServiceProvider.GetRequiredService<Maillage.Platform.Privacy.PurgePersonalData>();
        await purge.Run(isDryRun: true, default);
        Assert.Equal(2, Files().Count);
        var counts = await purge.Run(isDryRun: false, default);
        Assert.Equal(1, counts!.Single(count => count.Kind.Id == "photos").Records);
        Assert.Empty(Files());
    }

    private List<string> Files() => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order()];

    private Task<TestApp> Start(string scanner)
    {
        var organisation = People.Organisation("Commune d’essai");
        return TestApp.Start(
            db =>
            {
                db.AddRange(
                    organisation,
                    Given.Place(but: place => place.OrganisationId = organisation.Id),
                    Given.Place("Autre maison")
                );
                db.AddMember("Rachid", organisation, OrganisationRole.Mediator);
            },
            settings: new Dictionary<string, string?>
            {
                ["Uploads:Folder"] = folder,
                ["Uploads:Clamd"] = scanner,
                ["Uploads:Largest"] = "1000000",
            }
        );
    }

    private static async Task<Browser> Send(HttpClient client, byte[] sent, string name, string words)
    {
        var browser = new Browser(client);
        await browser.Open(Page);
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent();
        using var file = new ByteArrayContent(sent);
        // What the browser says of it is not believed.
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        content.Add(file, "photo", name);
        content.Add(new StringContent(words), "texte");
        content.Add(new StringContent("envoyer"), "geste");
        content.Add(
            new StringContent(browser.Page.QuerySelector("input[name=vue]")!.GetAttribute("value") ?? ""),
            "vue"
        );
        content.Add(new StringContent(token), "__RequestVerificationToken");
        await browser.Post(Page, content);
        return browser;
    }

    private static byte[] Encoded(SKEncodedImageFormat format, int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
            {
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 7), (byte)(y * 5), (byte)(x * y)));
            }
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>With an EXIF block that bears an orientation, and words where GPS, XMP and IPTC would be.</summary>
    private static byte[] Jpeg(int width = 640, int height = 480, byte orientation = 1)
    {
        var plain = Encoded(SKEncodedImageFormat.Jpeg, width, height);
        byte[] exif =
        [
            .. "Exif\0\0"u8,
            .. "II*\0"u8,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            0x01,
            3,
            0,
            1,
            0,
            0,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. Encoding.Latin1.GetBytes(Hidden),
        ];
        return
        [
            .. plain[..2],
            .. Segment(0xE1, exif),
            .. Segment(0xED, Encoding.Latin1.GetBytes(Hidden)),
            .. plain[2..],
        ];
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    /// <summary>With a text chunk.</summary>
    private static byte[] Png()
    {
        var plain = Encoded(SKEncodedImageFormat.Png, 640, 480);
        var text = Encoding.Latin1.GetBytes("Comment\0" + Hidden);
        byte[] body = [.. "tEXt"u8, .. text];
        var crc = Crc32(body);
        byte[] chunk = [.. BigEndian((uint)text.Length), .. body, .. BigEndian(crc)];
        // After the header: 8 bytes of signature and 25 of IHDR.
        return [.. plain[..33], .. chunk, .. plain[33..]];
    }

    private static byte[] Webp()
    {
        var plain = Encoded(SKEncodedImageFormat.Webp, 640, 480);
        var words = Encoding.Latin1.GetBytes(Hidden);
        byte[] chunk = [.. "XMP "u8, .. BitConverter.GetBytes(words.Length), .. words, .. new byte[words.Length % 2]];
        byte[] whole = [.. plain, .. chunk];
        BitConverter.TryWriteBytes(whole.AsSpan(4), whole.Length - 8);
        return whole;
    }

    private static byte[] BigEndian(uint number) =>
        [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}

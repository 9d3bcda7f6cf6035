using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Maillage.Platform.Uploads;

/// <summary>
/// The one way in for pictures that people send (envoi d’une photo): its size, its kind by what it holds, the antivirus;
/// then it is drawn anew in our own sizes, so that nothing but what one sees is kept: no place, no device, no hidden bytes.
/// </summary>
public sealed class KeepPicture(ScanFile scanFile, IOptions<UploadSettings> settings, TimeProvider time)
{
    /// <summary>For a phone and for a screen, in pixels.</summary>
    public static readonly IReadOnlyList<int> Widths = [480, 960];

    /// <summary>Tried in turn until the file is light enough for a page of 60 kB.</summary>
    private static readonly int[] Qualities = [75, 60, 45, 30, 18];

    /// <summary>Bytes for each column of dots: 20 kB for a phone, 40 kB for a screen.</summary>
    private const int BytesPerColumn = 42;

    /// <summary>Some 40 million dots: more is no photo, and a small file can claim it.</summary>
    private const long MostPixels = 40_000_000;

    private static readonly SKEncodedImageFormat[] Accepted =
    [
        SKEncodedImageFormat.Jpeg,
        SKEncodedImageFormat.Png,
        SKEncodedImageFormat.Webp,
    ];

    public async Task<(PictureOutcome Outcome, KeptPicture? Picture)> Run(Stream sent, CancellationToken cancellation)
    {
        if (await Read(sent, cancellation) is not { } bytes)
        {
            return (PictureOutcome.TooLarge, null);
        }

        switch (await scanFile.Run(bytes, cancellation))
        {
            case ScanOutcome.Infected:
                return (PictureOutcome.Infected, null);
            case ScanOutcome.Away:
                return (PictureOutcome.ScannerAway, null);
        }

        using var picture = Draw(bytes);
        return picture is null
            ? (PictureOutcome.NotAPicture, null)
            : (PictureOutcome.Kept, await Keep(picture, cancellation));
    }

    /// <summary>The file of a picture in one of the <see cref="Widths"/>; null when there is none.</summary>
    public FileInfo? Find(Guid id, int width)
    {
        var file = new FileInfo(PathOf(id, width));
        return Widths.Contains(width) && file.Exists ? file : null;
    }

    /// <summary>Deletes every file of a picture.</summary>
    public void Delete(Guid id)
    {
        foreach (var width in Widths)
        {
            File.Delete(PathOf(id, width));
        }
    }

    /// <summary>Deletes the files of every other picture, save those so recent that they may be about to be shown.</summary>
    public void DeleteAllBut(IReadOnlySet<Guid> kept)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(settings.Value.Folder));
        if (!folder.Exists)
        {
            return;
        }

        var anHourAgo = time.GetUtcNow().UtcDateTime.AddHours(-1);
        foreach (var file in folder.EnumerateFiles("*-*.jpg", SearchOption.AllDirectories))
        {
            if (
                file.LastWriteTimeUtc < anHourAgo
                && Guid.TryParseExact(file.Name.Split('-')[0], "N", out var id)
                && !kept.Contains(id)
            )
            {
                file.Delete();
            }
        }
    }

    /// <summary>Null when there is more than is allowed: the rest is not read.</summary>
    private async Task<byte[]?> Read(Stream sent, CancellationToken cancellation)
    {
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await sent.ReadAsync(buffer, cancellation)) > 0)
        {
            if (held.Length + count > settings.Value.Largest)
            {
                return null;
            }

            held.Write(buffer, 0, count);
        }

        return held.ToArray();
    }

    /// <summary>The dots alone, the right way up; null for what is not a picture that we take.</summary>
    private static SKBitmap? Draw(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (
            codec is null
            || !Accepted.Contains(codec.EncodedFormat)
            || (long)codec.Info.Width * codec.Info.Height is 0 or > MostPixels
        )
        {
            return null;
        }

        using var read = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height));
        return read is null ? null : Upright(read, codec.EncodedOrigin);
    }

    /// <summary>Turned as the camera said, since what said it is left out.</summary>
    private static SKBitmap Upright(SKBitmap read, SKEncodedOrigin origin)
    {
        var (w, h) = (read.Width, read.Height);
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var upright = new SKBitmap(isTurned ? h : w, isTurned ? w : h);
        using var canvas = new SKCanvas(upright);
        // What lies under a transparent picture is white, as on the page.
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(
            origin switch
            {
                SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
                SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
                SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
                SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
                SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
                SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
                SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
                _ => SKMatrix.Identity,
            }
        );
        canvas.DrawBitmap(read, 0, 0);
        return upright;
    }

    private async Task<KeptPicture> Keep(SKBitmap picture, CancellationToken cancellation)
    {
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var (largestWidth, largestHeight) = (0, 0);
        foreach (var width in Widths)
        {
            var (w, h) =
                picture.Width <= width
                    ? (picture.Width, picture.Height)
                    : (width, Math.Max(1, (int)Math.Round((double)picture.Height * width / picture.Width)));
            using var drawn = picture.Resize(
                new SKImageInfo(w, h),
                new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            );
            var encoded = Encode(drawn, width * BytesPerColumn);
            var path = PathOf(id, width);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, encoded, cancellation);
            (largestWidth, largestHeight) = (w, h);
        }

        return new KeptPicture(id, largestWidth, largestHeight);
    }

    private static byte[] Encode(SKBitmap drawn, int most)
    {
        byte[] encoded = [];
        foreach (var quality in Qualities)
        {
            using var data = drawn.Encode(SKEncodedImageFormat.Jpeg, quality);
            encoded = data.ToArray();
            if (encoded.Length <= most)
            {
                break;
            }
        }

        return encoded;
    }

    private string PathOf(Guid id, int width)
    {
        var name = id.ToString("N");
        return Path.Combine(
            Path.GetFullPath(settings.Value.Folder),
            name[..2],
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{width}.jpg")
        );
    }
}

using Maillage.Platform.Web;

namespace Maillage.Features.Places.Import;

/// <summary>Opens the file or the web address that a person names.</summary>
public sealed class ListOrigin(GuardedHttp http)
{
    private static readonly DownloadLimits Limits = new(500L * 1024 * 1024, TimeSpan.FromMinutes(10));

    /// <summary>The content, which can be read again from its start.</summary>
    public Task<Stream> Open(string origin, CancellationToken cancellation) => Open(origin, Limits, cancellation);

    /// <summary>The same, with limits of the caller's for what is downloaded.</summary>
    public async Task<Stream> Open(string origin, DownloadLimits limits, CancellationToken cancellation)
    {
        if (!IsAddress(origin, out var address))
        {
            return File.OpenRead(origin);
        }

        var file = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            await http.Download(address, file, limits, cancellation);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>A name for the list when nothing gives a better one.</summary>
    public static string NameOf(string origin) =>
        IsAddress(origin, out var address) ? address.Host : Path.GetFileNameWithoutExtension(origin);

    /// <summary>True for a web address; a file's name is none.</summary>
    public static bool IsAddress(string origin, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(origin, UriKind.Absolute, out address) && origin.Contains("://", StringComparison.Ordinal);
}

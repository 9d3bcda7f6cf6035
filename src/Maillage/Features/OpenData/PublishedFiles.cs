using System.Security.Cryptography;
using Maillage.Features.Places.Export;
using Maillage.Features.Places.Search;

namespace Maillage.Features.OpenData;

/// <summary>
/// The files offered to everyone, as of the directory in memory (fichiers publiés): written once for each state of the
/// directory, soon after it changes or when somebody asks before, to a folder of this node's own.
/// </summary>
public sealed class PublishedFiles(IServiceScopeFactory scopes, PlaceDirectory directory) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("maillage-donnees-");
    private volatile PublishedVersion? held;
    private PublishedVersion? former;

    /// <summary>The files of the moment; those of before while the directory's last state cannot be written.</summary>
    public async Task<PublishedVersion> Current(CancellationToken cancellation)
    {
        try
        {
            return await Renew(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && held is not null)
        {
            return held;
        }
    }

    /// <summary>The files of the moment, written now if the directory has changed since the last time.</summary>
    internal async Task<PublishedVersion> Renew(CancellationToken cancellation)
    {
        var snapshot = directory.Current;
        if (held is { } current && current.Directory == snapshot)
        {
            return current;
        }

        await writing.WaitAsync(cancellation);
        try
        {
            if (held?.Directory != snapshot)
            {
                var written = await Write(snapshot, cancellation);
                // The former version stays for those who were just told where its files are.
                foreach (var file in former?.Files ?? [])
                {
                    File.Delete(file.Location);
                }

                (former, held) = (held, written);
            }

            return held!;
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose()
    {
        writing.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<PublishedVersion> Write(DirectorySnapshot snapshot, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var export = scope.ServiceProvider.GetRequiredService<ExportPlaces>();
        var files = new List<PublishedFile>();
        var begun = new List<string>();
        try
        {
            foreach (var definition in DataFile.All)
            {
                var location = Path.Combine(folder.FullName, Guid.CreateVersion7().ToString("N"));
                begun.Add(location);
                await using var file = File.Create(location);
                var count = await export.Run(definition.Format, file, new ExportReport(), cancellation);
                file.Position = 0;
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
                files.Add(new PublishedFile(definition, location, file.Length, count, hash));
            }
        }
        catch
        {
            begun.ForEach(File.Delete);
            throw;
        }

        var places = snapshot.Entries.Select(entry => entry.Place).ToList();
        return new PublishedVersion(
            snapshot,
            files,
            places.Max(p => (DateTime?)p.ModifiedAt),
            places.Min(p => p.UpdatedOn)
        );
    }
}

/// <summary>The files of one state of the directory.</summary>
/// <param name="ModifiedAt">The latest change of a place; null without any place.</param>
/// <param name="OldestOn">The oldest day on which a source says that it changed a record; null when none says so.</param>
public sealed record PublishedVersion(
    DirectorySnapshot Directory,
    IReadOnlyList<PublishedFile> Files,
    DateTime? ModifiedAt,
    DateOnly? OldestOn
);

/// <summary>A file ready to be sent.</summary>
/// <param name="Location">Where it stands on this machine.</param>
/// <param name="Size">Bytes, before compression.</param>
/// <param name="Count">How many records it holds.</param>
/// <param name="Sha256">Of its content, lower-case hexadecimal: also its ETag, the same on every node.</param>
public sealed record PublishedFile(DataFile Definition, string Location, long Size, int Count, string Sha256);

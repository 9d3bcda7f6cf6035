using System.Globalization;
using CsvHelper;
using Maillage.Features.Places.Import;
using Maillage.Platform.Text;
using Maillage.Platform.Uploads;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Imports;

/// <summary>What comes of a list that somebody gives.</summary>
public enum GivenOutcome
{
    Kept,
    TooLarge,
    Infected,

    /// <summary>The antivirus does not answer: nothing was kept.</summary>
    ScannerAway,
}

/// <summary>
/// The files of the lists given on the desk (liste déposée): private, beside the other files that people send, outside of
/// what the web server serves, each under the id of its import; with it the table of what its reading met.
/// </summary>
public sealed class KeptLists(
    ScanFile scanFile,
    IOptions<UploadSettings> uploads,
    IOptions<ImportSettings> settings,
    TimeProvider time
)
{
    private const string ListSuffix = ".list";
    private const string ReportSuffix = ".csv";

    private string Folder => Path.Combine(Path.GetFullPath(uploads.Value.Folder), "lists");

    /// <summary>Keeps a list once the antivirus has seen it.</summary>
    public async Task<GivenOutcome> Keep(Guid run, Stream sent, CancellationToken cancellation)
    {
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await sent.ReadAsync(buffer, cancellation)) > 0)
        {
            if (held.Length + count > settings.Value.LargestList)
            {
                return GivenOutcome.TooLarge;
            }

            held.Write(buffer, 0, count);
        }

        var bytes = held.GetBuffer().AsMemory(0, (int)held.Length);
        switch (await scanFile.Run(bytes, cancellation))
        {
            case ScanOutcome.Infected:
                return GivenOutcome.Infected;
            case ScanOutcome.Away:
                return GivenOutcome.ScannerAway;
        }

        Directory.CreateDirectory(Folder);
        await using var file = File.Create(PathOf(run, ListSuffix));
        await file.WriteAsync(bytes, cancellation);
        return GivenOutcome.Kept;
    }

    /// <summary>The list given for an import.</summary>
    /// <exception cref="UnreadableListException">It is no longer kept.</exception>
    public FileStream Open(Guid run)
    {
        try
        {
            return File.OpenRead(PathOf(run, ListSuffix));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableListException("Le fichier n’est plus gardé : donnez la liste de nouveau.");
        }
    }

    /// <summary>Keeps everything that the reading met, as a table.</summary>
    public async Task WriteReport(Guid run, IReadOnlyList<ImportProblem> problems)
    {
        Directory.CreateDirectory(Folder);
        await using var output = File.Create(PathOf(run, ReportSuffix));
        await using var csv = CsvWriter.Create(output);
        csv.WriteHeader(["ligne", "champ", "valeur", "ce_qui_est_fait", "refus"]);
        foreach (var problem in problems)
        {
            csv.WriteField(problem.Line.ToString(CultureInfo.InvariantCulture));
            csv.WriteField(problem.Field);
            csv.WriteField(problem.Value is null ? null : SpreadsheetCell.Guard(problem.Value));
            csv.WriteField(SpreadsheetCell.Guard(problem.Sentence));
            csv.WriteField(problem.Kind == ProblemKind.Rejection ? "oui" : "");
            await csv.EndRecordAsync(CancellationToken.None);
        }
    }

    /// <summary>The table of everything that was met; null when it is no longer kept.</summary>
    public FileInfo? Report(Guid run)
    {
        var file = new FileInfo(PathOf(run, ReportSuffix));
        return file.Exists ? file : null;
    }

    public void Delete(Guid run)
    {
        foreach (var path in new[] { PathOf(run, ListSuffix), PathOf(run, ReportSuffix) }.Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    /// <summary>Deletes the files of every other import, save those so recent that they may be about to be known.</summary>
    public void DeleteAllBut(IReadOnlySet<Guid> kept)
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        var anHourAgo = time.GetUtcNow().UtcDateTime.AddHours(-1);
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles())
        {
            var isKept =
                Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out var id) && kept.Contains(id);
            if (!isKept && file.LastWriteTimeUtc < anHourAgo)
            {
                file.Delete();
            }
        }
    }

    private string PathOf(Guid run, string suffix) => Path.Combine(Folder, run.ToString("N") + suffix);
}

using Maillage.Data;
using Maillage.Features.Places.Export;
using Maillage.Features.Places.Import;
using Maillage.Features.Territories;
using Maillage.Platform.Web;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Imports;

/// <summary>A list that comes in and what its import may touch.</summary>
/// <param name="Origin">The file's name or its address.</param>
/// <param name="Name">The name that its records bear; null to recognise it or to take theirs.</param>
/// <param name="AccountId">Who gives it; null for the night.</param>
/// <param name="Territories">As in <see cref="ImportRun.Territories"/>.</param>
/// <param name="Known">The remembered lists that it may be, or from which its columns are learned.</param>
/// <param name="List">The remembered list that it is; null to look for it.</param>
public sealed record GivenList(
    string Origin,
    string? Name,
    Guid? AccountId,
    IReadOnlyList<string> Territories,
    IReadOnlyList<ImportList> Known,
    ImportList? List = null
);

/// <summary>Takes in a list that somebody gives, or that is found at an address, and recognises it (déposer une liste).</summary>
public sealed class GiveList(
    MaillageDb db,
    KeptLists keptLists,
    ListOrigin listOrigin,
    TerritoryMap map,
    IOptions<ImportSettings> settings,
    TimeProvider time
)
{
    private const int MostExamples = 4;
    private const int LongestExample = 80;

    /// <summary>Whoever waits for a page does not wait longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Downloads the list first.</summary>
    /// <returns>The import, or why there is none, one French sentence.</returns>
    public async Task<(ImportRun? Run, string? Refusal)> FromAddress(GivenList given, CancellationToken cancellation)
    {
        // What is no web address would name a file of this machine.
        if (!ListOrigin.IsAddress(given.Origin, out var address) || address.Scheme is not ("http" or "https"))
        {
            return (null, "Cette adresse ne se lit pas : copiez-la entière, depuis https://");
        }

        try
        {
            var limits = new DownloadLimits(settings.Value.LargestList, Patience);
            await using var file = await listOrigin.Open(given.Origin, limits, cancellation);
            return await FromFile(file, given, cancellation);
        }
        catch (RefusedDownloadException refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>Keeps the file, and knows its columns or proposes what they are.</summary>
    /// <returns>The import, or why there is none, one French sentence.</returns>
    public async Task<(ImportRun? Run, string? Refusal)> FromFile(
        Stream sent,
        GivenList given,
        CancellationToken cancellation
    )
    {
        var id = Guid.CreateVersion7();
        var outcome = await keptLists.Keep(id, sent, cancellation);
        if (outcome != GivenOutcome.Kept)
        {
            return (null, Sentence(outcome));
        }

        try
        {
            ListSample sample;
            await using (var file = keptLists.Open(id))
            {
                if (ReadMaillageJson.IsMaillageJson(file))
                {
                    throw new UnreadableListException(
                        "C’est une copie entière de Maillage : elle se charge par ./maillage import places, pas depuis cette page."
                    );
                }

                file.Position = 0;
                sample = await ListSample.Read(file, cancellation);
            }

            var run = Begin(id, sample, given);
            db.ImportRuns.Add(run);
            await db.SaveChangesAsync(cancellation);
            return (run, null);
        }
        catch (UnreadableListException unreadable)
        {
            keptLists.Delete(id);
            return (null, unreadable.Message);
        }
    }

    private ImportRun Begin(Guid id, ListSample sample, GivenList given)
    {
        var list = given.List ?? (given.Name is { } name ? Named(name, given.Known) : Recognised(sample, given.Known));
        var match = list?.Match is not null && Reads(sample, list) ? ColumnMatch.Read(list.Match) : null;
        var isRecognised = match is not null || sample.IsStandard || sample.BuiltIn is not null;
        if (!isRecognised)
        {
            match = Propose(sample, list is null ? given.Known : [list, .. given.Known]);
        }

        return new ImportRun
        {
            Id = id,
            Origin = given.Origin,
            StartedAt = time.GetUtcNow().UtcDateTime,
            State = isRecognised ? ImportState.ToRead : ImportState.Matching,
            AccountId = given.AccountId,
            // A list once taken whole is whole; only administrators know such lists.
            Territories = list is { Territories.Count: 0 } ? [] : [.. given.Territories],
            // Another spelling of its name would be another list, and each of its places created again.
            ListName =
                (list is null ? given.Name : list.ListName ?? given.Name)
                ?? (match is null ? null : ImportWords.NameOf(given.Origin)),
            ListId = list?.Id,
            Match = match?.Write(),
            IsNamed = given.Name is not null,
            Preview = new ImportPreview { Columns = [.. sample.Columns.Select(Examples)] }.Write(),
            Stopped =
                isRecognised || given.AccountId is not null
                    ? null
                    : "Ses colonnes ne sont plus les mêmes : dites ce qu’elles sont.",
            HasFile = true,
        };
    }

    /// <summary>What was said of columns of the same name before, else what names and values make likely.</summary>
    private ColumnMatch Propose(ListSample sample, IEnumerable<ImportList> known)
    {
        var before = known.Where(one => one.Match is not null).Select(one => ColumnMatch.Read(one.Match!)).ToList();
        var learned = before
            .SelectMany(one => one.Columns)
            .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(column => column.Name, column => column.Target, StringComparer.OrdinalIgnoreCase);
        var columns = ProposeColumns
            .Run(sample, map)
            .Zip(sample.Columns)
            .Select(pair =>
                learned.TryGetValue(pair.Second.Name, out var target)
                    ? ProposeColumns.Matched(pair.Second, target)
                    : pair.First
            )
            .Where(column => column.Target.Length > 0);
        return new ColumnMatch
        {
            Columns = [.. columns],
            Tables = before
                .SelectMany(one => one.Tables)
                .GroupBy(table => table.Key, StringComparer.Ordinal)
                .ToDictionary(
                    tables => tables.Key,
                    tables =>
                        (IReadOnlyDictionary<string, string>)
                            tables
                                .SelectMany(table => table.Value)
                                .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                                .ToDictionary(StringComparer.Ordinal),
                    StringComparer.Ordinal
                ),
        };
    }

    /// <summary>The list that people call so, else the one that was first given so.</summary>
    private static ImportList? Named(string name, IReadOnlyList<ImportList> known)
    {
        var key = Vocabulary.KeyOf(name);
        return known.FirstOrDefault(one => Vocabulary.KeyOf(one.Name) == key)
            ?? known.FirstOrDefault(one => one.ListName is { } first && Vocabulary.KeyOf(first) == key);
    }

    /// <summary>The only list whose columns are there; null where several are, since nothing tells which.</summary>
    private static ImportList? Recognised(ListSample sample, IReadOnlyList<ImportList> known)
    {
        if (sample.IsStandard || sample.BuiltIn is not null)
        {
            return null;
        }

        var lists = known.Where(one => one.Match is not null && Reads(sample, one)).Take(2).ToList();
        return lists.Count == 1 ? lists[0] : null;
    }

    private static bool Reads(ListSample sample, ImportList list)
    {
        var names = sample.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ColumnMatch.Read(list.Match!).Columns.All(column => names.Contains(column.Name));
    }

    private static ColumnExamples Examples(SampledColumn column) =>
        new(
            column.Name,
            [
                .. column
                    .Values.Distinct(StringComparer.OrdinalIgnoreCase)
                    .Take(MostExamples)
                    .Select(value => value.Length > LongestExample ? value[..LongestExample] + "…" : value),
            ]
        );

    private string Sentence(GivenOutcome outcome) =>
        outcome switch
        {
            GivenOutcome.TooLarge =>
                $"Cette liste dépasse {settings.Value.LargestList / 1_000_000} Mo : demandez à la personne qui gère le site de l’importer",
            GivenOutcome.Infected => "L’antivirus a refusé ce fichier",
            GivenOutcome.ScannerAway =>
                "L’antivirus ne répond pas : rien n’a été gardé. Réessayez dans quelques minutes",
            GivenOutcome.Kept => "",
        };
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Import;

/// <summary>Reads the rows of a CSV list, separated by commas, semicolons or tabs.</summary>
internal static class CsvRows
{
    /// <summary>Longer than any record; beyond, a quotation mark that nothing closes has swallowed the file.</summary>
    private const int LongestRecord = 1_000_000;

    private const string CutSentence =
        "Le fichier est coupé ici : seules les fiches lues avant peuvent être importées, et aucune fiche absente n’est marquée comme partie.";

    public static async IAsyncEnumerable<RawRow> Read(
        ListContent list,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var isQuoteOpen = false;
        using var csv = CsvReader.Create(
            list.Content,
            new CsvReaderOptions
            {
                Separator = Separator(list.Head),
                TrackLineNumbers = true,
                MaxRecordSize = LongestRecord,
                OnMalformedRecord = malformed =>
                    isQuoteOpen |= malformed.Reason == CsvMalformedReason.UnterminatedQuote,
            }
        );
        string[] headers = [];
        RawRow? held = null;
        var (isLastShort, wereOthersShort) = (false, false);
        while (await Next(csv, held?.Line ?? 0, cancellation))
        {
            if (held is null)
            {
                headers = [.. csv.Headers.Select(header => header.Trim())];
            }
            else
            {
                yield return held;
            }

            wereOthersShort |= isLastShort;
            isLastShort = csv.FieldCount < headers.Length;
            held = Row(headers, csv);
        }

        if (isQuoteOpen || (isLastShort && !wereOthersShort))
        {
            throw new UnreadableListException(CutSentence, held?.Line ?? 1);
        }

        if (held is not null)
        {
            yield return held;
        }
    }

    private static async ValueTask<bool> Next(CsvReader csv, int lastLine, CancellationToken cancellation)
    {
        try
        {
            return await csv.ReadAsync(cancellation);
        }
        catch (CsvFormatException broken)
        {
            throw new UnreadableListException(CutSentence, broken.LineNumber > 0 ? (int)broken.LineNumber : lastLine);
        }
    }

    private static RawRow Row(string[] headers, CsvReader csv)
    {
        var cells = new Dictionary<string, string>(headers.Length, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < headers.Length && i < csv.FieldCount; i++)
        {
            if (headers[i].Length > 0 && !csv.IsEmpty(i))
            {
                cells.TryAdd(headers[i], SpreadsheetCell.Unguard(csv.GetString(i)));
            }
        }

        var hasTooMany = false;
        for (var i = headers.Length; i < csv.FieldCount; i++)
        {
            hasTooMany |= !string.IsNullOrWhiteSpace(csv.GetString(i));
        }

        return new RawRow(
            (int)csv.LineNumber,
            cells,
            headers,
            JsonSerializer.Serialize(cells, JsonRows.Relaxed),
            hasTooMany
                ? $"La ligne a {csv.FieldCount} valeurs pour {headers.Length} colonnes : elle n’a pas été importée."
                : null
        );
    }

    private static char Separator(string head)
    {
        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        foreach (var c in head)
        {
            switch (c)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\n' when !quoted:
                    return Best();
                case ',' when !quoted:
                    commas++;
                    break;
                case ';' when !quoted:
                    semicolons++;
                    break;
                case '\t' when !quoted:
                    tabs++;
                    break;
            }
        }

        return Best();

        char Best() =>
            semicolons > commas && semicolons >= tabs ? ';'
            : tabs > commas ? '\t'
            : ',';
    }
}

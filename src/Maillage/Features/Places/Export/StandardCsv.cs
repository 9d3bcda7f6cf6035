using System.Globalization;
using CsvHelper;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Export;

/// <summary>The national standard as CSV: UTF-8, commas, lists separated by <c>|</c>, formulas defused.</summary>
internal static class StandardCsv
{
    public static async Task<int> Write(
        IAsyncEnumerable<StandardPlace> places,
        Stream output,
        CancellationToken cancellation
    )
    {
        var count = 0;
        await using var csv = CsvWriter.Create(output, leaveOpen: true);
        csv.WriteHeader([.. StandardPlace.Fields.Select(field => field.Name)]);
        await foreach (var place in places.WithCancellation(cancellation))
        {
            foreach (var (_, read) in StandardPlace.Fields)
            {
                csv.WriteField(Cell(read(place)));
            }

            await csv.EndRecordAsync(cancellation);
            count++;
        }

        return count;
    }

    private static string? Cell(object? value) =>
        value switch
        {
            IReadOnlyList<string> list => SpreadsheetCell.Guard(string.Join('|', list)),
            double number => number.ToString(CultureInfo.InvariantCulture),
            string text => SpreadsheetCell.Guard(text),
            _ => null,
        };
}

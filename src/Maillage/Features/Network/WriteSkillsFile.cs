using System.Globalization;
using System.Text;
using Maillage.Platform.Text;

namespace Maillage.Features.Network;

/// <summary>The table of skills as a CSV file (RFC 4180, UTF-8 with its mark, so that spreadsheets read the accents).</summary>
internal static class WriteSkillsFile
{
    public static async Task<IResult> Run(CountSkills countSkills, CancellationToken cancellation)
    {
        var table = await countSkills.Run(cancellation);
        var text = new StringBuilder("\uFEFF");
        Line(["Sorte", "Compétence", "Personnes", .. table.Epcis.Select(e => e.Name)]);
        foreach (var group in table.Groups)
        {
            foreach (var row in group.Rows)
            {
                Line([group.Title, row.Title, Number(row.People), .. row.Counts.Select(Number)]);
            }
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "competences.csv");

        void Line(IEnumerable<string> cells) =>
            text.AppendJoin(
                    ',',
                    cells.Select(cell =>
                        $"\"{SpreadsheetCell.Guard(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                    )
                )
                .Append("\r\n");

        static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
    }
}

using System.Text;
using System.Text.Json;
using Maillage.Features.Places.Hours;

namespace Maillage.Tests.Features.Places.Hours;

public class HoursCommandTests
{
    [Fact]
    public async Task One_line_in_gives_one_line_of_JSON_out()
    {
        var lines = await Run("Mo 09:00-12:00\r\n« été »\n\nTu 09:00-12:00 \"à l’étage\"");

        Assert.Equal(
            [
                """{"value":"Mo 09:00-12:00","status":"understood","intervals":[["2026-11-23T09:00","2026-11-23T12:00"]]}""",
                """{"value":"« été »","status":"understood-with-warning","intervals":[["2026-11-23T00:00","2026-11-30T00:00"]],"toConfirm":[["2026-11-23T00:00","2026-11-30T00:00"]]}""",
                """{"value":"","status":"not-understood","intervals":[]}""",
                """{"value":"Tu 09:00-12:00 \"à l’étage\"","status":"understood","intervals":[["2026-11-24T09:00","2026-11-24T12:00"]],"toConfirm":[["2026-11-24T09:00","2026-11-24T12:00"]]}""",
            ],
            lines
        );
    }

    [Fact]
    public async Task A_hundred_thousand_lines_pass_in_order()
    {
        var values = Enumerable.Range(0, 100_000).Select(number => $"Mo 09:{number % 60:00}-12:00 open \"{number}\"");

        var lines = await Run(string.Join('\n', values));

        Assert.Equal(100_000, lines.Length);
        using var last = JsonDocument.Parse(lines[^1]);
        Assert.Equal("Mo 09:39-12:00 open \"99999\"", last.RootElement.GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("--from 2026-11-23 --days 0")]
    [InlineData("--from demain")]
    [InlineData("--days 7")]
    public void A_wrong_period_is_refused(string arguments) =>
        Assert.NotEmpty(HoursCommand.Create().Parse(arguments).Errors);

    private static async Task<string[]> Run(string input)
    {
        await using var output = new MemoryStream();
        await HoursCommand.Run(
            new MemoryStream(Encoding.UTF8.GetBytes(input)),
            output,
            new(2026, 11, 23),
            7,
            TestContext.Current.CancellationToken
        );
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
    }
}

using Maillage.Tests.Support;

namespace Maillage.Tests;

public class AccessibilityListTests
{
    /// <summary>How many criteria each of the 13 topics of RGAA 4.1.2 has.</summary>
    private static readonly int[] Topics = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12];

    private static readonly string[] Rows =
    [
        .. File.ReadAllLines(Path.Combine(SharedData.Repository, "docs", "accessibility.md"))
            .Where(line => line.Length > 2 && line[0] == '|' && char.IsAsciiDigit(line[2])),
    ];

    [Fact]
    public void The_106_criteria_are_there_once_each_in_order()
    {
        var expected = Topics.SelectMany((count, topic) => Enumerable.Range(1, count).Select(n => $"{topic + 1}.{n}"));

        Assert.Equal(106, Rows.Length);
        Assert.Equal(expected, Rows.Select(row => row.Split('|')[1].Trim()));
    }

    [Fact]
    public void Each_says_what_holds_it()
    {
        string[] ways = ["test : ", "relecture du 20", "sans objet"];

        Assert.All(
            Rows,
            row => Assert.Contains(ways, way => row.Split('|')[3].Trim().StartsWith(way, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void The_tests_it_names_exist()
    {
        var page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "accessibility.md"));
        var code = Directory
            .EnumerateFiles(Path.Combine(SharedData.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToList();
        var named = page.Split('`').Where((part, i) => i % 2 == 1 && part.Count(c => c == '_') >= 3);

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.Contains(code, text => text.Contains($" {test}(", StringComparison.Ordinal)));
    }
}

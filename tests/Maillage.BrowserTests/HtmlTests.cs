using System.Diagnostics;
using Maillage.BrowserTests.Support;
using Maillage.Tests.Support;

namespace Maillage.BrowserTests;

/// <summary>The HTML of every state, held against the standard by the Nu checker.</summary>
public class HtmlTests(Sites sites)
{
    [Fact]
    public async Task Every_state_is_valid_html()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-html-").FullName;
        try
        {
            await using var context = await sites.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
            var page = await context.NewPageAsync();
            var number = 0;
            foreach (var state in PageState.All)
            {
                var answer = await sites.Reach(page, state);
                var html = await answer.TextAsync();
                await File.WriteAllTextAsync(
                    Path.Combine(folder, $"{number++:000}.html"),
                    $"{html}\n<!-- {state} -->\n"
                );
            }

            var errors = await Check(folder);
            Assert.True(errors.Length == 0, errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Check(string folder)
    {
        var jar = Path.Combine(SharedData.Repository, "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        using var checker = Process.Start(
            new ProcessStartInfo("java", ["-jar", jar, "--errors-only", "--skip-non-html", folder])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        var errors = await checker.StandardError.ReadToEndAsync();
        await checker.WaitForExitAsync();
        return errors;
    }
}

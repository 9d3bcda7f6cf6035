using System.Diagnostics;
using Maillage.Data;

namespace Maillage.Tests.Support;

/// <summary>The application as a process of its own, as <c>./maillage</c> starts it.</summary>
public static class MaillageProcess
{
    public sealed record Result(int ExitCode, string Output, string Error);

    /// <summary>Runs a verb to its end; the input is closed after <paramref name="input"/>.</summary>
    public static async Task<Result> Run(
        string[] arguments,
        string input = "",
        Dictionary<string, string>? environment = null
    )
    {
        using var process = Start(arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it and gives the process back, for tests that end it themselves.</summary>
    public static Process Start(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MaillageDb).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (key, value) in environment ?? [])
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }
}

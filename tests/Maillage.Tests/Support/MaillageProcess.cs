using System.Diagnostics;
using System.Globalization;
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
    public static Process Start(string[] arguments, Dictionary<string, string>? environment = null) =>
        Dotnet([typeof(MaillageDb).Assembly.Location, .. arguments], environment);

    /// <summary>The web application living at another hour: its clock is that of the machine, put forward or back.</summary>
    public static Process StartAt(DateTimeOffset now, Dictionary<string, string> environment)
    {
        var tests = Path.ChangeExtension(typeof(MaillageProcess).Assembly.Location, null);
        var late = now - TimeProvider.System.GetUtcNow();
        return Dotnet(
            [
                "exec",
                "--depsfile",
                tests + ".deps.json",
                "--runtimeconfig",
                tests + ".runtimeconfig.json",
                typeof(MaillageDb).Assembly.Location,
            ],
            new(environment)
            {
                ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(OtherHour).Assembly.GetName().Name!,
                [OtherHour.Setting] = late.ToString("c", CultureInfo.InvariantCulture),
            }
        );
    }

    private static Process Dotnet(string[] arguments, Dictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
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

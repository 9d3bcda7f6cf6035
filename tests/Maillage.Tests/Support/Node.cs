using System.Diagnostics;

namespace Maillage.Tests.Support;

/// <summary>Runs the official checkers, which are programs for Node.js.</summary>
public static class Node
{
    /// <summary>Runs a script with the packages of this repository and gives what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string script, params string[] arguments)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(SharedData.Repository, "node_modules")),
            "paquets npm absents : lancez npm ci"
        );
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = SharedData.Repository,
        };
        start.Environment["NODE_PATH_BASE"] = SharedData.Repository;
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Maillage.Data;

namespace Maillage.Bench;

/// <summary>The application as a process of its own, built for production, on loopback.</summary>
internal static class Machine
{
    public static string Repository { get; } = FindRepository();

    /// <summary>The real extracts, when they stand beside the repository.</summary>
    public static string? Shared(string relative)
    {
        var folder = Environment.GetEnvironmentVariable("MAILLAGE_SHARED") ?? Path.Combine(Repository, "..", "shared");
        var path = Path.GetFullPath(Path.Combine(folder, "data", relative));
        return File.Exists(path) ? path : null;
    }

    /// <summary>Runs a verb on the given SQLite file; gives its seconds and its peak memory in megabytes.</summary>
    public static async Task<(double Seconds, double Megabytes)> RunVerb(string database, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(database, null, arguments);
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(process));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(50));
        }

        return process.ExitCode is 0 or 2
            ? (clock.Elapsed.TotalSeconds, peak / 1024.0)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} : code {process.ExitCode}");
    }

    /// <summary>Starts the web server and waits until it says that it is ready.</summary>
    public static async Task<Server> Serve(string database)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var clock = Stopwatch.StartNew();
        var process = Start(database, address);
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        while (true)
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException("Le serveur n’a pas démarré.");
            }

            try
            {
                using var answer = await client.GetAsync("/readyz");
                if (answer.IsSuccessStatusCode)
                {
                    return new Server(process, address, clock.Elapsed.TotalSeconds, Peak(process) / 1024.0);
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20);
        }
    }

    private static Process Start(string database, string? address, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MaillageDb).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address ?? "http://127.0.0.1:0",
                ["Database__Provider"] = "Sqlite",
                ["Database__ConnectionString"] = $"Data Source={database}",
                ["Demonstration__Load"] = "false",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Peak resident memory in kilobytes, as the kernel counts it.</summary>
    private static long Peak(Process process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status")
                .First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
            return long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Maillage.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Maillage.slnx not found above the bench.");
    }
}

/// <summary>A server under measure; ended with the measure.</summary>
internal sealed record Server(Process Process, string Address, double SecondsToReady, double Megabytes) : IDisposable
{
    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Meetings;

/// <summary>The processes that serve one database.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<int> ports;
    private readonly Process?[] processes;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly DateTimeOffset? now;

    private Nodes(TestDatabase database, int count, IReadOnlyDictionary<string, string?> settings, DateTimeOffset? now)
    {
        (this.database, this.settings, this.now) = (database, settings, now);
        ports = [.. Enumerable.Range(0, count).Select(_ => FreePort())];
        processes = new Process?[ports.Count];
    }

    /// <summary>The address of one of them, in turn.</summary>
    public string this[int i] => $"http://127.0.0.1:{ports[i % ports.Count]}";

    /// <summary>Starts them together: one on SQLite, two on PostgreSQL, unless told otherwise.</summary>
    /// <param name="now">The hour at which they live; null for that of the machine.</param>
    public static async Task<Nodes> Start(
        TestDatabase database,
        int? count = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        DateTimeOffset? now = null
    )
    {
        var nodes = new Nodes(
            database,
            count ?? (database.Provider == "Postgres" ? 2 : 1),
            settings ?? new Dictionary<string, string?>(),
            now
        );
        await nodes.Restart();
        return nodes;
    }

    /// <summary>Starts those that are dead and waits until they answer.</summary>
    public async Task Restart()
    {
        using var client = new HttpClient();
        for (var i = 0; i < processes.Length; i++)
        {
            processes[i] ??= Run(ports[i]);
        }

        for (var i = 0; i < processes.Length; i++)
        {
            while (!await Answers(client, i))
            {
                Assert.False(processes[i]!.HasExited);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Kills one of them, drawn.</summary>
    public Task KillOne(Random random) => Kill(random.Next(processes.Length));

    /// <summary>SIGKILL.</summary>
    public async Task Kill(int i)
    {
        processes[i]!.Kill();
        await processes[i]!.WaitForExitAsync(TestContext.Current.CancellationToken);
        processes[i]!.Dispose();
        processes[i] = null;
    }

    /// <summary>How long each has kept a processor busy: what is done by one alone shows who does it.</summary>
    public IReadOnlyList<TimeSpan> Busy()
    {
        foreach (var process in processes)
        {
            process!.Refresh();
        }

        return [.. processes.Select(process => process!.TotalProcessorTime)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.OfType<Process>())
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task<bool> Answers(HttpClient client, int i)
    {
        try
        {
            using var answer = await client.GetAsync(
                new Uri($"{this[i]}/readyz"),
                TestContext.Current.CancellationToken
            );
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Run(int port)
    {
        var environment = settings.ToDictionary(pair => pair.Key.Replace(":", "__"), pair => pair.Value!);
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        environment["Database__Provider"] = database.Provider;
        environment["Database__ConnectionString"] = database.ConnectionString;
        var process = now is { } instant
            ? MaillageProcess.StartAt(instant, environment)
            : MaillageProcess.Start([], environment);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

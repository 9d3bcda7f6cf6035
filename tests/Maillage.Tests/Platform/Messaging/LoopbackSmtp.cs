using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Maillage.Tests.Support;

namespace Maillage.Tests.Platform.Messaging;

/// <summary>A real SMTP server (npm smtp-server) on loopback, which tells each message that it takes.</summary>
internal sealed class LoopbackSmtp : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string Script = Path.Combine(
        SharedData.Repository,
        "tests",
        "Maillage.Tests",
        "Platform",
        "Messaging",
        "smtp-server.mjs"
    );

    private readonly Process process;
    private readonly ConcurrentQueue<Mail> taken = new();
    private readonly Task reading;

    private LoopbackSmtp(Process process, int port)
    {
        (this.process, Port) = (process, port);
        reading = Read();
    }

    public sealed record Mail(string Id, string To, string? Text);

    public int Port { get; }

    public IReadOnlyCollection<Mail> Taken => taken;

    /// <summary>The settings by which the application sends to it.</summary>
    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Messages:Secret"] = Sending.Secret,
            ["Messages:Mail:Host"] = "127.0.0.1",
            ["Messages:Mail:Port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["Messages:Mail:Security"] = "None",
            ["Messages:Mail:From"] = "Maillage <ne-pas-repondre@aide.example.fr>",
        };

    /// <summary>Starts it on a free port.</summary>
    /// <param name="whole">Keeps the text of each message too.</param>
    public static async Task<LoopbackSmtp> Start(bool whole = true)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(SharedData.Repository, "node_modules", "smtp-server")),
            "paquets npm absents : lancez npm ci"
        );
        var start = new ProcessStartInfo("node", whole ? [Script, "--whole"] : [Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH_BASE"] = SharedData.Repository;
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync();
        return new LoopbackSmtp(process, int.Parse(port!, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until so many messages are taken, or that time has passed.</summary>
    public async Task HasTaken(int count, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        while (taken.Count < count && clock.Elapsed < limit)
        {
            await Task.Delay(1);
        }
    }

    /// <summary>Ends the server, once all that it told is read.</summary>
    public async Task Stop()
    {
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Stop();
        }

        process.Dispose();
    }

    private async Task Read()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            taken.Enqueue(JsonSerializer.Deserialize<Mail>(line, Json)!);
        }
    }
}

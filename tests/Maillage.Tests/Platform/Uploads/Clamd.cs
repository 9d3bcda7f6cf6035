using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Maillage.Tests.Platform.Uploads;

[assembly: AssemblyFixture(typeof(Clamd))]

namespace Maillage.Tests.Platform.Uploads;

/// <summary>A real ClamAV daemon on loopback, whose one signature is that of EICAR's harmless file.</summary>
public sealed class Clamd : IAsyncDisposable
{
    private readonly Lazy<Task<string>> start;
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-clamd-").FullName;
    private Process? process;

    public Clamd() => start = new Lazy<Task<string>>(Start);

    /// <summary>What an antivirus must find, in two halves so that none finds it here.</summary>
    public static byte[] Eicar { get; } =
        Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    /// <summary>Its address; skipped where Debian's package is not installed.</summary>
    public async Task<string> Address()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/clamd"), "clamd absent : installez clamav-daemon");
        return await start.Value;
    }

    private async Task<string> Start()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var signatures = Directory.CreateDirectory(Path.Combine(folder, "signatures")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(signatures, "eicar.ndb"),
            $"Eicar-Test:0:*:{Convert.ToHexStringLower(Eicar.AsSpan(0, 40))}\n"
        );
        var configuration = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            Foreground yes
            DatabaseDirectory {signatures}
            TCPSocket {port}
            TCPAddr 127.0.0.1
            LocalSocket {folder}/clamd.sock
            MaxThreads 2
            """
        );
        process = Process.Start(
            new ProcessStartInfo("/usr/sbin/clamd", ["--config-file", configuration])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return $"127.0.0.1:{port}";
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"clamd ended with code {process.ExitCode}.");
    }

    /// <summary>Its socket file, for those who prefer it.</summary>
    public string Socket => Path.Combine(folder, "clamd.sock");

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

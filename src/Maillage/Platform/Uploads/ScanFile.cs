using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Uploads;

/// <summary>What ClamAV says of a file.</summary>
public enum ScanOutcome
{
    Clean,
    Infected,

    /// <summary>It is set and does not answer: nothing is to be kept.</summary>
    Away,
}

/// <summary>
/// Shows a file to ClamAV's daemon (analyse antivirus), by its INSTREAM command: blocks that each bear their length, then
/// an empty one (source: clamd(8)).
/// </summary>
public sealed partial class ScanFile(IOptions<UploadSettings> settings, ILogger<ScanFile> logger)
{
    private const int BlockSize = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Always clean where no daemon is set.</summary>
    public async Task<ScanOutcome> Run(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (settings.Value.Clamd.Length == 0)
        {
            return ScanOutcome.Clean;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var answer = await Ask(file, limit.Token);
            if (answer == "stream: OK")
            {
                return ScanOutcome.Clean;
            }

            if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
            {
                Found(answer);
                return ScanOutcome.Infected;
            }

            Odd(answer);
            return ScanOutcome.Away;
        }
        catch (Exception failure)
            when (failure is SocketException or IOException
                || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            NotReached(failure);
            return ScanOutcome.Away;
        }
    }

    private async Task<string> Ask(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        var address = settings.Value.Clamd;
        EndPoint endpoint = address.StartsWith('/') ? new UnixDomainSocketEndPoint(address) : Tcp(address);
        using var socket =
            endpoint is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellation);
        var length = new byte[sizeof(uint)];
        for (var start = 0; start < file.Length; start += BlockSize)
        {
            var block = file[start..Math.Min(start + BlockSize, file.Length)];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)block.Length);
            await stream.WriteAsync(length, cancellation);
            await stream.WriteAsync(block, cancellation);
        }

        await stream.WriteAsync(new byte[sizeof(uint)], cancellation);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancellation)).TrimEnd('\0', '\n');
    }

    private static DnsEndPoint Tcp(string address)
    {
        var colon = address.LastIndexOf(':');
        return new DnsEndPoint(
            address[..colon],
            int.Parse(address[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [LoggerMessage(LogLevel.Warning, "A file was refused: {Answer}")]
    private partial void Found(string answer);

    [LoggerMessage(LogLevel.Error, "The antivirus answered what is not understood: {Answer}")]
    private partial void Odd(string answer);

    [LoggerMessage(LogLevel.Error, "The antivirus does not answer; files are refused until it does.")]
    private partial void NotReached(Exception failure);
}

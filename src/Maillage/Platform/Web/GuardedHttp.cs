using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Web;

/// <summary>Which private hosts may be reached at an address that somebody typed: section <c>GuardedHttp</c>.</summary>
public sealed class GuardedHttpSettings
{
    public const string Section = "GuardedHttp";

    /// <summary>Hosts by name, such as an intranet's; empty by default.</summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];
}

/// <summary>How much and how long may be downloaded.</summary>
public sealed record DownloadLimits(long Bytes, TimeSpan Time);

/// <summary>A typed address is not fetched, or not to its end; the message is a French sentence.</summary>
public sealed class RefusedDownloadException(string message) : Exception(message);

/// <summary>
/// Fetches what stands at an address that a person typed, without letting that address reach into the private network:
/// each host is checked after resolution and after each redirect.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HashSet<string> allowedHosts;
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    public GuardedHttp(IOptions<GuardedHttpSettings> settings, TimeProvider clock)
    {
        this.clock = clock;
        allowedHosts = new HashSet<string>(settings.Value.AllowedHosts, StringComparer.OrdinalIgnoreCase);
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                ConnectCallback = Connect,
            },
            disposeHandler: true
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Maillage/1.0");
    }

    /// <summary>Writes what stands at an address; throws <see cref="RefusedDownloadException"/> where it may not.</summary>
    public async Task Download(Uri address, Stream output, DownloadLimits limits, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limits.Time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var response = await Follow(address, either.Token);
            await Copy(response, output, limits, either.Token);
        }
        catch (OperationCanceledException)
            // Of the whole download, or of the connection, which has its own limit.
            when (!cancellation.IsCancellationRequested)
        {
            throw new RefusedDownloadException(
                $"L’adresse {address.Host} répond trop lentement : réessayez plus tard, ou téléchargez le fichier puis importez-le."
            );
        }
        catch (HttpRequestException failure)
        {
            throw failure.GetBaseException() as RefusedDownloadException
                ?? new RefusedDownloadException(
                    $"L’adresse {address.Host} ne répond pas : vérifiez-la dans un navigateur."
                );
        }
        catch (IOException)
        {
            throw new RefusedDownloadException($"L’adresse {address.Host} a coupé le téléchargement : réessayez.");
        }
        catch (InvalidDataException)
        {
            throw new RefusedDownloadException(
                $"L’adresse {address.Host} envoie un fichier abîmé : téléchargez-le dans un navigateur, puis importez-le."
            );
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>True for an address of the public internet, once IPv4 addresses dressed as IPv6 are undressed.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return bytes switch
            {
                [0 or 10 or 127, ..] => false,
                [100, >= 64 and <= 127, ..] => false,
                [169, 254, ..] => false,
                [172, >= 16 and <= 31, ..] => false,
                [192, 168, ..] => false,
                [192, 0, 0 or 2, _] => false,
                [192, 88, 99, _] => false,
                [198, 18 or 19, ..] => false,
                [198, 51, 100, _] => false,
                [203, 0, 113, _] => false,
                [>= 224, ..] => false,
                _ => true,
            };
        }

        // 2000::/3 is what is routed; inside it, tunnels to IPv4 (2002::/16, 2001::/32) and documentation are not.
        return bytes[0] is >= 0x20 and <= 0x3F
            && bytes is not [0x20, 0x02, ..]
            && bytes is not [0x20, 0x01, 0, 0, ..]
            && bytes is not [0x20, 0x01, 0x0D, 0xB8, ..];
    }

    private async Task<HttpResponseMessage> Follow(Uri address, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            Check(address);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.Headers.Location is { } next && (int)response.StatusCode is >= 300 and < 400)
            {
                address = new Uri(address, next);
                response.Dispose();
                continue;
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            var status = (int)response.StatusCode;
            response.Dispose();
            throw new RefusedDownloadException($"L’adresse {address.Host} répond par l’erreur {status} : vérifiez-la.");
        }

        throw new RefusedDownloadException($"L’adresse {address.Host} renvoie sans fin d’une page à l’autre.");
    }

    private void Check(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new RefusedDownloadException("Seules les adresses http et https peuvent être téléchargées.");
        }

        if (!address.IsDefaultPort && !allowedHosts.Contains(address.Host))
        {
            throw new RefusedDownloadException($"Le port {address.Port} n’est pas permis : seuls le sont 80 et 443.");
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] resolved;
        try
        {
            resolved = await Dns.GetHostAddressesAsync(host, cancellation);
        }
        catch (SocketException)
        {
            throw new RefusedDownloadException($"L’adresse {host} n’existe pas : vérifiez-la.");
        }

        var reachable = allowedHosts.Contains(host) ? resolved : Array.FindAll(resolved, IsPublic);
        if (reachable.Length == 0)
        {
            throw new RefusedDownloadException($"L’adresse {host} mène à un réseau privé : elle n’est pas permise.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task Copy(
        HttpResponseMessage response,
        Stream output,
        DownloadLimits limits,
        CancellationToken cancellation
    )
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long total = 0;
            int count;
            while ((count = await content.ReadAsync(buffer, cancellation)) > 0)
            {
                total += count;
                if (total > limits.Bytes)
                {
                    throw new RefusedDownloadException(
                        $"Le fichier dépasse {limits.Bytes / (1024 * 1024)} Mo : téléchargez-le, puis importez-le."
                    );
                }

                await output.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

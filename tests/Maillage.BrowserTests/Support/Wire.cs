using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Maillage.BrowserTests.Support;

/// <summary>What goes over the wire for a page, headers included, compressed, as Chromium counts it.</summary>
public sealed class Wire
{
    private readonly ConcurrentDictionary<string, bool> documents = new(StringComparer.Ordinal);
    private readonly ICDPSession session;
    private long bytes;
    private long page;
    private int requests;

    private Wire(ICDPSession session) => this.session = session;

    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>The last document alone.</summary>
    public long Page => Volatile.Read(ref page);

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Counts from now on.</summary>
    public static async Task<Wire> Listen(IPage page)
    {
        var wire = new Wire(await page.Context.NewCDPSessionAsync(page));
        wire.session.Event("Network.responseReceived").OnEvent += (_, message) =>
            wire.documents[message!.Value.GetProperty("requestId").GetString()!] =
                message.Value.GetProperty("type").GetString() == "Document";
        wire.session.Event("Network.loadingFinished").OnEvent += (_, message) =>
        {
            var length = (long)message!.Value.GetProperty("encodedDataLength").GetDouble();
            Interlocked.Increment(ref wire.requests);
            Interlocked.Add(ref wire.bytes, length);
            if (wire.documents.GetValueOrDefault(message.Value.GetProperty("requestId").GetString()!))
            {
                Volatile.Write(ref wire.page, length);
            }
        };
        await wire.session.SendAsync("Network.enable");
        return wire;
    }

    /// <summary>Counts no longer.</summary>
    public Task Leave() => session.DetachAsync();
}

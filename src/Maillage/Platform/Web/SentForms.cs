using System.Net;

namespace Maillage.Platform.Web;

/// <summary>
/// Holds back a flood of forms that anybody may send and that a person then reads (limite d’envois). A library has one
/// address for forty people: there is room for all of them to write once in ten minutes.
/// </summary>
public sealed class SentForms(TimeProvider clock)
{
    /// <summary>Forms sent from one address in one <see cref="Window"/>.</summary>
    public const int Most = 40;

    /// <summary>Addresses followed at the same time; the oldest window is forgotten first.</summary>
    public const int MostAddresses = 20_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<IPAddress, Sent> sent = [];
    private readonly Lock gate = new();

    /// <summary>Counts one form from whoever asks; false when there were too many. Who cannot be told apart is let through.</summary>
    public bool TryTake(HttpContext context) => FailureLimits.AddressOf(context) is not { } address || TryTake(address);

    internal bool TryTake(IPAddress address)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (gate)
        {
            if (sent.TryGetValue(address, out var held) && held.Until > now)
            {
                sent[address] = held with { Count = held.Count + 1 };
                return held.Count < Most;
            }

            if (sent.Count >= MostAddresses)
            {
                foreach (var (old, _) in sent.OrderBy(pair => pair.Value.Until).Take(MostAddresses / 2).ToList())
                {
                    sent.Remove(old);
                }
            }

            sent[address] = new Sent(1, now + Window);
            return true;
        }
    }

    private readonly record struct Sent(int Count, DateTime Until);
}

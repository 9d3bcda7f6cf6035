using System.Net;

namespace Maillage.Features.Inhabitants;

/// <summary>
/// Slows down wrong codes before they are hashed, never locks: the wait grows with the failures of a reference, known or
/// not, and with those of an address, which a whole library may share. An hour of calm forgets them.
/// </summary>
public sealed class AccessGate(TimeProvider clock) : IDisposable
{
    /// <summary>Mistakes that cost nothing.</summary>
    public const int FreeForReference = 3;

    public const int FreeForAddress = 30;

    /// <summary>Hashes that wait for their turn; more are asked to come back.</summary>
    public const int MostWaiting = 8;

    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Calm = TimeSpan.FromHours(1);

    private const int MostFollowed = 50_000;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim hashing = new(1, 1);
    private readonly Dictionary<string, Failures> failures = new(StringComparer.Ordinal);
    private int waiting;

    /// <summary>Asks to try a code.</summary>
    /// <param name="reference">As it is kept, known or not.</param>
    /// <param name="address">Null where addresses cannot be told apart.</param>
    /// <returns>A pass that the caller disposes of, or null with how long to wait.</returns>
    public async Task<(Pass? Pass, TimeSpan Wait)> Enter(
        string reference,
        IPAddress? address,
        CancellationToken cancellation
    )
    {
        var byReference = KeyOf(reference);
        var byAddress = address is null ? null : $"a {address}";
        lock (gate)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var wait = Wait(byReference, now);
            if (byAddress is not null && Wait(byAddress, now) is var other && other > wait)
            {
                wait = other;
            }

            if (wait > TimeSpan.Zero)
            {
                return (null, wait);
            }

            if (waiting >= MostWaiting)
            {
                return (null, FirstWait);
            }

            // Counted on entering: a hundred attempts at the same moment are a hundred.
            Count(byReference, FreeForReference, now);
            if (byAddress is not null)
            {
                Count(byAddress, FreeForAddress, now);
            }

            // Those who leave do not take the lock.
            Interlocked.Increment(ref waiting);
        }

        try
        {
            await hashing.WaitAsync(cancellation);
        }
        catch
        {
            Interlocked.Decrement(ref waiting);
            throw;
        }

        return (new Pass(this, byReference, byAddress), default);
    }

    /// <summary>Forgets the mistakes made with a reference: it has another code, which nobody has tried yet.</summary>
    /// <param name="reference">As it is kept.</param>
    public void StartAnew(string reference)
    {
        lock (gate)
        {
            failures.Remove(KeyOf(reference));
        }
    }

    public void Dispose() => hashing.Dispose();

    private static string KeyOf(string reference) =>
        $"r {(reference.Length > Credentials.ReferenceLength ? "long" : reference)}";

    private TimeSpan Wait(string key, DateTime now) =>
        failures.TryGetValue(key, out var held) && held.Next > now ? held.Next - now : TimeSpan.Zero;

    private void Count(string key, int free, DateTime now)
    {
        if (failures.Count >= MostFollowed)
        {
            MakeRoom(now);
        }

        var count = failures.TryGetValue(key, out var held) && held.At + Calm > now ? held.Count + 1 : 1;
        failures[key] = new Failures(count, now, now + WaitAfter(count - free - 1));
    }

    private static TimeSpan WaitAfter(int beyond) =>
        beyond switch
        {
            < 0 => TimeSpan.Zero,
            > 10 => LongestWait,
            _ => TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << beyond, LongestWait.Ticks)),
        };

    private void MakeRoom(DateTime now)
    {
        foreach (var (key, held) in failures)
        {
            if (held.At + Calm <= now)
            {
                failures.Remove(key);
            }
        }

        if (failures.Count >= MostFollowed)
        {
            // All are recent: those with few failures are forgotten before those that are slowed down.
            foreach (var (key, _) in failures.OrderBy(pair => pair.Value.Count).Take(MostFollowed / 2).ToList())
            {
                failures.Remove(key);
            }
        }
    }

    private void Leave()
    {
        Interlocked.Decrement(ref waiting);
        hashing.Release();
    }

    /// <summary>The reference starts anew; its address only takes this one attempt back, or one right code would clear it.</summary>
    private void Forgive(string byReference, string? byAddress)
    {
        lock (gate)
        {
            failures.Remove(byReference);
            if (byAddress is not null && failures.TryGetValue(byAddress, out var held))
            {
                failures[byAddress] = held with { Count = held.Count - 1, Next = held.At };
            }
        }
    }

    private readonly record struct Failures(int Count, DateTime At, DateTime Next);

    /// <summary>The right to try one code.</summary>
    public sealed class Pass : IDisposable
    {
        private readonly AccessGate gate;
        private readonly string byReference;
        private readonly string? byAddress;
        private bool left;

        internal Pass(AccessGate gate, string byReference, string? byAddress) =>
            (this.gate, this.byReference, this.byAddress) = (gate, byReference, byAddress);

        /// <summary>The code was right.</summary>
        public void Succeeded() => gate.Forgive(byReference, byAddress);

        public void Dispose()
        {
            if (!left)
            {
                left = true;
                gate.Leave();
            }
        }
    }
}

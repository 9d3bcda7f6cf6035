using System.Security.Cryptography;
using System.Text;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// Lets attempts to sign in reach the costly hashing, or refuses them before it. Wrong passwords slow down, never lock:
/// each account has a few attempts a quarter of an hour from unknown browsers, and each known browser has its own.
/// One hash is made at a time, known browsers first, and only a few others wait. Unknown e-mails are counted like the
/// others, so that nothing tells which account exists.
/// </summary>
public sealed class SignInGate(TimeProvider clock)
{
    /// <summary>Wrong passwords in one <see cref="Window"/>, for one account or one known browser.</summary>
    public const int MostFailures = 6;

    /// <summary>Attempts from unknown browsers that wait for their turn; more are asked to come back.</summary>
    public const int MostWaiting = 8;

    /// <summary>Accounts and browsers followed at the same time: some 5 MB.</summary>
    private const int MostFollowed = 50_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Attempts> attempts = new(StringComparer.Ordinal);
    private readonly Queue<TaskCompletionSource> known = new();
    private readonly Queue<TaskCompletionSource> unknown = new();
    private bool busy;

    /// <summary>
    /// Asks for a turn. The caller hashes while it holds the pass, says <see cref="Pass.Succeeded"/> when the password
    /// was right, and disposes of it in any case.
    /// </summary>
    /// <param name="email">As typed: case and spaces do not count.</param>
    /// <param name="device">The known browser's own mark for this e-mail; null for an unknown browser.</param>
    /// <param name="kind">What is tried: each kind has its own count, and all wait in the same line.</param>
    /// <returns>A pass, or null with how long to wait.</returns>
    public async Task<(Pass? Pass, TimeSpan Wait)> Enter(string email, string? device, string kind = "password")
    {
        var key = Key(email, device, kind);
        TaskCompletionSource? turn = null;
        lock (gate)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var held = attempts.TryGetValue(key, out var before) && before.Until > now ? before : new(0, now + Window);
            if (held.Count >= MostFailures)
            {
                return (null, held.Until - now);
            }

            if (busy && device is null && unknown.Count >= MostWaiting)
            {
                return (null, TimeSpan.FromSeconds(30));
            }

            if (attempts.Count >= MostFollowed)
            {
                Forget(now);
            }

            // Counted on entering: a hundred attempts at the same moment are a hundred.
            attempts[key] = held with
            {
                Count = held.Count + 1,
            };
            if (busy)
            {
                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (device is null ? unknown : known).Enqueue(turn);
            }

            busy = true;
        }

        if (turn is not null)
        {
            await turn.Task;
        }

        return (new Pass(this, key), default);
    }

    private void Leave()
    {
        lock (gate)
        {
            if (known.TryDequeue(out var next) || unknown.TryDequeue(out next))
            {
                next.SetResult();
                return;
            }

            busy = false;
        }
    }

    private void Forgive(string key)
    {
        lock (gate)
        {
            attempts.Remove(key);
        }
    }

    private void Forget(DateTime now)
    {
        foreach (var (key, held) in attempts)
        {
            if (held.Until <= now)
            {
                attempts.Remove(key);
            }
        }

        if (attempts.Count >= MostFollowed)
        {
            // All are recent: those with few failures are forgotten before those that are stopped.
            foreach (var (key, _) in attempts.OrderBy(pair => pair.Value.Count).Take(MostFollowed / 2).ToList())
            {
                attempts.Remove(key);
            }
        }
    }

    /// <summary>A key of fixed length, whatever was typed.</summary>
    private static string Key(string email, string? device, string kind) =>
        Convert.ToHexString(
            SHA256
                .HashData(Encoding.UTF8.GetBytes($"{kind}\n{device}\n{email.Trim().ToUpperInvariant()}"))
                .AsSpan(0, 16)
        );

    private readonly record struct Attempts(int Count, DateTime Until);

    /// <summary>The right to make one hash.</summary>
    public sealed class Pass : IDisposable
    {
        private readonly SignInGate gate;
        private readonly string key;
        private bool left;

        internal Pass(SignInGate gate, string key) => (this.gate, this.key) = (gate, key);

        /// <summary>The password was right: what was counted against this account or browser is forgotten.</summary>
        public void Succeeded() => gate.Forgive(key);

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

namespace Maillage.Data;

/// <summary>
/// The order in which requests of one process write in SQLite, which has one writer at a time: they wait here, first come
/// first served, rather than try again until one of them gives up. PostgreSQL keeps its own queues.
/// </summary>
public sealed class WriteTurn : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Waits for the turn; disposing gives it to the next.</summary>
    public async Task<IDisposable?> Wait(MaillageDb db, CancellationToken cancellation)
    {
        if (db is not SqliteDb)
        {
            return null;
        }

        await gate.WaitAsync(cancellation);
        return new Turn(gate);
    }

    public void Dispose() => gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}

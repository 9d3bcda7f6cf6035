using System.Buffers;

namespace Maillage.Features.Places.Search;

/// <summary>Keeps the best rows seen, as many as a page needs, the worst of them at hand.</summary>
internal sealed class BestRows(int capacity) : IDisposable
{
    private readonly Ranked[] heap = ArrayPool<Ranked>.Shared.Rent(capacity);
    private int count;

    public bool IsFull => count == capacity;

    /// <summary>The score from which a row no longer enters.</summary>
    public int WorstScore => IsFull ? heap[0].Score : int.MaxValue;

    public void Offer(int score, int entry, int row)
    {
        // The entry's number settles ties, so that the same search always gives the same order.
        var ranked = new Ranked(((long)score << 32) | (uint)entry, row);
        if (!IsFull)
        {
            heap[count++] = ranked;
            Rise(count - 1);
        }
        else if (ranked.Key < heap[0].Key)
        {
            heap[0] = ranked;
            Sink(0);
        }
    }

    /// <summary>The rows kept, best first; nothing can be offered after that.</summary>
    public ReadOnlySpan<Ranked> Sorted()
    {
        var kept = heap.AsSpan(0, count);
        kept.Sort(static (one, other) => one.Key.CompareTo(other.Key));
        return kept;
    }

    public void Dispose() => ArrayPool<Ranked>.Shared.Return(heap);

    private void Rise(int child)
    {
        while (child > 0 && heap[(child - 1) / 2].Key < heap[child].Key)
        {
            (heap[child], heap[(child - 1) / 2]) = (heap[(child - 1) / 2], heap[child]);
            child = (child - 1) / 2;
        }
    }

    private void Sink(int parent)
    {
        while (2 * parent + 1 < count)
        {
            var child = 2 * parent + 1;
            if (child + 1 < count && heap[child + 1].Key > heap[child].Key)
            {
                child++;
            }

            if (heap[parent].Key >= heap[child].Key)
            {
                return;
            }

            (heap[parent], heap[child]) = (heap[child], heap[parent]);
            parent = child;
        }
    }

    internal readonly record struct Ranked(long Key, int Row)
    {
        public int Score => (int)(Key >> 32);
    }
}

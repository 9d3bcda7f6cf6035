using System.Buffers;

namespace Maillage.Features.Places.Search;

/// <summary>Keeps the best rows seen, as many as a page needs, in a heap with the worst of them on top.</summary>
internal sealed class BestRows(int capacity) : IDisposable
{
    private readonly long[] keys = ArrayPool<long>.Shared.Rent(capacity);
    private readonly int[] rows = ArrayPool<int>.Shared.Rent(capacity);
    private int count;

    public bool IsFull => count == capacity;

    /// <summary>The score above which a row no longer enters.</summary>
    public int WorstScore => IsFull ? (int)(keys[0] >> 32) : int.MaxValue;

    public void Offer(int score, int entry, int row)
    {
        // The entry's number settles ties, so that the same search always gives the same order.
        var key = ((long)score << 32) | (uint)entry;
        if (!IsFull)
        {
            Rise(count++, key, row);
        }
        else if (key < keys[0])
        {
            Sink(key, row);
        }
    }

    /// <summary>The rows kept, best first; nothing can be offered after that.</summary>
    public ReadOnlySpan<int> Sorted()
    {
        var kept = count;
        while (count > 1)
        {
            var (worstKey, worstRow) = (keys[0], rows[0]);
            count--;
            Sink(keys[count], rows[count]);
            (keys[count], rows[count]) = (worstKey, worstRow);
        }

        return rows.AsSpan(0, kept);
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(rows);
    }

    private void Rise(int at, long key, int row)
    {
        for (; at > 0 && keys[(at - 1) / 2] < key; at = (at - 1) / 2)
        {
            (keys[at], rows[at]) = (keys[(at - 1) / 2], rows[(at - 1) / 2]);
        }

        (keys[at], rows[at]) = (key, row);
    }

    /// <summary>Puts a row in the place of the worst.</summary>
    private void Sink(long key, int row)
    {
        var at = 0;
        while (2 * at + 1 < count)
        {
            var child = 2 * at + 1;
            if (child + 1 < count && keys[child + 1] > keys[child])
            {
                child++;
            }

            if (key >= keys[child])
            {
                break;
            }

            (keys[at], rows[at]) = (keys[child], rows[child]);
            at = child;
        }

        (keys[at], rows[at]) = (key, row);
    }
}

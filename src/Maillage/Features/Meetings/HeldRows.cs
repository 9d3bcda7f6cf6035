using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>
/// Rows that nobody else changes until the caller's transaction ends (lignes tenues): whoever comes at the same instant
/// waits for them. All hold resources before slots, each in order of id, so that two never wait for each other.
/// </summary>
internal static class HeldRows
{
    /// <summary>Who and what cannot be in two places.</summary>
    public static async Task Resources(
        MaillageDb db,
        IReadOnlyCollection<Guid> resources,
        CancellationToken cancellation
    )
    {
        foreach (var id in resources.Order())
        {
            await db
                .Resources.Where(r => r.Id == id)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.Turn, x => x.Turn + 1), cancellation);
        }
    }

    /// <summary>Several slots; those that one needs are then read with <see cref="Slot"/>.</summary>
    public static async Task Slots(MaillageDb db, IReadOnlyCollection<Guid> slots, CancellationToken cancellation)
    {
        foreach (var id in slots.Order())
        {
            await Hold(db, id, cancellation);
        }
    }

    /// <summary>A slot as it is once it is held; null when there is none.</summary>
    public static async Task<Slot?> Slot(MaillageDb db, Guid slotId, CancellationToken cancellation)
    {
        if (await Hold(db, slotId, cancellation) == 0)
        {
            return null;
        }

        Forget(db, slot => slot.Id == slotId, booking => booking.SlotId == slotId);
        return await db.Slots.SingleAsync(s => s.Id == slotId, cancellation);
    }

    /// <summary>What was read before a row was held may have changed since: EF would give it back as it was.</summary>
    public static void Forget(MaillageDb db, Func<Slot, bool> slots, Func<Booking, bool> bookings)
    {
        var old = db
            .ChangeTracker.Entries()
            .Where(e => e.State == EntityState.Unchanged)
            .Where(e => e.Entity is Slot slot ? slots(slot) : e.Entity is Booking booking && bookings(booking));
        foreach (var entry in old.ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    private static Task<int> Hold(MaillageDb db, Guid slotId, CancellationToken cancellation) =>
        db
            .Slots.Where(s => s.Id == slotId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Taken, x => x.Taken), cancellation);
}

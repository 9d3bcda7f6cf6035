using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Maillage.Platform.Audit
{
    /// <summary>
    /// Journals what a context is about to save: one line for each <see cref="IJournaled"/> entity added, modified or
    /// removed. From the channel <see cref="Channel.Import"/> nothing: the import's run is the record.
    /// </summary>
    public sealed class RecordChanges(Actor actor, TimeProvider clock)
    {
        public IReadOnlyList<JournalLine> Run(ChangeTracker tracker) =>
            actor.Channel == Channel.Import
                ? []
                :
                [
                    .. tracker
                        .Entries<IJournaled>()
                        .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                        .Select(Line),
                ];

        private JournalLine Line(EntityEntry<IJournaled> entry) =>
            JournalLine.Of(
                actor,
                clock,
                entry.State switch
                {
                    EntityState.Added => JournalLine.Created,
                    EntityState.Deleted => JournalLine.Removed,
                    _ => JournalLine.Changed,
                },
                entry.Metadata.ClrType.Name,
                entry.Entity.Id,
                entry.State == EntityState.Modified
                    ? entry
                        .Properties.Where(p => p.IsModified)
                        .Select(p => p.Metadata.Name)
                        .Order(StringComparer.Ordinal)
                    : [],
                actor.Reason
            );
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public override int SaveChanges(bool acceptAllChangesOnSuccess)
        {
            var lines = Journal();
            try
            {
                return base.SaveChanges(acceptAllChangesOnSuccess);
            }
            catch
            {
                Forget(lines);
                throw;
            }
        }

        public override async Task<int> SaveChangesAsync(
            bool acceptAllChangesOnSuccess,
            CancellationToken cancellationToken = default
        )
        {
            var lines = Journal();
            try
            {
                return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            }
            catch
            {
                Forget(lines);
                throw;
            }
        }

        /// <summary>A context made without a recorder, by a test or a tool, journals nothing.</summary>
        private IReadOnlyList<JournalLine> Journal()
        {
            var lines = recordChanges?.Run(ChangeTracker) ?? [];
            JournalLines.AddRange(lines);
            return lines;
        }

        /// <summary>Whoever saves again after a refusal must not journal the same changes twice.</summary>
        private void Forget(IReadOnlyList<JournalLine> lines)
        {
            foreach (var line in lines)
            {
                Entry(line).State = EntityState.Detached;
            }
        }
    }
}

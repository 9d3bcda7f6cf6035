using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Audit
{
    /// <summary>
    /// One act of the journal (ligne du journal): a change, a reading of personal data or an event. Ids and names of
    /// fields, never a value.
    /// </summary>
    public sealed class JournalLine
    {
        public const string Created = "created";
        public const string Changed = "changed";
        public const string Removed = "removed";
        public const string WasRead = "read";

        public required Guid Id { get; init; }

        /// <summary>When the line was made, in whole microseconds: PostgreSQL keeps no more.</summary>
        public required DateTime At { get; init; }

        public Guid? AccountId { get; init; }

        public Guid? OnBehalfOf { get; init; }

        public required Channel Channel { get; init; }

        /// <summary>One of the words above, or the event's own.</summary>
        public required string Action { get; init; }

        /// <summary>The name of the entity's type.</summary>
        public required string Subject { get; init; }

        public required Guid SubjectId { get; init; }

        /// <summary>The other things of the same kind read in the same view: a list of people is one line.</summary>
        public List<Guid> AlsoRead { get; init; } = [];

        /// <summary>Names of the fields changed or read; empty when the whole record appeared or went.</summary>
        public required List<string> Fields { get; init; }

        public string? Reason { get; init; }

        /// <summary>The segment that seals it; null until then.</summary>
        public long? Segment { get; init; }

        internal static JournalLine Of(
            Actor actor,
            TimeProvider clock,
            string action,
            string subject,
            Guid id,
            IEnumerable<string> fields,
            string? reason,
            List<Guid>? alsoRead = null
        ) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                At = Now(clock),
                AccountId = actor.AccountId,
                OnBehalfOf = actor.OnBehalfOf,
                Channel = actor.Channel,
                Action = action,
                Subject = subject,
                SubjectId = id,
                AlsoRead = alsoRead ?? [],
                Fields = [.. fields],
                Reason = reason,
            };

        internal static DateTime Now(TimeProvider clock)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    internal sealed class JournalLineConfiguration : IEntityTypeConfiguration<JournalLine>
    {
        public void Configure(EntityTypeBuilder<JournalLine> builder)
        {
            builder.ToTable("journal_lines");
            builder.Property(l => l.Channel).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(l => l.Segment);
            // The page that shows them reads the latest first.
            builder.HasIndex(l => l.At);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<JournalLine> JournalLines => Set<JournalLine>();
    }
}

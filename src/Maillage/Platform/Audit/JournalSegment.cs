using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Audit
{
    /// <summary>
    /// Lines sealed together (segment du journal). Each is hashed over the one before; at its term its lines are deleted
    /// and it stays, so that the chain holds.
    /// </summary>
    public sealed class JournalSegment
    {
        /// <summary>How long lines are kept. Source: the CNIL asks for six months to a year.</summary>
        public const int MonthsKept = 12;

        /// <summary>What the first segment is hashed over.</summary>
        public static readonly string Origin = new('0', 64);

        /// <summary>From 1, without a gap.</summary>
        public required long Number { get; init; }

        /// <summary>The instant of the oldest line.</summary>
        public required DateTime From { get; init; }

        /// <summary>The instant of the newest line.</summary>
        public required DateTime To { get; init; }

        /// <summary>How many lines were sealed.</summary>
        public required int Lines { get; init; }

        /// <summary>Hash of the lines alone: the segment can still be checked when they are gone.</summary>
        public required string LinesHash { get; init; }

        public required string PreviousHash { get; init; }

        /// <summary>Hash of all the above.</summary>
        public string Hash { get; set; } = "";

        /// <summary>When the lines were deleted; null while they are kept.</summary>
        public DateTime? ExpiredAt { get; init; }

        /// <summary>The end of the calendar for a date that somebody wrote there, rather than an error.</summary>
        internal DateTime Term =>
            To < DateTime.MaxValue.AddMonths(-MonthsKept) ? To.AddMonths(MonthsKept) : DateTime.MaxValue;
    }

    internal sealed class JournalSegmentConfiguration : IEntityTypeConfiguration<JournalSegment>
    {
        public void Configure(EntityTypeBuilder<JournalSegment> builder)
        {
            builder.ToTable("journal_segments");
            builder.HasKey(s => s.Number);
            builder.Property(s => s.Number).ValueGeneratedNever();
            builder.Property(s => s.LinesHash).HasMaxLength(64);
            builder.Property(s => s.PreviousHash).HasMaxLength(64);
            builder.Property(s => s.Hash).HasMaxLength(64);
            builder.Ignore(s => s.Term);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<JournalSegment> JournalSegments => Set<JournalSegment>();
    }
}

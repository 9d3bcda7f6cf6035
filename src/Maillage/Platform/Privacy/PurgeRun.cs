using Maillage.Data;
using Maillage.Platform.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Privacy
{
    /// <summary>What was erased in one night (effacement de la nuit), kind by kind; one that was killed is finished later.</summary>
    public sealed class PurgeRun
    {
        /// <summary>How many of these lines are kept.</summary>
        public const int MonthsKept = 24;

        public required Guid Id { get; init; }

        public required DateTime StartedAt { get; init; }

        /// <summary>Null while it runs, or after the process was killed.</summary>
        public DateTime? EndedAt { get; set; }

        /// <summary>What was erased so far: a kind that is here is done.</summary>
        public List<PurgedKind> Done { get; set; } = [];
    }

    /// <summary>How many records of one kind were erased.</summary>
    /// <param name="Kind">Its <see cref="PersonalKind.Id"/>.</param>
    public sealed record PurgedKind(string Kind, int Records);

    internal sealed class PurgeRunConfiguration : IEntityTypeConfiguration<PurgeRun>
    {
        public void Configure(EntityTypeBuilder<PurgeRun> builder)
        {
            builder.ToTable("purge_runs");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Done).HasJsonColumn();
            builder.HasIndex(r => r.StartedAt);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<PurgeRun> PurgeRuns => Set<PurgeRun>();
    }
}

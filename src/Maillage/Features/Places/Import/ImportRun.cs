using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Import
{
    /// <summary>One import of a list (import), which can be undone as a whole.</summary>
    public sealed class ImportRun : IJournaled
    {
        public required Guid Id { get; init; }

        /// <summary>The file's name or address.</summary>
        public required string Origin { get; init; }

        /// <summary>Also the instant that all its changes carry: a place that bears another one was edited since.</summary>
        public required DateTime StartedAt { get; init; }

        public ImportState State { get; set; }

        /// <summary>Names of the lists met, whose missing records have left; empty when the list broke off.</summary>
        public List<string> CompleteSources { get; set; } = [];

        public int Read { get; set; }

        public int Created { get; set; }

        public int Updated { get; set; }

        public int Unchanged { get; set; }

        public int Repaired { get; set; }

        public int Rejected { get; set; }

        public int Gone { get; set; }
    }

    /// <summary>How far an import is. One that was killed while reading is abandoned, while applying it is finished.</summary>
    public enum ImportState
    {
        Reading,
        Applying,
        Done,
        Abandoned,
        Undone,
    }

    /// <summary>A record read and waiting to be applied.</summary>
    public sealed class StagedPlace
    {
        public required Guid RunId { get; init; }

        /// <summary>Rank among the records of the run, from 1.</summary>
        public required int Number { get; init; }

        public required string Source { get; init; }

        public required string SourceId { get; init; }

        /// <summary>The place read, as <see cref="RecordJson"/> writes it; null when it was only seen again.</summary>
        public string? Reading { get; init; }

        public string? Original { get; init; }

        public string? Fingerprint { get; init; }
    }

    /// <summary>What a place and its source were before an import touched them.</summary>
    public sealed class ImportChange
    {
        public required Guid Id { get; init; }

        public required Guid RunId { get; init; }

        public required Guid PlaceId { get; init; }

        /// <summary>The place before; null when the import created it.</summary>
        public string? PlaceBefore { get; init; }

        /// <summary>The source before; null when the import created it.</summary>
        public string? SourceBefore { get; init; }
    }

    internal sealed class ImportRunConfiguration : IEntityTypeConfiguration<ImportRun>
    {
        public void Configure(EntityTypeBuilder<ImportRun> builder)
        {
            builder.ToTable("import_runs");
            builder.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        }
    }

    internal sealed class StagedPlaceConfiguration : IEntityTypeConfiguration<StagedPlace>
    {
        public void Configure(EntityTypeBuilder<StagedPlace> builder)
        {
            builder.ToTable("staged_places");
            builder.HasKey(s => new { s.RunId, s.Number });
            builder.HasOne<ImportRun>().WithMany().HasForeignKey(s => s.RunId);
        }
    }

    internal sealed class ImportChangeConfiguration : IEntityTypeConfiguration<ImportChange>
    {
        public void Configure(EntityTypeBuilder<ImportChange> builder)
        {
            builder.ToTable("import_changes");
            builder.HasIndex(c => c.RunId);
            builder.HasOne<ImportRun>().WithMany().HasForeignKey(c => c.RunId);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<ImportRun> ImportRuns => Set<ImportRun>();

        public DbSet<StagedPlace> StagedPlaces => Set<StagedPlace>();

        public DbSet<ImportChange> ImportChanges => Set<ImportChange>();
    }
}

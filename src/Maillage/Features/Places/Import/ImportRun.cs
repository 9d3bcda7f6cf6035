using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Import
{
    /// <summary>One import of a list (import), which can be undone as a whole.</summary>
    public sealed class ImportRun : IJournaled
    {
        /// <summary>Begun so often without an end, the reading is given up.</summary>
        public const int MostReadings = 3;

        public required Guid Id { get; init; }

        /// <summary>The file's name or address.</summary>
        public required string Origin { get; init; }

        /// <summary>Also the instant that all its changes carry: a place that bears another one was edited since.</summary>
        public required DateTime StartedAt { get; set; }

        public ImportState State { get; set; }

        /// <summary>Who gave the list on the desk; null for the verb and for the night.</summary>
        public Guid? AccountId { get; set; }

        /// <summary>Name that a person gave to the list; null to take that of its records or of its file.</summary>
        public string? ListName { get; set; }

        /// <summary>True where whoever gave the list said its name.</summary>
        public bool IsNamed { get; init; }

        /// <summary>The list that is read every night or whose columns are remembered; null for none.</summary>
        public Guid? ListId { get; set; }

        /// <summary>How its columns are read, as <see cref="ColumnMatch"/> writes it; null where they are recognised.</summary>
        public string? Match { get; set; }

        /// <summary>
        /// What the pages show of the list, as <see cref="ImportPreview"/> writes it: it may name people, and leaves with
        /// the file. Null when nothing was read on the desk.
        /// </summary>
        public string? Preview { get; set; }

        /// <summary>
        /// Codes of the départements and SIRENs of the EPCIs whose places alone it may touch; empty for all, which only an administrator or the
        /// verb may do.
        /// </summary>
        public List<string> Territories { get; set; } = [];

        /// <summary>True while the file given on the desk is kept.</summary>
        public bool HasFile { get; set; }

        /// <summary>
        /// How often the reading of the file was begun and not ended: a list that kills the process is not read for ever.
        /// </summary>
        public int Readings { get; set; }

        /// <summary>When its records were last put aside.</summary>
        public DateTime? ReadAt { get; set; }

        /// <summary>When it was applied to its end, undone or left.</summary>
        public DateTime? EndedAt { get; set; }

        /// <summary>Why it was stopped, one French sentence; null when nothing stopped it.</summary>
        public string? Stopped { get; set; }

        /// <summary>True where the list holds at least a fifth fewer records than before: somebody must say so.</summary>
        public bool HasShrunk { get; set; }

        /// <summary>Names of the places that undoing left alone, since somebody changed them after the import.</summary>
        public List<string> Kept { get; set; } = [];

        /// <summary>Names of the lists met, whose missing records have left; empty when the list broke off.</summary>
        public List<string> CompleteSources { get; set; } = [];

        public int Read { get; set; }

        public int Created { get; set; }

        public int Updated { get; set; }

        public int Unchanged { get; set; }

        public int Repaired { get; set; }

        public int Rejected { get; set; }

        public int Gone { get; set; }

        /// <summary>Records of other territories, left aside.</summary>
        public int Outside { get; set; }

        /// <summary>An instant that the changes of an import may carry: whole milliseconds come back from both databases.</summary>
        public static DateTime InstantAt(DateTime now) => now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>How far an import is. One that was killed while reading is abandoned, while applying it is finished.</summary>
    public enum ImportState
    {
        /// <summary>Given on the desk; somebody is saying what its columns are.</summary>
        Matching,

        /// <summary>To be read from the file given on the desk.</summary>
        ToRead,
        Reading,

        /// <summary>Read and put aside: somebody decides.</summary>
        Waiting,
        Applying,
        Done,

        /// <summary>To be undone.</summary>
        Undoing,
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
            // A person may leave it while it is being read: the slower one finds out.
            builder.Property(r => r.State).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
            builder.HasIndex(r => r.State);
            builder.HasIndex(r => r.ListId);
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

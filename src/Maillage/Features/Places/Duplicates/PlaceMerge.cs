using Maillage.Data;
using Maillage.Features.Places.Duplicates;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Duplicates
{
    /// <summary>
    /// Two records of one place made one (fusion): who, when, and what both were, so that it can be taken back for ever.
    /// </summary>
    public sealed class PlaceMerge : IJournaled
    {
        public required Guid Id { get; init; }

        public required Guid KeptPlaceId { get; init; }

        public required Guid MergedPlaceId { get; init; }

        public required Guid AccountId { get; init; }

        /// <summary>Also the instant that the fields chosen bear: what a person writes later bears a later one.</summary>
        public required DateTime At { get; init; }

        /// <summary>The place kept, before, one JSON object. It changes when an older merge of the same place is taken back.</summary>
        public required string KeptBefore { get; set; }

        /// <summary>The place kept, just after.</summary>
        public required string KeptAfter { get; init; }

        public required string MergedBefore { get; init; }

        /// <summary>The sources of both, each with what it said.</summary>
        public required List<MergedSource> Sources { get; set; }

        /// <summary>Reports that came with the place merged away.</summary>
        public required List<Guid> ReportIds { get; init; }

        /// <summary>Corrections, waiting to be decided, that came with the place merged away.</summary>
        public required List<Guid> VerificationIds { get; init; }

        /// <summary>Stops that came with the place merged away.</summary>
        public required List<Guid> StopIds { get; init; }

        public DateTime? SeparatedAt { get; private set; }

        /// <summary>Who took it back.</summary>
        public Guid? SeparatedBy { get; private set; }

        public void Separate(Guid accountId, DateTime now) => (SeparatedBy, SeparatedAt) = (accountId, now);
    }

    /// <summary>A source of one of the two places, on the day they were merged (source réunie).</summary>
    /// <param name="IsOfMerged">True where it fed the place merged away.</param>
    /// <param name="Reading">What had last been read from it, one JSON object.</param>
    public sealed record MergedSource(Guid SourceId, bool IsOfMerged, string Reading);

    internal sealed class PlaceMergeConfiguration : IEntityTypeConfiguration<PlaceMerge>
    {
        public void Configure(EntityTypeBuilder<PlaceMerge> builder)
        {
            builder.ToTable("place_merges");
            builder.HasIndex(m => m.KeptPlaceId);
            builder.HasIndex(m => m.MergedPlaceId);
            builder.HasOne<Place>().WithMany().HasForeignKey(m => m.KeptPlaceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Place>().WithMany().HasForeignKey(m => m.MergedPlaceId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(m => m.Sources).HasJsonColumn();
            builder.Property(m => m.SeparatedAt).IsConcurrencyToken();
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<PlaceMerge> PlaceMerges => Set<PlaceMerge>();
    }
}

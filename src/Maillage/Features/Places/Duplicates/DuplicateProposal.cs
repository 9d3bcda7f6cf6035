using Maillage.Data;
using Maillage.Features.Places.Duplicates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Duplicates
{
    /// <summary>Two places of the directory that may be one (doublon proposé), until a person decides.</summary>
    public sealed class DuplicateProposal
    {
        public required Guid Id { get; init; }

        /// <summary>The smaller of the two ids, so that a pair stands once.</summary>
        public required Guid FirstPlaceId { get; init; }

        public required Guid SecondPlaceId { get; init; }

        /// <summary>From 0.5 to 1.</summary>
        public required double Score { get; set; }

        public required List<DuplicateReason> Reasons { get; set; }

        public required DateTime FoundAt { get; init; }

        public DuplicateState State { get; private set; }

        public DateTime? DecidedAt { get; private set; }

        public Guid? DecidedBy { get; private set; }

        /// <summary>Who put the two side by side; null when they were found. What a person proposed is not withdrawn.</summary>
        public Guid? ProposedBy { get; init; }

        /// <summary>The pair as it is kept, whatever the order in which it was found.</summary>
        public static (Guid First, Guid Second) Key(Guid one, Guid other) =>
            one.CompareTo(other) < 0 ? (one, other) : (other, one);

        /// <summary>« Pas un doublon »: remembered, the pair is not proposed again.</summary>
        public void DeclareNotDuplicate(Guid by, DateTime now) =>
            (State, DecidedBy, DecidedAt) = (DuplicateState.NotDuplicate, by, now);

        /// <summary>The two were made one.</summary>
        public void DeclareMerged(Guid by, DateTime now) =>
            (State, DecidedBy, DecidedAt) = (DuplicateState.Merged, by, now);

        /// <summary>Takes « pas un doublon » back: the pair waits for a decision again.</summary>
        public void Reconsider() => (State, DecidedBy, DecidedAt) = (DuplicateState.Proposed, null, null);
    }

    /// <summary>Where a proposed duplicate stands.</summary>
    public enum DuplicateState
    {
        Proposed,
        NotDuplicate,
        Merged,
    }

    internal sealed class DuplicateProposalConfiguration : IEntityTypeConfiguration<DuplicateProposal>
    {
        public void Configure(EntityTypeBuilder<DuplicateProposal> builder)
        {
            builder.ToTable("duplicate_proposals");
            builder.HasIndex(p => new { p.FirstPlaceId, p.SecondPlaceId }).IsUnique();
            builder.HasOne<Place>().WithMany().HasForeignKey(p => p.FirstPlaceId);
            builder.HasOne<Place>().WithMany().HasForeignKey(p => p.SecondPlaceId);
            builder.Property(p => p.State).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
            builder.HasIndex(p => new { p.State, p.Score });
            builder.Property(p => p.Reasons).HasJsonColumn();
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<DuplicateProposal> DuplicateProposals => Set<DuplicateProposal>();
    }
}

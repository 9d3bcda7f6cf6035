using Maillage.Features.Places.Campaigns;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Campaigns
{
    /// <summary>Places asked together whether their pages are right (campagne de vérification).</summary>
    public sealed class Campaign : IJournaled
    {
        public const int MaxNameLength = 120;

        /// <summary>How long its links serve.</summary>
        public static readonly TimeSpan Length = TimeSpan.FromDays(30);

        public required Guid Id { get; init; }

        public required string Name { get; init; }

        /// <summary>Which places were picked, in words.</summary>
        public required string Picked { get; init; }

        /// <summary>Codes of départements or SIREN of EPCI that its author coordinates; none for an administrator.</summary>
        public required List<string> Territories { get; init; }

        public required Guid StartedBy { get; init; }

        public required DateTime StartedAt { get; init; }

        public DateTime EndsAt { get; init; }

        /// <summary>When a person ended it before its term.</summary>
        public DateTime? EndedAt { get; private set; }

        public Guid? EndedBy { get; private set; }

        public bool IsOver(DateTime now) => EndedAt is not null || EndsAt <= now;

        public void End(Guid accountId, DateTime now) =>
            (EndedBy, EndedAt) = EndedAt is null ? (accountId, now) : (EndedBy, EndedAt);
    }

    /// <summary>One place of a campaign: what was sent, what was answered, by whom and when (vérification demandée).</summary>
    public sealed class Verification
    {
        public const int MaxNoteLength = 2000;

        public required Guid Id { get; init; }

        public required Guid CampaignId { get; init; }

        public required Guid PlaceId { get; init; }

        /// <summary>The place that its own was merged into while a correction waited: that one’s desk decides.</summary>
        public Guid? MergedIntoId { get; set; }

        public VerificationState State { get; set; }

        /// <summary>How far the messages went: 0 none, 1 the first, 2 the reminder at 10 days, 3 that at 20.</summary>
        public int Sent { get; set; }

        /// <summary>When the first message was queued.</summary>
        public DateTime? AskedAt { get; set; }

        public DateTime? AnsweredAt { get; set; }

        /// <summary>Who noted the answer; null when it came by the link.</summary>
        public Guid? AnsweredBy { get; set; }

        /// <summary>Names of the properties that the place wants changed.</summary>
        public List<string> ProposedFields { get; set; } = [];

        /// <summary>A place that holds the values proposed in these properties alone, one JSON object.</summary>
        public string? Proposed { get; set; }

        /// <summary>True where the place says that it has closed for good.</summary>
        public bool HasClosed { get; set; }

        /// <summary>What the form has no field for; erased with the decision.</summary>
        public string? Note { get; set; }

        public DateTime? DecidedAt { get; set; }

        public Guid? DecidedBy { get; set; }

        /// <summary>How many calls nobody answered.</summary>
        public int Calls { get; set; }

        /// <summary>The message that goes by post, where the place has neither e-mail nor telephone.</summary>
        public Guid? LetterId { get; set; }
    }

    /// <summary>Where the question to a place stands.</summary>
    public enum VerificationState
    {
        /// <summary>Picked; its message leaves within a minute.</summary>
        Waiting,

        /// <summary>Asked by message, no answer yet.</summary>
        Asked,

        /// <summary>On the call sheet: no e-mail, or none that may be written to.</summary>
        ToCall,

        /// <summary>Everything is right.</summary>
        Confirmed,

        /// <summary>The place proposes corrections: somebody decides.</summary>
        Proposed,

        /// <summary>Corrections were written.</summary>
        Corrected,

        /// <summary>Corrections were read and not written.</summary>
        Dismissed,

        /// <summary>The place left the directory meanwhile.</summary>
        Withdrawn,
    }

    /// <summary>One telephone call to a place (appel): who, when, what came of it.</summary>
    public sealed class VerificationCall
    {
        public required Guid Id { get; init; }

        public required Guid VerificationId { get; init; }

        public required Guid AccountId { get; init; }

        public required DateTime At { get; init; }

        public required CallOutcome Outcome { get; init; }
    }

    /// <summary>What came of a call.</summary>
    public enum CallOutcome
    {
        AllRight,
        Corrected,
        NoAnswer,
    }

    internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
    {
        public void Configure(EntityTypeBuilder<Campaign> builder)
        {
            builder.ToTable("campaigns");
            builder.Property(c => c.Name).HasMaxLength(Campaign.MaxNameLength);
            builder.Property(c => c.Picked).HasMaxLength(400);
        }
    }

    internal sealed class VerificationConfiguration : IEntityTypeConfiguration<Verification>
    {
        public void Configure(EntityTypeBuilder<Verification> builder)
        {
            builder.ToTable("verifications");
            // A reminder and an answer may come at once: the slower one starts again from what it finds.
            builder.Property(v => v.State).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
            builder.Property(v => v.Sent).IsConcurrencyToken();
            builder.Property(v => v.Note).HasMaxLength(Verification.MaxNoteLength);
            builder.HasIndex(v => new { v.CampaignId, v.PlaceId }).IsUnique();
            builder.HasIndex(v => new { v.State, v.AskedAt });
            builder.HasIndex(v => v.PlaceId);
            builder.HasIndex(v => v.MergedIntoId);
            builder.HasOne<Campaign>().WithMany().HasForeignKey(v => v.CampaignId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Place>().WithMany().HasForeignKey(v => v.PlaceId);
        }
    }

    internal sealed class VerificationCallConfiguration : IEntityTypeConfiguration<VerificationCall>
    {
        public void Configure(EntityTypeBuilder<VerificationCall> builder)
        {
            builder.ToTable("verification_calls");
            builder.Property(c => c.Outcome).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(c => c.VerificationId);
            builder.HasOne<Verification>().WithMany().HasForeignKey(c => c.VerificationId);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Campaign> Campaigns => Set<Campaign>();

        public DbSet<Verification> Verifications => Set<Verification>();

        public DbSet<VerificationCall> VerificationCalls => Set<VerificationCall>();
    }
}

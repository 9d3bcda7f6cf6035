using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Messaging
{
    /// <summary>
    /// One message to one person, in the queue and then in the journal (message). Its address and its words are personal
    /// data: they are erased some weeks after its end, and only ids, states and dates stay.
    /// </summary>
    public sealed class Message
    {
        /// <summary>Also the Message-ID of the e-mail and the id given to the SMS gateway.</summary>
        public required Guid Id { get; init; }

        public required MessageChannel Channel { get; init; }

        public required string Template { get; init; }

        /// <summary>Goes out even to those who asked for nothing more: a new password, an invitation to an account.</summary>
        public required bool IsIndispensable { get; init; }

        /// <summary>Asked for just now by the person, who waits for it: no quiet hours.</summary>
        public required bool IsUrgent { get; init; }

        /// <summary>Its words open something: they are erased, with the address, as soon as it has gone.</summary>
        public bool HoldsCode { get; init; }

        /// <summary>Whose monthly ceiling of SMS it counts in; null for the deployment's own.</summary>
        public Guid? OrganisationId { get; init; }

        /// <summary>An e-mail address, a phone number in E.164 or the lines of a postal address.</summary>
        public string? To { get; init; }

        public string? Subject { get; init; }

        public string? Text { get; init; }

        /// <summary>The paragraphs, without the page around them; null for an SMS.</summary>
        public string? Html { get; init; }

        public MessageState State { get; init; }

        /// <summary>Grows with each claim: two senders that read the same row cannot both take it.</summary>
        public int Version { get; init; }

        public int Attempts { get; init; }

        public required DateTime CreatedAt { get; init; }

        /// <summary>Not sent before.</summary>
        public required DateTime DueAt { get; init; }

        /// <summary>Not sent after: a link that no longer opens helps nobody.</summary>
        public required DateTime ExpiresAt { get; init; }

        public Guid? SenderId { get; init; }

        /// <summary>Past this instant a message still in sending was left by a sender that died.</summary>
        public DateTime? LeaseUntil { get; init; }

        /// <summary>When it was sent, delivered, given up, stopped or held.</summary>
        public DateTime? EndedAt { get; init; }

        /// <summary>Why it did not go, in a code that holds no personal data: <c>SMTP 550</c>, <c>expired</c>.</summary>
        public string? Failure { get; init; }
    }

    /// <summary>How a message reaches somebody (canal).</summary>
    public enum MessageChannel
    {
        Email,
        Sms,

        /// <summary>Printed by somebody at a desk; the sender leaves it alone.</summary>
        Letter,
    }

    /// <summary>How far a message is.</summary>
    public enum MessageState
    {
        Queued,

        /// <summary>Claimed by one sender, which is talking to the server.</summary>
        Sending,
        Sent,
        Delivered,
        FailedTemporarily,
        FailedForGood,

        /// <summary>Nobody knows whether it went, or a ceiling was reached: a person decides.</summary>
        Held,

        /// <summary>The address is on the stop list.</summary>
        Stopped,
    }

    internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.ToTable("messages");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.Property(m => m.Channel).HasConversion<string>().HasMaxLength(20);
            builder.Property(m => m.Template).HasMaxLength(60);
            builder.Property(m => m.To).HasMaxLength(1000);
            builder.Property(m => m.Subject).HasMaxLength(200);
            builder.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
            builder.Property(m => m.Failure).HasMaxLength(60);
            builder.HasIndex(m => new { m.State, m.DueAt });
            builder.HasIndex(m => m.EndedAt);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Message> Messages => Set<Message>();
    }
}

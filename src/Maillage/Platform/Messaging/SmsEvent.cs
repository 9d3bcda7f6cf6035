using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Messaging
{
    /// <summary>An event that the SMS gateway told, kept so that it counts once however often it is told (retour SMS).</summary>
    public sealed class SmsEvent
    {
        /// <summary>The gateway's own id.</summary>
        public required string Id { get; init; }

        public required DateTime ReceivedAt { get; init; }
    }

    internal sealed class SmsEventConfiguration : IEntityTypeConfiguration<SmsEvent>
    {
        public void Configure(EntityTypeBuilder<SmsEvent> builder)
        {
            builder.ToTable("sms_events");
            builder.Property(e => e.Id).HasMaxLength(SmsReceipt.LongestId);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<SmsEvent> SmsEvents => Set<SmsEvent>();
    }
}

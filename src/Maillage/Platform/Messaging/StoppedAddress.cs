using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Messaging
{
    /// <summary>An address that gets nothing more, or only what is indispensable (adresse arrêtée).</summary>
    public sealed class StoppedAddress
    {
        /// <summary>Keyed hash of the normalised address: the list tells nobody who is on it.</summary>
        public required string Hash { get; init; }

        public required StopReason Reason { get; init; }

        public required DateTime StoppedAt { get; init; }
    }

    /// <summary>Why an address is stopped. After a death or a departure not even the indispensable goes out.</summary>
    public enum StopReason
    {
        Asked,
        Bounced,
        Died,
        Left,
    }

    internal sealed class StoppedAddressConfiguration : IEntityTypeConfiguration<StoppedAddress>
    {
        public void Configure(EntityTypeBuilder<StoppedAddress> builder)
        {
            builder.ToTable("stopped_addresses");
            builder.HasKey(s => new { s.Hash, s.Reason });
            builder.Property(s => s.Hash).HasMaxLength(22);
            builder.Property(s => s.Reason).HasConversion<string>().HasMaxLength(20);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<StoppedAddress> StoppedAddresses => Set<StoppedAddress>();
    }
}

using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Platform.Messaging
{
    /// <summary>How many SMS an organisation has sent in a month, to hold its ceiling (SMS du mois).</summary>
    public sealed class SmsMonth
    {
        /// <summary><see cref="Guid.Empty"/> for the deployment's own.</summary>
        public required Guid OrganisationId { get; init; }

        /// <summary>The first day of the month in Paris.</summary>
        public required DateOnly Month { get; init; }

        public int Sent { get; init; }
    }

    internal sealed class SmsMonthConfiguration : IEntityTypeConfiguration<SmsMonth>
    {
        public void Configure(EntityTypeBuilder<SmsMonth> builder)
        {
            builder.ToTable("sms_months");
            builder.HasKey(m => new { m.OrganisationId, m.Month });
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<SmsMonth> SmsMonths => Set<SmsMonth>();
    }
}

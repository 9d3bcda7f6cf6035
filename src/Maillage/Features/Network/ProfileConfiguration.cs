using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Network;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Network
{
    internal sealed class ProfileConfiguration : IEntityTypeConfiguration<Profile>
    {
        public void Configure(EntityTypeBuilder<Profile> builder)
        {
            builder.ToTable("profiles");
            builder.HasIndex(p => p.AccountId).IsUnique();
            builder.Property(p => p.Skills).HasJsonColumn();
            builder.Property(p => p.Sights).HasJsonColumn();
            builder.Property(p => p.Availability).HasMaxLength(Profile.LongestText);
            builder.Property(p => p.Phone).HasMaxLength(20);
            builder.Property(p => p.Email).HasMaxLength(254);
            builder.Property(p => p.OnlineName).HasMaxLength(Profile.LongestLine);
            builder.Property(p => p.OnlinePlatform).HasMaxLength(Profile.LongestLine);
            builder.Property(p => p.OnlineAddress).HasMaxLength(Profile.LongestText);
            builder.Property(p => p.OnlineHours).HasMaxLength(Profile.LongestText);
            builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Profile> Profiles => Set<Profile>();
    }
}

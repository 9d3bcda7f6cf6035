using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Inhabitants
{
    internal sealed class InhabitantAccessConfiguration : IEntityTypeConfiguration<InhabitantAccess>
    {
        public void Configure(EntityTypeBuilder<InhabitantAccess> builder)
        {
            builder.ToTable("inhabitant_accesses");
            builder.Property(a => a.Reference).HasMaxLength(Credentials.ReferenceLength);
            builder.HasIndex(a => a.Reference).IsUnique();
            builder.Property(a => a.CodeHash).HasMaxLength(200);
            builder.Property(a => a.Issuer).HasMaxLength(200);
            builder.Property(a => a.Subject).HasMaxLength(255);
            builder.HasIndex(a => new { a.Issuer, a.Subject });
            builder.HasIndex(a => a.LastUsedOn);
            builder
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(a => a.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Account>().WithMany().HasForeignKey(a => a.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<InhabitantAccess> InhabitantAccesses => Set<InhabitantAccess>();
    }
}

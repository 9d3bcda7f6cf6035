using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Organisations
{
    /// <summary>A body that runs places (structure): a commune, an association, a département.</summary>
    public sealed class Organisation : IJournaled
    {
        public required Guid Id { get; init; }
        public required string Name { get; set; }

        /// <summary>14 digits, checked by <see cref="Organisations.Siret"/>.</summary>
        public string? Siret { get; set; }

        /// <summary>W and 9 digits, for associations.</summary>
        public string? Rna { get; set; }

        public Guid? ParentId { get; set; }
    }

    internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> builder)
        {
            builder.ToTable("organisations");
            builder.Property(o => o.Name).HasMaxLength(300);
            builder.Property(o => o.Siret).HasMaxLength(14);
            builder.Property(o => o.Rna).HasMaxLength(10);
            builder.HasIndex(o => o.Siret).IsUnique();
            builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.ParentId);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Maillage.Features.Organisations.Organisation> Organisations =>
            Set<Maillage.Features.Organisations.Organisation>();
    }
}

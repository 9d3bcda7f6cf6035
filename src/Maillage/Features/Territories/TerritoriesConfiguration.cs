using Maillage.Features.Territories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Territories
{
    internal sealed class TerritoryContourConfiguration : IEntityTypeConfiguration<TerritoryContour>
    {
        public void Configure(EntityTypeBuilder<TerritoryContour> builder)
        {
            builder.ToTable("territory_contours");
            builder.HasKey(c => new { c.Kind, c.Code });
            builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(c => c.Code).HasMaxLength(9);
            builder.Property(c => c.Source).HasMaxLength(200);
        }
    }

    internal sealed class CommuneCentreConfiguration : IEntityTypeConfiguration<CommuneCentre>
    {
        public void Configure(EntityTypeBuilder<CommuneCentre> builder)
        {
            builder.ToTable("commune_centres");
            builder.HasKey(c => c.Insee);
            builder.Property(c => c.Insee).HasMaxLength(5);
            builder.Property(c => c.Source).HasMaxLength(200);
        }
    }

    internal sealed class SubdivisionConfiguration : IEntityTypeConfiguration<Subdivision>
    {
        public void Configure(EntityTypeBuilder<Subdivision> builder)
        {
            builder.ToTable("subdivisions");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.Slug).HasMaxLength(160);
            builder.HasIndex(s => s.Slug).IsUnique();
            builder.Property(s => s.Name).HasMaxLength(200);
            builder.Property(s => s.Kind).HasMaxLength(100);
            builder.HasIndex(s => new { s.Kind, s.Name }).IsUnique();
            builder.HasMany(s => s.Communes).WithOne().HasForeignKey(c => c.SubdivisionId);
        }
    }

    internal sealed class SubdivisionCommuneConfiguration : IEntityTypeConfiguration<SubdivisionCommune>
    {
        public void Configure(EntityTypeBuilder<SubdivisionCommune> builder)
        {
            builder.ToTable("subdivision_communes");
            builder.HasKey(c => new { c.SubdivisionId, c.Insee });
            builder.Property(c => c.Insee).HasMaxLength(5);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<TerritoryContour> TerritoryContours => Set<TerritoryContour>();

        public DbSet<CommuneCentre> CommuneCentres => Set<CommuneCentre>();

        public DbSet<Subdivision> Subdivisions => Set<Subdivision>();
    }
}

using Maillage.Data;
using Maillage.Features.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places
{
    internal sealed class PlaceConfiguration : IEntityTypeConfiguration<Place>
    {
        public void Configure(EntityTypeBuilder<Place> builder)
        {
            builder.ToTable("places");
            builder.Property(p => p.Slug).HasMaxLength(160);
            builder.HasIndex(p => p.Slug).IsUnique();
            builder.HasIndex(p => p.Insee);
            builder.Property(p => p.LocationPrecision).HasConversion<string>().HasMaxLength(20);
            builder.Property(p => p.Services).HasJsonColumn();
            builder.Property(p => p.Equipment).HasJsonColumn();
            builder.Property(p => p.Closures).HasJsonColumn();
            builder.Property(p => p.Contacts).HasJsonColumn();
            builder.HasOne(p => p.Organisation).WithMany().HasForeignKey(p => p.OrganisationId);
            builder.HasMany(p => p.Stops).WithOne().HasForeignKey(s => s.PlaceId);
            builder.HasMany(p => p.Sources).WithOne().HasForeignKey(s => s.PlaceId);
        }
    }

    internal sealed class StopConfiguration : IEntityTypeConfiguration<Stop>
    {
        public void Configure(EntityTypeBuilder<Stop> builder)
        {
            builder.ToTable("stops");
            builder.HasIndex(s => s.PlaceId);
        }
    }

    internal sealed class PlaceSourceConfiguration : IEntityTypeConfiguration<PlaceSource>
    {
        public void Configure(EntityTypeBuilder<PlaceSource> builder)
        {
            builder.ToTable("place_sources");
            builder.Property(s => s.Source).HasMaxLength(200);
            builder.Property(s => s.SourceId).HasMaxLength(300);
            builder.HasIndex(s => new { s.Source, s.SourceId }).IsUnique();
        }
    }

    internal sealed class PlaceAliasConfiguration : IEntityTypeConfiguration<PlaceAlias>
    {
        public void Configure(EntityTypeBuilder<PlaceAlias> builder)
        {
            builder.ToTable("place_aliases");
            builder.HasKey(a => a.Slug);
            builder.Property(a => a.Slug).HasMaxLength(160);
            builder.HasOne<Place>().WithMany().HasForeignKey(a => a.PlaceId);
        }
    }

    internal sealed class PlaceReportConfiguration : IEntityTypeConfiguration<PlaceReport>
    {
        public void Configure(EntityTypeBuilder<PlaceReport> builder)
        {
            builder.ToTable("place_reports");
            builder.Property(r => r.Message).HasMaxLength(PlaceReport.MaxMessageLength);
            builder.Property(r => r.ReplyTo).HasMaxLength(200);
            builder.HasOne<Place>().WithMany().HasForeignKey(r => r.PlaceId);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Place> Places => Set<Place>();

        public DbSet<Stop> Stops => Set<Stop>();

        public DbSet<PlaceSource> PlaceSources => Set<PlaceSource>();

        public DbSet<PlaceAlias> PlaceAliases => Set<PlaceAlias>();

        public DbSet<PlaceReport> PlaceReports => Set<PlaceReport>();
    }
}

using Maillage.Data;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Proposals;
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
            // No foreign key: a copy of the directory is read in, in the order of the ids.
            builder.HasIndex(p => p.MergedIntoId);
            builder.Property(p => p.LocationPrecision).HasConversion<string>().HasMaxLength(20);
            builder.Property(p => p.Services).HasJsonColumn();
            builder.Property(p => p.Equipment).HasJsonColumn();
            builder.Property(p => p.Closures).HasJsonColumn();
            builder.Property(p => p.Contacts).HasJsonColumn();
            builder.Property(p => p.Written).HasJsonColumn();
            builder.HasOne(p => p.Organisation).WithMany().HasForeignKey(p => p.OrganisationId);
            builder.HasMany(p => p.Stops).WithOne().HasForeignKey(s => s.PlaceId);
            builder.HasMany(p => p.Sources).WithOne().HasForeignKey(s => s.PlaceId);
        }
    }

    internal sealed class PlacePhotoConfiguration : IEntityTypeConfiguration<PlacePhoto>
    {
        public void Configure(EntityTypeBuilder<PlacePhoto> builder)
        {
            builder.ToTable("place_photos");
            builder.Property(p => p.Alternative).HasMaxLength(PlacePhoto.LongestAlternative);
            builder
                .HasOne<Place>()
                .WithOne(p => p.Photo)
                .HasForeignKey<PlacePhoto>(p => p.PlaceId)
                .OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class StopConfiguration : IEntityTypeConfiguration<Stop>
    {
        public void Configure(EntityTypeBuilder<Stop> builder)
        {
            builder.ToTable("stops");
            // Given by whoever adds a stop to a place that is already followed.
            builder.Property(s => s.Id).ValueGeneratedNever();
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

    internal sealed class PlaceVersionConfiguration : IEntityTypeConfiguration<PlaceVersion>
    {
        public void Configure(EntityTypeBuilder<PlaceVersion> builder)
        {
            builder.ToTable("place_versions");
            builder.Property(v => v.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(v => v.Notes).HasJsonColumn();
            builder.HasIndex(v => v.PlaceId);
            builder.HasOne<Place>().WithMany().HasForeignKey(v => v.PlaceId);
        }
    }

    internal sealed class FieldDisputeConfiguration : IEntityTypeConfiguration<FieldDispute>
    {
        public void Configure(EntityTypeBuilder<FieldDispute> builder)
        {
            builder.ToTable("field_disputes");
            builder.Property(d => d.Field).HasMaxLength(40);
            builder.Property(d => d.Source).HasMaxLength(200);
            builder.HasIndex(d => new { d.PlaceId, d.Field }).IsUnique();
            builder.HasOne<Place>().WithMany().HasForeignKey(d => d.PlaceId);
        }
    }

    internal sealed class PlaceReportConfiguration : IEntityTypeConfiguration<PlaceReport>
    {
        public void Configure(EntityTypeBuilder<PlaceReport> builder)
        {
            builder.ToTable("place_reports");
            builder.Property(r => r.Message).HasMaxLength(PlaceReport.MaxMessageLength);
            builder.Property(r => r.Fact).HasConversion<string>().HasMaxLength(20);
            builder.Property(r => r.Proposed).HasMaxLength(PlaceReport.MaxProposedLength);
            builder.Property(r => r.ReplyTo).HasMaxLength(200);
            builder.Property(r => r.End).HasConversion<string>().HasMaxLength(20);
            // Two people may end it at once: the person is told once.
            builder.Property(r => r.ClosedAt).IsConcurrencyToken();
            builder.HasOne<Place>().WithMany().HasForeignKey(r => r.PlaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class PlaceProposalConfiguration : IEntityTypeConfiguration<PlaceProposal>
    {
        public void Configure(EntityTypeBuilder<PlaceProposal> builder)
        {
            builder.ToTable("place_proposals");
            builder.Property(p => p.Name).HasMaxLength(PlaceProposal.MaxNameLength);
            builder.Property(p => p.Insee).HasMaxLength(5);
            builder.Property(p => p.CommuneName).HasMaxLength(100);
            builder.Property(p => p.Where).HasMaxLength(PlaceProposal.MaxWhereLength);
            builder.Property(p => p.Phone).HasMaxLength(20);
            builder.Property(p => p.Email).HasMaxLength(254);
            builder.Property(p => p.Website).HasMaxLength(PlaceProposal.MaxWebsiteLength);
            builder.Property(p => p.Hours).HasMaxLength(PlaceProposal.MaxHoursLength);
            builder.Property(p => p.Ground).HasConversion<string>().HasMaxLength(20);
            builder.Property(p => p.ReplyTo).HasMaxLength(200);
            builder.Property(p => p.End).HasConversion<string>().HasMaxLength(20);
            builder.Property(p => p.Refusal).HasConversion<string>().HasMaxLength(20);
            // Two people may decide at once: the person is told once.
            builder.Property(p => p.ClosedAt).IsConcurrencyToken();
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Place> Places => Set<Place>();

        public DbSet<PlacePhoto> PlacePhotos => Set<PlacePhoto>();

        public DbSet<Stop> Stops => Set<Stop>();

        public DbSet<PlaceSource> PlaceSources => Set<PlaceSource>();

        public DbSet<PlaceAlias> PlaceAliases => Set<PlaceAlias>();

        public DbSet<PlaceReport> PlaceReports => Set<PlaceReport>();

        public DbSet<PlaceProposal> PlaceProposals => Set<PlaceProposal>();

        public DbSet<PlaceVersion> PlaceVersions => Set<PlaceVersion>();

        public DbSet<FieldDispute> FieldDisputes => Set<FieldDispute>();
    }
}

using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Meetings
{
    internal sealed class OfferConfiguration : IEntityTypeConfiguration<Offer>
    {
        public void Configure(EntityTypeBuilder<Offer> builder)
        {
            builder.ToTable("offers");
            builder.Property(o => o.Slug).HasMaxLength(120);
            builder.HasIndex(o => o.Slug).IsUnique();
            builder.Property(o => o.Title).HasMaxLength(Offer.LongestTitle);
            builder.Property(o => o.Description).HasMaxLength(Offer.LongestText);
            builder.Property(o => o.Prerequisites).HasMaxLength(Offer.LongestLine);
            builder.Property(o => o.ToBring).HasMaxLength(Offer.LongestLine);
            builder.Property(o => o.Price).HasMaxLength(Offer.LongestLine);
            builder.Property(o => o.Address).HasMaxLength(Offer.LongestLine);
            builder.Property(o => o.Insee).HasMaxLength(5);
            builder.Property(o => o.VideoLink).HasMaxLength(Offer.LongestLink);
            builder.Property(o => o.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(o => o.Level).HasConversion<string>().HasMaxLength(20);
            builder.Property(o => o.MayBook).HasConversion<string>().HasMaxLength(20);
            builder.Property(o => o.ModifiedAt).IsConcurrencyToken();
            builder
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(o => o.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Place>().WithMany().HasForeignKey(o => o.PlaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class OpeningConfiguration : IEntityTypeConfiguration<Opening>
    {
        public void Configure(EntityTypeBuilder<Opening> builder)
        {
            builder.ToTable("openings");
            builder.Property(o => o.Title).HasMaxLength(Opening.LongestTitle);
            builder.Property(o => o.Version).IsConcurrencyToken();
            builder.HasOne<Offer>().WithMany().HasForeignKey(o => o.OfferId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class OfferDocumentConfiguration : IEntityTypeConfiguration<OfferDocument>
    {
        public void Configure(EntityTypeBuilder<OfferDocument> builder)
        {
            builder.ToTable("offer_documents");
            builder.Property(d => d.Title).HasMaxLength(OfferDocument.LongestTitle);
            builder.Property(d => d.Address).HasMaxLength(Offer.LongestLink);
            builder.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
            builder.HasOne<Offer>().WithMany().HasForeignKey(d => d.OfferId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class OpeningResourceConfiguration : IEntityTypeConfiguration<OpeningResource>
    {
        public void Configure(EntityTypeBuilder<OpeningResource> builder)
        {
            builder.ToTable("opening_resources");
            builder.HasKey(r => new { r.OpeningId, r.ResourceId });
            builder.HasOne<Opening>().WithMany().HasForeignKey(r => r.OpeningId);
            builder.HasOne<Resource>().WithMany().HasForeignKey(r => r.ResourceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ResourceConfiguration : IEntityTypeConfiguration<Resource>
    {
        public void Configure(EntityTypeBuilder<Resource> builder)
        {
            builder.ToTable("resources");
            builder.Property(r => r.Name).HasMaxLength(Resource.LongestName);
            builder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(r => r.AccountId).IsUnique();
            builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
            builder
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(r => r.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
    {
        public void Configure(EntityTypeBuilder<Absence> builder)
        {
            builder.ToTable("absences");
            builder.HasIndex(a => new { a.ResourceId, a.EndsAt });
            builder.HasOne<Resource>().WithMany().HasForeignKey(a => a.ResourceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class SlotConfiguration : IEntityTypeConfiguration<Slot>
    {
        public void Configure(EntityTypeBuilder<Slot> builder)
        {
            builder.ToTable("slots");
            builder.Ignore(s => s.Free);
            builder.Ignore(s => s.Key);
            builder.HasIndex(s => new { s.OpeningId, s.StartsAt }).IsUnique();
            builder.HasIndex(s => new { s.OfferId, s.StartsAt });
            builder.HasIndex(s => s.StartsAt);
            builder.HasIndex(s => s.RemindAt);
            // Whoever has read another hour writes nothing.
            builder.Property(s => s.StartsAt).IsConcurrencyToken();
            builder.HasOne<Offer>().WithMany().HasForeignKey(s => s.OfferId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Opening>().WithMany().HasForeignKey(s => s.OpeningId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class OccupationConfiguration : IEntityTypeConfiguration<Occupation>
    {
        public void Configure(EntityTypeBuilder<Occupation> builder)
        {
            builder.ToTable("occupations");
            builder.HasKey(o => new { o.SlotId, o.ResourceId });
            builder.HasIndex(o => new { o.ResourceId, o.EndsAt });
            builder.HasOne<Slot>().WithMany().HasForeignKey(o => o.SlotId);
            builder.HasOne<Resource>().WithMany().HasForeignKey(o => o.ResourceId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class BookingConfiguration : IEntityTypeConfiguration<Booking>
    {
        public void Configure(EntityTypeBuilder<Booking> builder)
        {
            builder.ToTable("bookings");
            builder.Property(b => b.Id).ValueGeneratedNever();
            builder.Ignore(b => b.HoldsSeats);
            builder.HasIndex(b => new { b.SlotId, b.Number }).IsUnique();
            builder.HasIndex(b => b.AccessId);
            builder.HasIndex(b => b.OfferedUntil);
            builder.HasIndex(b => b.OfferMessageId);
            builder.Property(b => b.State).HasConversion<string>().HasMaxLength(20);
            builder.Property(b => b.Channel).HasConversion<string>().HasMaxLength(20);
            builder.Property(b => b.CancelledBy).HasConversion<string>().HasMaxLength(20);
            builder.Property(b => b.ToCall).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(b => b.ToCall);
            builder.Property(b => b.Name).HasMaxLength(Booking.LongestName);
            builder.Property(b => b.BookedBy).HasMaxLength(Booking.LongestName);
            builder.Property(b => b.Phone).HasMaxLength(30);
            builder.Property(b => b.Email).HasMaxLength(254);
            builder.Property(b => b.Note).HasMaxLength(Booking.LongestNote);
            builder.HasOne<Slot>().WithMany().HasForeignKey(b => b.SlotId).OnDelete(DeleteBehavior.Restrict);
            builder
                .HasOne<InhabitantAccess>()
                .WithMany()
                .HasForeignKey(b => b.AccessId)
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Account>().WithMany().HasForeignKey(b => b.EnteredBy).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
    {
        public void Configure(EntityTypeBuilder<Reminder> builder)
        {
            builder.ToTable("reminders");
            builder.HasKey(r => new { r.BookingId, r.HoursBefore });
            builder.HasOne<Booking>().WithMany().HasForeignKey(r => r.BookingId);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<Offer> Offers => Set<Offer>();

        public DbSet<OfferDocument> OfferDocuments => Set<OfferDocument>();

        public DbSet<Opening> Openings => Set<Opening>();

        public DbSet<OpeningResource> OpeningResources => Set<OpeningResource>();

        public DbSet<Resource> Resources => Set<Resource>();

        public DbSet<Absence> Absences => Set<Absence>();

        public DbSet<Slot> Slots => Set<Slot>();

        public DbSet<Occupation> Occupations => Set<Occupation>();

        public DbSet<Booking> Bookings => Set<Booking>();

        public DbSet<Reminder> Reminders => Set<Reminder>();
    }
}

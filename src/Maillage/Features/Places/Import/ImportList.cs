using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Import
{
    /// <summary>
    /// A list imported from the desk and remembered (liste suivie): how its columns are read, where it is found, and
    /// whether it is read every night.
    /// </summary>
    public sealed class ImportList : IJournaled
    {
        public const int MaxNameLength = 120;

        public const int MaxAddressLength = 1000;

        public required Guid Id { get; init; }

        /// <summary>The name that its records bear in the directory; null where each record says its own.</summary>
        public string? ListName { get; set; }

        /// <summary>What people call it.</summary>
        public required string Name { get; set; }

        /// <summary>How its columns are read, as <see cref="ColumnMatch"/> writes it; null where they are recognised.</summary>
        public string? Match { get; set; }

        /// <summary>Its web address; null for a file.</summary>
        public string? Address { get; set; }

        /// <summary>Who asked for it to be read every night, as far as they may import; null where it is not.</summary>
        public Guid? NightlyBy { get; set; }

        public bool IsNightly => NightlyBy is not null;

        /// <summary>True once whoever asked for it may no longer import: by night it is left alone until it is taken over.</summary>
        public bool IsPaused { get; set; }

        /// <summary>The last day, in Paris, on which it was read by night.</summary>
        public DateOnly? ReadOn { get; set; }

        /// <summary>As in <see cref="ImportRun.Territories"/>.</summary>
        public required List<string> Territories { get; set; }

        public required Guid SavedBy { get; set; }

        public required DateTime SavedAt { get; set; }
    }

    internal sealed class ImportListConfiguration : IEntityTypeConfiguration<ImportList>
    {
        public void Configure(EntityTypeBuilder<ImportList> builder)
        {
            builder.ToTable("import_lists");
            builder.Property(l => l.Name).HasMaxLength(ImportList.MaxNameLength);
            builder.Property(l => l.ListName).HasMaxLength(ImportList.MaxNameLength);
            builder.Property(l => l.Address).HasMaxLength(ImportList.MaxAddressLength);
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<ImportList> ImportLists => Set<ImportList>();
    }
}

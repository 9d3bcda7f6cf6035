using Maillage.Data;
using Maillage.Features.Places.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maillage.Features.Places.Search
{
    /// <summary>Tells every node that places have changed (version de l’annuaire): one row, one number.</summary>
    public sealed class DirectoryVersion
    {
        internal const int OnlyRow = 1;

        public int Id { get; init; } = OnlyRow;

        public long Number { get; init; }

        /// <summary>
        /// Announces a change of places. Called within the transaction that makes it, so that nobody reads too early.
        /// </summary>
        public static Task Bump(MaillageDb db, CancellationToken cancellation = default) =>
            db.DirectoryVersions.ExecuteUpdateAsync(
                row => row.SetProperty(version => version.Number, version => version.Number + 1),
                cancellation
            );
    }

    internal sealed class DirectoryVersionConfiguration : IEntityTypeConfiguration<DirectoryVersion>
    {
        public void Configure(EntityTypeBuilder<DirectoryVersion> builder)
        {
            builder.ToTable("directory_version");
            builder.Property(version => version.Id).ValueGeneratedNever();
            builder.HasData(new DirectoryVersion());
        }
    }
}

namespace Maillage.Data
{
    public abstract partial class MaillageDb
    {
        public DbSet<DirectoryVersion> DirectoryVersions => Set<DirectoryVersion>();
    }
}

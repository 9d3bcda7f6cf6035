using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Data;

/// <summary>
/// The database of one deployment. Each feature adds its tables from its own folder with a partial declaration;
/// the two derived contexts exist only so that each provider keeps its own migrations.
/// </summary>
public abstract partial class MaillageDb(DbContextOptions options, RecordChanges? recordChanges) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MaillageDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
}

/// <summary>The database on PostgreSQL, for production.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options, RecordChanges? recordChanges = null)
    : MaillageDb(options, recordChanges);

/// <summary>The database in one SQLite file, the default.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options, RecordChanges? recordChanges = null)
    : MaillageDb(options, recordChanges);
